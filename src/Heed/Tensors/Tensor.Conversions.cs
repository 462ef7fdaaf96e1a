using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed;

public sealed partial class Tensor
{
    /// <summary>A tensor of a C# array's shape, type and values.</summary>
    /// <param name="values">An array of any rank (<c>float[,,]</c>); the values are copied.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">The elements are not numbers, booleans or strings.</exception>
    public static Tensor From(Array values) => values.GetType().GetElementType() switch
    {
        var type when type == typeof(float) => Copy<float>(values),
        var type when type == typeof(double) => Copy<double>(values),
        var type when type == typeof(int) => Copy<int>(values),
        var type when type == typeof(long) => Copy<long>(values),
        var type when type == typeof(bool) => Copy<bool>(values),
        var type when type == typeof(string) => CopyStrings(values),
        var type when type == typeof(Half) => Copy<Half>(values),
        var type when type == typeof(BFloat16) => Copy<BFloat16>(values),
        var type when type == typeof(sbyte) => Copy<sbyte>(values),
        var type when type == typeof(short) => Copy<short>(values),
        var type when type == typeof(byte) => Copy<byte>(values),
        var type when type == typeof(ushort) => Copy<ushort>(values),
        var type when type == typeof(uint) => Copy<uint>(values),
        var type when type == typeof(ulong) => Copy<ulong>(values),
        _ => throw new ArgumentException($"Tensor expects an array of numbers, booleans or strings, of any rank. Received {values.GetType().Name}. Make a jagged array rectangular first."),
    };

    /// <summary>A tensor of given shape with the values of a span.</summary>
    /// <param name="values">Row-major; copied.</param>
    /// <param name="shape">Its size is the length of <paramref name="values"/>.</param>
    /// <typeparam name="T">A number type, bool or string.</typeparam>
    /// <returns>The tensor.</returns>
    /// <exception cref="ShapeException">The number of values is not the size of <paramref name="shape"/>.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, Shape shape)
    {
        if (values.Length != shape.Size)
            throw new ShapeException($"Tensor expects as many values as its shape has elements ({shape.Size} for {shape}). Received {values.Length}.");
        Tensor tensor = Allocate(shape, DTypes.Of<T>());
        values.CopyTo(tensor.Writable<T>());
        return tensor;
    }

    /// <summary>A tensor of given shape with the values of an array.</summary>
    /// <param name="values">Row-major; copied.</param>
    /// <param name="shape">Its size is the length of <paramref name="values"/>.</param>
    /// <typeparam name="T">A number type, bool or string.</typeparam>
    /// <returns>The tensor.</returns>
    public static Tensor From<T>(T[] values, Shape shape) => From<T>(values.AsSpan(), shape);

    /// <summary>A tensor without axes.</summary>
    /// <param name="value">The number, boolean or string.</param>
    /// <typeparam name="T">A number type, bool or string.</typeparam>
    /// <returns>A tensor of shape ().</returns>
    public static Tensor FromScalar<T>(T value) => From([value], Shape.Scalar);

    /// <summary>A number in code, which takes the type of the tensor it meets.</summary>
    /// <param name="value">Exact in double precision.</param>
    public static implicit operator Tensor(double value) => WeakNumber(value, DType.Float32);

    /// <summary>A number in code, which takes the type of the tensor it meets.</summary>
    /// <param name="value">Exact in double precision.</param>
    public static implicit operator Tensor(float value) => WeakNumber(value, DType.Float32);

    /// <summary>A whole number in code: beside integers it stays one, beside floats it becomes a float.</summary>
    /// <param name="value">Any int.</param>
    public static implicit operator Tensor(int value) => WeakNumber(value, DType.Int32);

    /// <summary>True or false as a tensor without axes.</summary>
    /// <param name="value">The truth.</param>
    public static implicit operator Tensor(bool value) => FromScalar(value);

    /// <summary>A C# array of numbers, booleans or strings, of any rank.</summary>
    /// <param name="values">Such as <c>float[,]</c>; copied.</param>
    public static implicit operator Tensor(Array values) => From(values);

    /// <summary>The elements as a flat array.</summary>
    /// <typeparam name="T">The C# type of <see cref="DType"/>.</typeparam>
    /// <returns>A copy in row-major order.</returns>
    public T[] ToArray<T>() => AsSpan<T>().ToArray();

    /// <summary>The only element.</summary>
    /// <typeparam name="T">The C# type of <see cref="DType"/>.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="ShapeException">There is not exactly one element.</exception>
    public T Item<T>() => Length == 1 ? AsSpan<T>()[0]
        : throw new ShapeException($"Tensor.Item expects exactly one element. Received {Spec}. Index it first.");

    /// <summary>The elements as a C# array of this tensor's rank.</summary>
    /// <returns>Such as <c>float[,,]</c> for rank 3; for rank 0 an array of one element.</returns>
    public Array ToMultidimensionalArray() => DType switch
    {
        DType.Float32 => CopyOut<float>(),
        DType.Float64 => CopyOut<double>(),
        DType.Float16 => CopyOut<Half>(),
        DType.BFloat16 => CopyOut<BFloat16>(),
        DType.Int8 => CopyOut<sbyte>(),
        DType.Int16 => CopyOut<short>(),
        DType.Int32 => CopyOut<int>(),
        DType.Int64 => CopyOut<long>(),
        DType.UInt8 => CopyOut<byte>(),
        DType.UInt16 => CopyOut<ushort>(),
        DType.UInt32 => CopyOut<uint>(),
        DType.UInt64 => CopyOut<ulong>(),
        DType.Bool => CopyOut<bool>(),
        _ => CopyOut<string>(),
    };

    private static Tensor WeakNumber(double value, DType dtype)
    {
        var number = new Tensor(Shape.Scalar, dtype, Storage.Rent(dtype, 1)) { Weak = value };
        if (dtype == DType.Int32) number.Writable<int>()[0] = (int)value;
        else number.Writable<float>()[0] = (float)value;
        return number;
    }

    private static Tensor Copy<T>(Array values) where T : unmanaged
    {
        Tensor tensor = Allocate(ShapeOf(values), DTypes.Of<T>());
        if (values.Length > 0)
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length).CopyTo(tensor.Writable<T>());
        return tensor;
    }

    private static Tensor CopyStrings(Array values)
    {
        Tensor tensor = Allocate(ShapeOf(values), DType.String);
        Span<string> target = tensor.Writable<string>();
        int i = 0;
        foreach (object? value in values)
            target[i++] = value as string ?? throw new ArgumentException($"Tensor expects strings without null. Received null at element {i - 1}.");
        return tensor;
    }

    private static Shape ShapeOf(Array values) => new(Enumerable.Range(0, values.Rank).Select(axis => (Dim)values.GetLength(axis)));

    private Array CopyOut<T>()
    {
        ReadOnlySpan<T> source = AsSpan<T>();
        int[] lengths = Rank == 0 ? [1] : Shape.ToArray();
        Array result = Rank switch     // the common ranks by their own types: NativeAOT can only build array types it has seen
        {
            0 or 1 => new T[lengths[0]],
            2 => new T[lengths[0], lengths[1]],
            3 => new T[lengths[0], lengths[1], lengths[2]],
            4 => new T[lengths[0], lengths[1], lengths[2], lengths[3]],
            5 => new T[lengths[0], lengths[1], lengths[2], lengths[3], lengths[4]],
            6 => new T[lengths[0], lengths[1], lengths[2], lengths[3], lengths[4], lengths[5]],
            _ => throw new ShapeException($"Tensor.ToMultidimensionalArray expects at most 6 axes. Received {Spec}. Reshape it first, or use ToArray."),
        };
        if (source.Length > 0)
            source.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(result)), source.Length));
        return result;
    }
}
