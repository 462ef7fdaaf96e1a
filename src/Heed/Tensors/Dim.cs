using System.Globalization;

namespace Heed;

/// <summary>One dimension of a <see cref="Shape"/>: a length, or unknown as in a symbolic batch.</summary>
/// <remarks><c>==</c> asks "can these be the same length?": an unknown dimension agrees with every other. <see cref="Equals(Dim)"/> is strict.</remarks>
public readonly struct Dim : IEquatable<Dim>
{
    private readonly int _lengthPlusOne;    // 0, the default, is unknown

    private Dim(int length) => _lengthPlusOne = length >= 0
        ? length + 1
        : throw new ShapeException($"Dim expects a length of at least 0. Received {length}. Write null for a length that is not known, or that follows from the others.");

    /// <summary>A length that is not known yet.</summary>
    public static Dim Unknown => default;

    /// <summary>Is the length known?</summary>
    public bool IsKnown => _lengthPlusOne != 0;

    /// <summary>The length.</summary>
    /// <exception cref="InvalidOperationException">The dimension is unknown.</exception>
    public int Value => IsKnown ? _lengthPlusOne - 1
        : throw new InvalidOperationException("Dim expects a known length here, but this dimension of a symbolic tensor is unknown.");

    /// <summary>A known length.</summary>
    /// <param name="length">At least 0.</param>
    public static implicit operator Dim(int length) => new(length);

    /// <summary>A length, or unknown for <see langword="null"/>.</summary>
    /// <param name="length">At least 0, or <see langword="null"/>.</param>
    public static implicit operator Dim(int? length) => length is { } known ? new(known) : default;

    /// <summary>The length; fails on an unknown dimension.</summary>
    /// <param name="dim">A known dimension.</param>
    public static explicit operator int(Dim dim) => dim.Value;

    /// <summary>Can both be the same length? Unknown agrees with everything.</summary>
    /// <param name="left">One dimension.</param>
    /// <param name="right">Another.</param>
    /// <returns><see langword="false"/> only if both are known and differ.</returns>
    public static bool operator ==(Dim left, Dim right) => !left.IsKnown || !right.IsKnown || left.Equals(right);

    /// <summary>Are both known, and different?</summary>
    /// <param name="left">One dimension.</param>
    /// <param name="right">Another.</param>
    /// <returns>The opposite of <c>==</c>.</returns>
    public static bool operator !=(Dim left, Dim right) => !(left == right);

    /// <summary>The sum, unknown if either is.</summary>
    /// <param name="left">One dimension.</param>
    /// <param name="right">Another.</param>
    /// <returns>The sum of the lengths.</returns>
    public static Dim operator +(Dim left, Dim right) => left.IsKnown && right.IsKnown ? Fitting((long)left.Value + right.Value, left, '+', right) : Unknown;

    /// <summary>The product, unknown if either is.</summary>
    /// <param name="left">One dimension.</param>
    /// <param name="right">Another.</param>
    /// <returns>The product of the lengths.</returns>
    public static Dim operator *(Dim left, Dim right) => left.IsKnown && right.IsKnown ? Fitting((long)left.Value * right.Value, left, '·', right) : Unknown;

    private static int Fitting(long length, Dim left, char operation, Dim right) => length <= int.MaxValue ? (int)length
        : throw new ShapeException($"Dim expects a length of at most {int.MaxValue}. Received {left} {operation} {right}.");

    /// <inheritdoc/>
    public bool Equals(Dim other) => _lengthPlusOne == other._lengthPlusOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Dim other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _lengthPlusOne;

    /// <summary>The length, or <c>None</c> as Keras prints an unknown one.</summary>
    /// <returns>Decimal digits or <c>None</c>.</returns>
    public override string ToString() => IsKnown ? Value.ToString(CultureInfo.InvariantCulture) : "None";
}
