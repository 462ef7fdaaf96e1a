using System.Numerics;
using Heed.Kernels;

namespace Heed.Tests.Kernels;

[Collection(ThreadCountCollection.Name)]
public sealed class CastKernelTests
{
    [Fact]
    public void Vectors_round_to_bfloat16_as_single_numbers_do()
    {
        float[] x = [.. Enumerable.Range(0, 70_001).Select(i => BitConverter.UInt32BitsToSingle(61_357u * (uint)i)), float.NaN, float.MaxValue, -0f];
        BFloat16[] y = new BFloat16[x.Length];
        CastKernel.ToBFloat16(x, y);
        Assert.Equal(x.Select(value => ((BFloat16)value).ToBits()), y.Select(value => value.ToBits()));
    }

    [Fact]
    public void Every_bfloat16_is_widened()
    {
        BFloat16[] x = [.. Enumerable.Range(0, 65_537).Select(i => BFloat16.FromBits((ushort)i))];
        float[] y = new float[x.Length];
        CastKernel.FromBFloat16(x, y);
        Assert.Equal(x.Select(value => BitConverter.SingleToUInt32Bits(value)), y.Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void Only_zero_is_false()
    {
        foreach (int length in new[] { 0, 1, 31, 32, 67, 40_000 })
        {
            Check([.. Enumerable.Range(0, length).Select(i => (i % 5) switch { 0 => 0f, 1 => -0f, 2 => float.NaN, 3 => float.Epsilon, _ => -1 })]);
            Check([.. Enumerable.Range(0, length).Select(i => i * 7 % 3)]);
            Check([.. Enumerable.Range(0, length).Select(i => i * 7L % 3)]);
        }
    }

    [Fact]
    public void Numbers_of_all_lengths_keep_their_values()
    {
        foreach (int length in new[] { 0, 1, 17, 33_000 })
        {
            double[] x = [.. Enumerable.Range(0, length).Select(i => i - 0.5)];
            float[] y = new float[length];
            int[] z = new int[length];
            CastKernel.Run<double, float>(x, y);
            CastKernel.Run<double, int>(x, z);
            Assert.Equal(x.Select(value => (float)value), y);
            Assert.Equal(x.Select(value => (int)value), z);
        }
    }

    private static void Check<T>(T[] x) where T : unmanaged, INumber<T>
    {
        bool[] y = new bool[x.Length];
        CastKernel.ToBool(x, y);
        Assert.Equal(x.Select(value => value != T.Zero), y);
    }
}
