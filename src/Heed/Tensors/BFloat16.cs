using System.Globalization;

namespace Heed;

/// <summary>A 16-bit floating-point number with the sign and exponent of a <see cref="float"/> and 7 bits of fraction.</summary>
/// <remarks>Arithmetic widens to <see cref="float"/>; the conversion back rounds to nearest, ties to even.</remarks>
public readonly struct BFloat16 : IEquatable<BFloat16>, IComparable<BFloat16>
{
    private readonly ushort _bits;

    private BFloat16(ushort bits) => _bits = bits;

    /// <summary>The 16 bits as they lie in memory.</summary>
    /// <param name="bits">Sign, 8 bits of exponent, 7 bits of fraction.</param>
    /// <returns>The number with these bits.</returns>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>The 16 bits as they lie in memory.</summary>
    /// <returns>Sign, 8 bits of exponent, 7 bits of fraction.</returns>
    public ushort ToBits() => _bits;

    /// <summary>Rounds to the nearest bfloat16, ties to even.</summary>
    /// <param name="value">Any float; NaN stays NaN.</param>
    public static explicit operator BFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value)) return new((ushort)((bits >> 16) | 0x40));
        return new((ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16));
    }

    /// <summary>Widens without loss.</summary>
    /// <param name="value">Any bfloat16.</param>
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value._bits << 16);

    /// <inheritdoc/>
    public bool Equals(BFloat16 other) => ((float)this).Equals((float)other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(BFloat16 other) => ((float)this).CompareTo(other);

    /// <summary>Equality of values: 0 equals −0, NaN equals nothing.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether both are the same number.</returns>
    public static bool operator ==(BFloat16 left, BFloat16 right) => (float)left == right;

    /// <summary>The opposite of equality.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(BFloat16 left, BFloat16 right) => (float)left != right;

    /// <inheritdoc/>
    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);
}
