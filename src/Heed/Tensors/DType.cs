namespace Heed;

/// <summary>The type of a tensor's elements.</summary>
public enum DType
{
    /// <summary>32-bit IEEE floating point; what layers use unless told otherwise.</summary>
    Float32,
    /// <summary>64-bit IEEE floating point.</summary>
    Float64,
    /// <summary>16-bit IEEE floating point (<see cref="Half"/>).</summary>
    Float16,
    /// <summary>16-bit floating point with the exponent of float32 (<see cref="Heed.BFloat16"/>).</summary>
    BFloat16,
    /// <summary>8-bit signed integer.</summary>
    Int8,
    /// <summary>16-bit signed integer.</summary>
    Int16,
    /// <summary>32-bit signed integer.</summary>
    Int32,
    /// <summary>64-bit signed integer.</summary>
    Int64,
    /// <summary>8-bit unsigned integer.</summary>
    UInt8,
    /// <summary>16-bit unsigned integer.</summary>
    UInt16,
    /// <summary>32-bit unsigned integer.</summary>
    UInt32,
    /// <summary>64-bit unsigned integer.</summary>
    UInt64,
    /// <summary>True or false.</summary>
    Bool,
    /// <summary>Text; only lookups, comparisons and rearrangements take it.</summary>
    String,
}

/// <summary>What the elements of a <see cref="DType"/> are, and how Keras writes its name.</summary>
public static class DTypes
{
    private static readonly string[] Names = [.. Enum.GetNames<DType>().Select(name => name.ToLowerInvariant())];

    /// <summary>Keras's name, such as <c>float32</c>.</summary>
    /// <param name="type">The element type.</param>
    /// <returns>The lower-case name.</returns>
    public static string Name(this DType type) => Names[(int)type];

    /// <summary>Is it one of the four floating-point types?</summary>
    /// <param name="type">The element type.</param>
    /// <returns><see langword="true"/> for float16, bfloat16, float32 and float64.</returns>
    public static bool IsFloat(this DType type) => type <= DType.BFloat16;

    /// <summary>Is it a signed or unsigned integer?</summary>
    /// <param name="type">The element type.</param>
    /// <returns><see langword="true"/> for int8 … uint64; not for bool.</returns>
    public static bool IsInteger(this DType type) => type is >= DType.Int8 and <= DType.UInt64;

    /// <summary>Bytes an element takes; 0 for strings.</summary>
    /// <param name="type">The element type.</param>
    /// <returns>1, 2, 4 or 8; 0 for <see cref="DType.String"/>.</returns>
    public static int ItemSize(this DType type) => type switch
    {
        DType.Int8 or DType.UInt8 or DType.Bool => 1,
        DType.Float16 or DType.BFloat16 or DType.Int16 or DType.UInt16 => 2,
        DType.Float32 or DType.Int32 or DType.UInt32 => 4,
        DType.Float64 or DType.Int64 or DType.UInt64 => 8,
        _ => 0,
    };

    /// <summary>The type with Keras's name.</summary>
    /// <param name="name">Such as <c>float32</c>; <c>int</c>, <c>float</c> and <c>bool</c> are Keras's short forms.</param>
    /// <returns>The element type.</returns>
    /// <exception cref="ArgumentException">No type has this name.</exception>
    public static DType Parse(string name) => name switch
    {
        "int" => DType.Int32,
        "float" => DType.Float32,
        _ => Array.IndexOf(Names, name) is >= 0 and var index
            ? (DType)index
            : throw new ArgumentException($"DType expects one of {string.Join(", ", Names)}. Received '{name}'."),
    };

    /// <summary>The type of a C# element type.</summary>
    internal static DType Of<T>() =>
        typeof(T) == typeof(float) ? DType.Float32 : typeof(T) == typeof(double) ? DType.Float64 :
        typeof(T) == typeof(Half) ? DType.Float16 : typeof(T) == typeof(BFloat16) ? DType.BFloat16 :
        typeof(T) == typeof(sbyte) ? DType.Int8 : typeof(T) == typeof(short) ? DType.Int16 :
        typeof(T) == typeof(int) ? DType.Int32 : typeof(T) == typeof(long) ? DType.Int64 :
        typeof(T) == typeof(byte) ? DType.UInt8 : typeof(T) == typeof(ushort) ? DType.UInt16 :
        typeof(T) == typeof(uint) ? DType.UInt32 : typeof(T) == typeof(ulong) ? DType.UInt64 :
        typeof(T) == typeof(bool) ? DType.Bool : typeof(T) == typeof(string) ? DType.String :
        throw new ArgumentException($"Tensor expects elements of a number type, bool or string. Received {typeof(T).Name}.");
}
