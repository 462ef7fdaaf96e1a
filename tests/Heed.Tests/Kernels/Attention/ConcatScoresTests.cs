using System.Numerics;
using Heed.Kernels;

namespace Heed.Tests.Kernels;

[Collection(ThreadCountCollection.Name)]
public sealed class ConcatScoresTests
{
    [Fact]
    public void Odd_shapes_agree_with_the_reference()
    {
        foreach (int queries in new[] { 1, 15, 33 })
            foreach (int keys in new[] { 1, 63, 130 })
                foreach (int depth in new[] { 1, 2, 3, 17, 65 })
                    foreach (bool weighted in new[] { false, true })
                    {
                        var shape = new ConcatShape(queries, keys, depth, weighted);
                        Check(Case<float>(shape), 3e-6);
                        Check(Case<double>(shape), 1e-14);
                    }
    }

    [Theory]
    [InlineData(5, 1)]       // two pairs share a division
    [InlineData(15, 1)]      // each pair has its own
    [InlineData(1, -20)]
    [InlineData(30, 1)]      // an exponential for each
    [InlineData(3000, 1)]
    [InlineData(200, 0)]
    public void Small_and_large_numbers_agree_with_the_reference(double size, double scale)
    {
        foreach (bool weighted in new[] { false, true })
        {
            Check(Case<float>(new(20, 70, 21, weighted), size, scale), 3e-6);
            Check(Case<double>(new(20, 70, 21, weighted), size, scale), 1e-13);
        }
    }

    [Fact]
    public void Opposite_numbers_meet_in_the_middle()
    {
        Problem<float> problem = Case<float>(new(17, 65, 8));
        foreach (float size in new[] { 10f, 20f, 40f })
        {
            problem.Query.AsSpan().Fill(size);
            for (int i = 0; i < problem.Key.Length; i++) problem.Key[i] = -size + i % 32 / 16f;
            Check(problem, 3e-6);
        }
    }

    [Theory]
    [InlineData(1e30)]
    [InlineData(1e-30)]
    public void Weights_may_have_any_size(double size)
    {
        Problem<float> problem = Case<float>(new(5, 20, 12, IsWeighted: true), 8);
        for (int i = 0; i < problem.Weights.Length; i++) problem.Weights[i] *= (float)size;
        Check(problem, 3e-6);
    }

    [Fact]
    public void Matrices_may_meet_several_others()
    {
        Problem<double> problem = Case<double>(new(18, 19, 6)) with { QueryOf = [0, 1, 0, 1], KeyOf = [2, 2, 1, 0] };
        problem = problem with { Query = Numbers<double>(2 * 18 * 6, 1), Key = Numbers<double>(3 * 19 * 6, 2) };
        Check(problem, 1e-13);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Not_a_number_and_infinity_pass_where_they_are(float value)
    {
        foreach (bool weighted in new[] { false, true })
        {
            Problem<float> problem = Case<float>(new(20, 70, 9, weighted));
            problem.Query[3 * 9 + 4] = value;
            problem.Key[66 * 9 + 5] = value;
            problem.Key[10 * 9 + 4] = -value;
            Check(problem, 3e-6);
            if (!weighted) continue;
            problem.Weights[2] = value;
            Check(problem, 3e-6, scoresAlone: true);   // where gradients of both signs meet an infinite weight, Heed says infinity
        }
    }

    [Fact]
    public void Nothing_is_computed_of_nothing()
    {
        Check(Case<float>(new(3, 0, 4)), 0);
        Check(Case<float>(new(0, 3, 4, IsWeighted: true)), 0);
        Check(Case<float>(new(2, 3, 0)), 0);
    }

    [Fact]
    public void Bits_do_not_depend_on_the_batch_and_on_threads()
    {
        Problem<float> three = Case<float>(new(70, 130, 40, IsWeighted: true), 8) with { QueryOf = [0, 1, 2], KeyOf = [0, 1, 2] };
        three = three with { Query = Numbers<float>(3 * 70 * 40, 1), Key = Numbers<float>(3 * 130 * 40, 2), Gradient = Numbers<float>(3 * 70 * 130, 3) };
        Results<float> one = null!, two = null!;
        ThreadCountCollection.With(1, () => one = Run(three));
        ThreadCountCollection.With(2, () => two = Run(three));
        Assert.Equal(one.Scores, two.Scores);
        Assert.Equal(one.Query, two.Query);
        Assert.Equal(one.Key, two.Key);
        Assert.Equal(one.Weights, two.Weights);

        Results<float> second = Run(three with
        {
            Query = three.Query[(70 * 40)..(2 * 70 * 40)],
            Key = three.Key[(130 * 40)..(2 * 130 * 40)],
            Gradient = three.Gradient[(70 * 130)..(2 * 70 * 130)],
            QueryOf = [0],
            KeyOf = [0],
        });
        Assert.Equal(one.Scores[(70 * 130)..(2 * 70 * 130)], second.Scores);
        Assert.Equal(one.Query[(70 * 40)..(2 * 70 * 40)], second.Query);
        Assert.Equal(one.Key[(130 * 40)..(2 * 130 * 40)], second.Key);
    }

    private sealed record Problem<T>(ConcatShape Shape, T Scale, T[] Query, T[] Key, T[] Weights, T[] Gradient, int[] QueryOf, int[] KeyOf);

    private sealed record Results<T>(T[] Scores, T[] Query, T[] Key, T[] Weights);

    private static Problem<T> Case<T>(ConcatShape s, double size = 1, double scale = 0.75) where T : unmanaged, INumber<T> => new(
        s, T.CreateTruncating(scale), Numbers<T>(s.Queries * s.Depth, 1, size), Numbers<T>(s.Keys * s.Depth, 2, size),
        s.IsWeighted ? Numbers<T>(s.Depth, 4, 2) : [], Numbers<T>(4 * s.Queries * s.Keys, 3), [0], [0]);

    private static T[] Numbers<T>(int length, int seed, double size = 1) where T : INumber<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating((random.NextDouble() * 2 - 1) * size))];
    }

    private static Results<T> Run<T>(Problem<T> p) where T : unmanaged, INumber<T>
    {
        ConcatShape s = p.Shape;
        int batch = p.QueryOf.Length;
        var results = new Results<T>(new T[batch * s.Queries * s.Keys], new T[batch * s.Queries * s.Depth], new T[batch * s.Keys * s.Depth], new T[p.Weights.Length]);
        var inputs = new ConcatInputs<T> { Shape = s, Scale = p.Scale, Query = p.Query, Key = p.Key, Weights = p.Weights, QueryOf = p.QueryOf, KeyOf = p.KeyOf };
        ConcatScores.Forward(inputs, results.Scores);
        ConcatScores.Backward(inputs, p.Gradient.AsSpan(0, results.Scores.Length), results.Query, results.Key, results.Weights);
        return results;
    }

    private static void Check<T>(Problem<T> p, double tolerance, bool scoresAlone = false) where T : unmanaged, INumber<T>
    {
        Results<T> actual = Run(p);
        Results<double> expected = Reference(p);
        Near(expected.Scores, actual.Scores, $"{p.Shape}: score");
        if (scoresAlone) return;
        Near(expected.Query, actual.Query, $"{p.Shape}: gradient of the query");
        Near(expected.Key, actual.Key, $"{p.Shape}: gradient of the key");
        Near(expected.Weights, actual.Weights, $"{p.Shape}: gradient of the weights");

        void Near(double[] x, T[] y, string what)
        {
            Assert.Equal(x.Length, y.Length);
            double largest = x.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
            double unit = p.Weights.Select(weight => Math.Abs(double.CreateTruncating(weight))).Where(double.IsFinite).DefaultIfEmpty(1).Max();
            double bound = tolerance * Math.Max(largest, Math.Min(unit, 1));
            for (int i = 0; i < x.Length; i++)
            {
                double value = double.CreateTruncating(y[i]);
                bool same = double.IsFinite(x[i]) ? Math.Abs(x[i] - value) <= bound : x[i].Equals(value);
                Assert.True(same, $"{what} {i} is {value}, not {x[i]} (largest {largest})");
            }
        }
    }

    private static Results<double> Reference<T>(Problem<T> p) where T : unmanaged, INumber<T>
    {
        ConcatShape s = p.Shape;
        int batch = p.QueryOf.Length;
        var y = new Results<double>(new double[batch * s.Queries * s.Keys], new double[batch * s.Queries * s.Depth], new double[batch * s.Keys * s.Depth], new double[p.Weights.Length]);
        for (int b = 0; b < batch; b++)
            for (int i = 0; i < s.Queries; i++)
                for (int j = 0; j < s.Keys; j++)
                {
                    int score = (b * s.Queries + i) * s.Keys + j;
                    double dy = double.CreateTruncating(p.Gradient[score]);
                    for (int d = 0; d < s.Depth; d++)
                    {
                        double q = double.CreateTruncating(p.Query[(p.QueryOf[b] * s.Queries + i) * s.Depth + d]), k = double.CreateTruncating(p.Key[(p.KeyOf[b] * s.Keys + j) * s.Depth + d]);
                        double weight = s.IsWeighted ? double.CreateTruncating(p.Weights[d]) : 1, tanh = Math.Tanh(double.CreateTruncating(p.Scale) * (q + k));
                        double derivative = dy * weight * (1 - tanh * tanh);
                        y.Scores[score] += weight * tanh;
                        y.Query[(b * s.Queries + i) * s.Depth + d] += derivative;
                        y.Key[(b * s.Keys + j) * s.Depth + d] += derivative;
                        if (s.IsWeighted) y.Weights[d] += dy * tanh;
                    }
                }
        return y;
    }
}
