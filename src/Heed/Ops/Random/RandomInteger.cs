using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Random integers, all equally likely in [min, max).</summary>
    /// <param name="shape">A known shape.</param>
    /// <param name="min">The lowest value.</param>
    /// <param name="max">One above the highest value.</param>
    /// <param name="dtype">An integer type that holds both <paramref name="min"/> and <c>max − 1</c>.</param>
    /// <param name="key">The same key gives the same numbers.</param>
    /// <returns>The integers.</returns>
    /// <exception cref="ArgumentException"><paramref name="dtype"/> is not an integer type or too narrow, or <paramref name="max"/> is not above <paramref name="min"/>.</exception>
    /// <remarks>
    /// The upper half of the product of 64 random bits and the number of values: no value is favoured by more than that number in 2⁶⁴.
    /// Keras: <c>keras.random.randint</c>, keras/src/random/random.py.
    /// </remarks>
    public static Tensor RandomInteger(Shape shape, long min, long max, DType dtype, RandomKey key) => min < max
        ? new RandomIntegerOp(shape, min, max, dtype, key).Apply()
        : throw new ArgumentException($"RandomInteger expects min < max. Received {min} and {max}.");
}

/// <summary>y = min + ⌊u (max − min)⌋ with u uniform in [0, 1)</summary>
internal sealed class RandomIntegerOp(Shape shape, long min, long max, DType dtype, RandomKey key) : RandomOp(shape, dtype, key)
{
    protected override bool Accepts(DType type) => type.IsInteger() && min >= Lowest(type) && max - 1 <= Highest(type);

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        switch (y.DType)
        {
            case DType.Int32: Run<int>(y); break;
            case DType.UInt64: Run<ulong>(y); break;
            default: Run<long>(y); break;
        }
    }

    private void Run<T>(Tensor y) where T : unmanaged, INumber<T> =>
        RandomKernel.Fill(Key.Seed, Key.Draw, 2, y.Writable<T>(), new IntegerDraw<T>(min, (ulong)max - (ulong)min));

    private static long Lowest(DType type) => type switch
    {
        DType.Int8 => sbyte.MinValue,
        DType.Int16 => short.MinValue,
        DType.Int32 => int.MinValue,
        DType.Int64 => long.MinValue,
        _ => 0,
    };

    private static long Highest(DType type) => type switch
    {
        DType.Int8 => sbyte.MaxValue,
        DType.Int16 => short.MaxValue,
        DType.Int32 => int.MaxValue,
        DType.UInt8 => byte.MaxValue,
        DType.UInt16 => ushort.MaxValue,
        DType.UInt32 => uint.MaxValue,
        _ => long.MaxValue,
    };
}
