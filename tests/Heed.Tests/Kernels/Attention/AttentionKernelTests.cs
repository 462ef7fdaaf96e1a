using System.Numerics;
using Heed.Kernels;

namespace Heed.Tests.Kernels;

[Collection(ThreadCountCollection.Name)]
public sealed class AttentionKernelTests
{
    /// <summary>Which keys are masked.</summary>
    public enum Hides { Nothing, Tail, Head, Scattered, PerQuery, PerHead, Everything, Queries }

    public static TheoryData<int, int, int, int> Shapes => new()
    {
        { 1, 1, 1, 1 }, { 15, 17, 16, 16 }, { 16, 64, 15, 17 }, { 17, 1, 64, 63 }, { 63, 65, 32, 5 }, { 64, 127, 1, 64 }, { 65, 16, 17, 32 }, { 127, 73, 48, 16 }, { 300, 1023, 33, 8 }, { 200, 200, 128, 128 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Every_mask_agrees_with_the_reference(int queries, int keys, int width, int valueWidth)
    {
        foreach (Hides hides in Enum.GetValues<Hides>())
            foreach (bool causal in new[] { false, true })
            {
                Check<float>(Shape(2, 1, 1, queries, keys, width, valueWidth, causal), hides, 2e-5);
                Check<double>(Shape(2, 1, 1, queries, keys, width, valueWidth, causal), hides, 1e-12);
            }
    }

    [Theory]
    [InlineData(4, 4, false)]
    [InlineData(4, 2, true)]
    [InlineData(6, 1, true)]
    [InlineData(6, 3, false)]
    public void Heads_may_lie_inside_and_share_keys(int heads, int keyHeads, bool inside)
    {
        foreach (Hides hides in Enum.GetValues<Hides>())
            Check<float>(Shape(2, heads, keyHeads, 70, 50, 16, 24, causal: false) with { HeadsInside = inside, MaskedRows = MaskedRowRule.Average }, hides, 2e-5);
    }

    [Theory]
    [InlineData(1, 300, 300)]
    [InlineData(1, 1023, 250)]
    [InlineData(70, 5, 9)]
    public void Few_and_many_problems_agree_with_the_reference(int batch, int queries, int keys)
    {
        foreach (Hides hides in new[] { Hides.Nothing, Hides.Tail, Hides.Scattered })
            Check<float>(Shape(batch, 1, 1, queries, keys, 16, 16, causal: true), hides, 2e-5);
    }

    [Fact]
    public void Large_scores_move_the_reference()
    {
        foreach (double size in new[] { 30, 1e3, 1e6 })
            Check<float>(Shape(1, 1, 1, 33, 300, 8, 16, causal: false) with { Scale = size }, Hides.Scattered, 1e-3, gradients: false);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        AttentionShape shape = Shape(3, 2, 1, 130, 210, 24, 40, causal: true);
        float[][] one = WithThreads(1, () => Compute<float>(shape, Hides.Scattered)), three = WithThreads(3, () => Compute<float>(shape, Hides.Scattered));
        for (int i = 0; i < one.Length; i++) Assert.Equal(one[i], three[i]);
    }

    [Fact]
    public void What_lies_behind_a_skipped_key_does_not_matter()
    {
        AttentionShape shape = Shape(1, 1, 1, 40, 90, 16, 16, causal: false);
        foreach (Hides hides in new[] { Hides.Tail, Hides.Head, Hides.Scattered })
        {
            Data<float> data = new(shape, hides);
            float[] clean = data.Forward();
            for (int key = 0; key < shape.Keys; key++)
                if (!data.Mask[key]) (data.Key[key * 16], data.Value[key * 16 + 3]) = (float.NaN, float.PositiveInfinity);
            Assert.Equal(clean, data.Forward());
        }
    }

    [Fact]
    public void What_comes_later_does_not_reach_earlier_queries()
    {
        AttentionShape shape = Shape(1, 1, 1, 40, 40, 16, 20, causal: true);
        Data<float> data = new(shape, Hides.Nothing);
        float[] clean = data.Forward();
        (data.Value[25 * 20], data.Value[25 * 20 + 7], data.Key[25 * 16]) = (float.NaN, float.NegativeInfinity, float.NaN);
        float[] y = data.Forward();
        for (int i = 0; i < 25 * 20; i++) Assert.Equal(clean[i], y[i], 1e-5f);
        Assert.All(y[(25 * 20)..], x => Assert.True(float.IsNaN(x)));
    }

    [Fact]
    public void Infinite_and_undefined_numbers_pass()
    {
        AttentionShape shape = Shape(1, 1, 1, 20, 90, 16, 16, causal: false);
        Data<float> data = new(shape, Hides.Nothing);
        data.Value[5 * 16 + 3] = float.PositiveInfinity;
        data.Query[2 * 16] = float.NaN;
        float[] y = data.Forward();
        Assert.All(Enumerable.Range(0, 16), column => Assert.True(float.IsNaN(y[2 * 16 + column])));
        Assert.All(Enumerable.Range(0, 20).Where(row => row != 2), row => Assert.Equal(float.PositiveInfinity, y[row * 16 + 3]));
        Assert.All(Enumerable.Range(0, 20).Where(row => row != 2), row => Assert.True(float.IsFinite(y[row * 16 + 4])));
        data.Key[7 * 16] = float.NaN;
        Assert.All(data.Forward(), x => Assert.True(float.IsNaN(x)));
    }

    /// <summary>A matrix of scores would take 1 GB.</summary>
    [Fact]
    public void Long_sequences_need_little_memory()
    {
        const int Length = 16384, Width = 64;
        AttentionShape shape = Shape(1, 1, 1, Length, Length, Width, Width, causal: true);
        float[] x = new float[Length * Width], y = new float[x.Length], statistics = new float[2 * Length], dq = new float[x.Length], dk = new float[x.Length], dv = new float[x.Length];
        for (int i = 0; i < x.Length; i++) x[i] = MathF.Sin(i);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        AttentionKernel.Forward<float>(shape, x, x, x, default, default, y, statistics);
        long forward = GC.GetTotalAllocatedBytes(precise: true) - before;
        AttentionKernel.Backward<float>(shape, x, x, x, default, default, y, statistics, x, dq, dk, dv);
        long backward = GC.GetTotalAllocatedBytes(precise: true) - before - forward;
        Assert.True(forward < 64 << 20 && backward < 64 << 20, $"{forward / 1e6:0.0} MB forward, {backward / 1e6:0.0} MB backward");
        for (int i = 0; i < Width; i++) Assert.Equal(x[i], y[i], 1e-6f);      // the first query sees one key
    }

    [Fact]
    public void Empty_batches_and_no_keys_are_no_trouble()
    {
        Assert.Empty(new Data<float>(Shape(0, 1, 1, 5, 5, 4, 4, causal: false), Hides.Nothing).Forward());
        Assert.All(new Data<float>(Shape(2, 1, 1, 5, 0, 4, 4, causal: false), Hides.Nothing).Forward(), x => Assert.Equal(0, x));
    }

    private static AttentionShape Shape(int batch, int heads, int keyHeads, int queries, int keys, int width, int valueWidth, bool causal) =>
        new(batch, heads, keyHeads, queries, keys, width, valueWidth, HeadsInside: false, causal, 1 / Math.Sqrt(width), MaskedRowRule.Lower, default);

    private static void Check<T>(AttentionShape shape, Hides hides, double tolerance, bool gradients = true) where T : unmanaged, INumber<T>
    {
        Data<T> data = new(shape, hides);
        string what = $"{data.Shape}, {hides}";
        Close(data.Reference(), data.Forward(), tolerance, what);
        if (!gradients) return;
        T[][] expected = data.ReferenceGradients(), actual = data.Gradients();
        for (int i = 0; i < 3; i++) Close(expected[i], actual[i], 10 * tolerance, $"gradient {i}: {what}");
    }

    private static void Close<T>(T[] expected, T[] actual, double tolerance, string what) where T : INumber<T>
    {
        double size = 1;
        foreach (T x in expected) size = Math.Max(size, Math.Abs(double.CreateTruncating(x)));
        for (int i = 0; i < expected.Length; i++)
            if (!(Math.Abs(double.CreateTruncating(expected[i]) - double.CreateTruncating(actual[i])) <= tolerance * size))
                Assert.Fail($"{what}: element {i} is {actual[i]}, expected {expected[i]}");
    }

    private static T[][] Compute<T>(AttentionShape shape, Hides hides) where T : unmanaged, INumber<T>
    {
        Data<T> data = new(shape, hides);
        T[] y = data.Forward();
        return [y, .. data.Gradients()];
    }

    private static T WithThreads<T>(int threads, Func<T> compute)
    {
        int before = WorkerPool.Threads;
        WorkerPool.Threads = threads;
        try
        {
            return compute();
        }
        finally
        {
            WorkerPool.Threads = before;
        }
    }

    private sealed class Data<T> where T : unmanaged, INumber<T>
    {
        private readonly T[] _output, _statistics, _gradient;

        public Data(AttentionShape shape, Hides hides)
        {
            var random = new Random(shape.Queries * 31 + shape.Keys);
            T[] Random(int length) => [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating(2 * random.NextDouble() - 1))];
            int rows = shape.Batch * shape.Heads * shape.Queries, keys = shape.Batch * shape.KeyHeads * shape.Keys;
            (Query, Key, Value) = (Random(rows * shape.Width), Random(keys * shape.Width), Random(keys * shape.ValueWidth));
            (_output, _statistics, _gradient) = (new T[rows * shape.ValueWidth], new T[rows * 2], Random(rows * shape.ValueWidth));
            (int batch, int heads, int queries, int length) = (shape.Batch, shape.Heads, shape.Queries, shape.Keys);
            (AttentionMask layout, int size) = hides switch
            {
                Hides.PerQuery => (new AttentionMask(queries * length, 0, length, 1), batch * queries * length),
                Hides.PerHead => (new AttentionMask(heads * length, length, 0, 1), batch * heads * length),
                _ => (new AttentionMask(length, 0, 0, 1), batch * length),
            };
            Shape = shape with { Mask = layout };
            QueryMask = hides == Hides.Queries ? [.. Enumerable.Range(0, batch * queries).Select(i => i % 3 != 1)] : [];
            Mask = hides is Hides.Nothing or Hides.Queries ? [] : new bool[size];
            for (int i = 0; i < Mask.Length; i++)
                Mask[i] = hides switch
                {
                    Hides.Tail => i % length < length / 2,
                    Hides.Head => i % length >= length / 3,
                    Hides.Everything => false,
                    _ => random.Next(4) > 0,
                };
        }

        public AttentionShape Shape { get; }
        public T[] Query { get; }
        public T[] Key { get; }
        public T[] Value { get; }
        public bool[] Mask { get; }
        public bool[] QueryMask { get; }

        public T[] Forward()
        {
            AttentionKernel.Forward<T>(Shape, Query, Key, Value, Mask, QueryMask, _output, _statistics);
            return [.. _output];
        }

        public T[][] Gradients()
        {
            T[] dq = new T[Query.Length], dk = new T[Key.Length], dv = new T[Value.Length];
            AttentionKernel.Backward<T>(Shape, Query, Key, Value, Mask, QueryMask, _output, _statistics, _gradient, dq, dk, dv);
            return [dq, dk, dv];
        }

        public T[] Reference()
        {
            T[] y = new T[_output.Length];
            AttentionReference.Forward<T>(Shape, Query, Key, Value, Mask, QueryMask, y);
            return y;
        }

        public T[][] ReferenceGradients()
        {
            T[] dq = new T[Query.Length], dk = new T[Key.Length], dv = new T[Value.Length];
            AttentionReference.Backward<T>(Shape, Query, Key, Value, Mask, QueryMask, _gradient, dq, dk, dv);
            return [dq, dk, dv];
        }
    }
}
