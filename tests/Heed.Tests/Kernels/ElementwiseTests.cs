using System.Numerics;
using Heed.Kernels;

namespace Heed.Tests.Kernels;

[Collection(ThreadCountCollection.Name)]
public sealed class ElementwiseTests
{
    [Fact]
    public void Every_length_and_offset_gives_every_element()
    {
        Lengths<float>();
        Lengths<double>();
        Lengths<int>();
        Lengths<long>();
        Lengths<ulong>();
    }

    [Fact]
    public void Long_spans_give_the_same_bits_on_one_thread_and_on_two()
    {
        float[] x = [.. Enumerable.Range(0, 100_003).Select(i => MathF.Sin(i))], one = new float[x.Length], two = new float[x.Length];
        ThreadCountCollection.With(1, () => Elementwise.Map<float, Exp>(x, one));
        ThreadCountCollection.With(2, () => Elementwise.Map<float, Exp>(x, two));
        Assert.Equal(one, two);
        Elementwise.Map<float, Exp>(x.AsSpan(50_001, 7), two.AsSpan(0, 7));
        Assert.Equal(one[50_001..50_008], two[..7]);
    }

    [Theory]
    [InlineData("3,4", "3,4")]
    [InlineData("3,4", "4")]
    [InlineData("3,1", "3,37")]
    [InlineData("37", "1")]
    [InlineData("1", "5,1,7")]
    [InlineData("", "2,3")]
    [InlineData("", "")]
    [InlineData("2,1,3,1", "1,5,1,19")]
    [InlineData("2,0,3", "3")]
    [InlineData("4,3,1,2", "3,5,2")]
    [InlineData("3,20001", "3,1")]
    [InlineData("20001", "3,20001")]
    [InlineData("9000,5", "9000,1")]
    [InlineData("7000,3", "3")]
    [InlineData("3", "2,700,3")]
    [InlineData("2,300,3,4", "300,1,4")]
    [InlineData("300,63", "300,1")]
    public void Broadcasting_follows_NumPy(string left, string right)
    {
        int[] xDims = Dims(left), yDims = Dims(right);
        long[] x = Count(xDims), y = Count(yDims);
        Broadcast plan = Broadcast.Plan(xDims, yDims);
        int[] dims = plan.ResultDims;
        long[] z = new long[plan.Length];
        bool[] less = new bool[plan.Length];
        Elementwise.Map2Broadcast<long, TenTimesPlus>(x, y, z, plan);
        Elementwise.Compare<long, Less>(x, y, less, plan);
        for (int i = 0; i < z.Length; i++)
        {
            long a = x[Index(i, dims, xDims)], b = y[Index(i, dims, yDims)];
            Assert.Equal(10 * a + b, z[i]);
            Assert.Equal(a < b, less[i]);
        }
    }

    [Fact]
    public void Comparisons_of_every_length_are_those_of_single_numbers()
    {
        for (int length = 1; length < 140; length++)
        {
            Check<float>(length);
            Check<double>(length);
            Check<int>(length);
        }

        static void Check<T>(int length) where T : unmanaged, INumber<T>
        {
            T[] x = [.. Enumerable.Range(0, length).Select(i => i % 11 == 3 ? T.CreateTruncating(double.NaN) : T.CreateTruncating(i * 5 % 7))];
            T[] y = [.. Enumerable.Range(0, length).Select(i => T.CreateTruncating(i * 3 % 5))];
            T[] three = [T.CreateTruncating(3)];
            bool[] both = new bool[length], left = new bool[length], right = new bool[length];
            Elementwise.Compare<T, Less>(x, y, both, Broadcast.Plan([length], [length]));
            Elementwise.Compare<T, Less>(three, y, left, Broadcast.Plan([1], [length]));
            Elementwise.Compare<T, Less>(x, three, right, Broadcast.Plan([length], [1]));
            Assert.Equal(x.Zip(y, (a, b) => a < b), both);
            Assert.Equal(y.Select(b => three[0] < b), left);
            Assert.Equal(x.Select(a => a < three[0]), right);
        }
    }

    [Fact]
    public void Integer_division_survives_the_padding()
    {
        int[] x = [7, 8, 9], z = new int[3];
        Elementwise.Map2<int, Quotient>(x, [2, 2, 2], z);
        Assert.Equal([3, 4, 4], z);
    }

    private static void Lengths<T>() where T : unmanaged, INumber<T>
    {
        for (int length = 0; length <= 3 * Vector<T>.Count + 1; length++)
        {
            for (int offset = 0; offset < Vector<T>.Count; offset++)
            {
                T[] x = [.. Enumerable.Range(1, length + offset).Select(T.CreateTruncating)], y = new T[x.Length + 1];
                ReadOnlySpan<T> part = x.AsSpan(offset);
                Elementwise.Map3<T, MultiplyAdd>(part, part, part, y.AsSpan(offset, length));
                Assert.All(Enumerable.Range(offset, length), i => Assert.Equal(x[i] * x[i] + x[i], y[i]));
                Assert.Equal(T.Zero, y[^1]);
                Elementwise.Map2<T, TenTimesPlus>(part, part, y.AsSpan(offset, length));
                Assert.All(Enumerable.Range(offset, length), i => Assert.Equal(T.CreateTruncating(11) * x[i], y[i]));
            }
        }
    }

    private static int[] Dims(string text) => text == "" ? [] : [.. text.Split(',').Select(int.Parse)];

    private static long[] Count(int[] dims) => [.. Enumerable.Range(1, dims.Aggregate(1, (a, b) => a * b)).Select(i => (long)i * 7 % 101)];

    private static int Index(int flat, int[] dims, int[] operand)
    {
        int index = 0, stride = 1;
        for (int fromEnd = 1; fromEnd <= operand.Length; fromEnd++)
        {
            if (operand[^fromEnd] != 1) index += flat % dims[^fromEnd] * stride;
            stride *= operand[^fromEnd];
            flat /= dims[^fromEnd];
        }
        return index;
    }

    private readonly struct Exp : IMap
    {
        public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Exp(x);
    }

    private readonly struct TenTimesPlus : IMap2
    {
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => x * T.CreateTruncating(10) + y;
    }

    private readonly struct Quotient : IMap2
    {
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => x / y;
    }

    private readonly struct MultiplyAdd : IMap3
    {
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y, Vector<T> z) where T : unmanaged, INumber<T> => x * y + z;
    }

    private readonly struct Less : IPredicate
    {
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.LessThan(x, y);
    }
}
