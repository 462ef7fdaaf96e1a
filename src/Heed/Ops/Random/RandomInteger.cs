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
    /// <exception cref="ArgumentException">
    /// <paramref name="dtype"/> is not an integer type or too narrow, or <paramref name="max"/> is not above <paramref name="min"/>.
    /// </exception>
    /// <remarks>
    /// The upper half of the product of 64 random bits and the number of values: no value is favoured by more than that number in 2⁶⁴.
    /// Keras: <c>keras.random.randint</c>, keras/src/random/random.py.
    /// </remarks>
    public static Tensor RandomInteger(Shape shape, long min, long max, DType dtype, RandomKey key)
    {
        if (min >= max) throw new ArgumentException($"RandomInteger expects min < max. Received {min} and {max}.");
        var (lowest, highest) = Limits(dtype);
        Tensor y = Draw.Allocate(nameof(RandomInteger), shape, dtype, min >= lowest && max - 1 <= highest);
        switch (y.DType)
        {
            case DType.Int32: Fill<int>(); break;
            case DType.UInt64: Fill<ulong>(); break;
            default: Fill<long>(); break;
        }
        return y.Cast(dtype);

        void Fill<T>() where T : unmanaged, INumber<T> =>
            RandomKernel.Fill(key.Seed, key.Draw, 2, y.Writable<T>(), new IntegerDraw<T>(min, (ulong)max - (ulong)min));
    }

    /// <summary>The smallest and largest integer of a type that a draw may give; none of other types.</summary>
    private static (long Lowest, long Highest) Limits(DType type) => type switch
    {
        DType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        DType.Int16 => (short.MinValue, short.MaxValue),
        DType.Int32 => (int.MinValue, int.MaxValue),
        DType.Int64 => (long.MinValue, long.MaxValue),
        DType.UInt8 => (0, byte.MaxValue),
        DType.UInt16 => (0, ushort.MaxValue),
        DType.UInt32 => (0, uint.MaxValue),
        DType.UInt64 => (0, long.MaxValue),
        _ => (long.MaxValue, long.MinValue),
    };
}
