using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Scores of attention, <c>yᵢⱼ = Σ_d w_d · tanh(s · (qᵢ_d + kⱼ_d))</c>, without ever holding (…, Tq, Tv, D) numbers.</summary>
    /// <param name="query">(…, Tq, D).</param>
    /// <param name="key">(…, Tv, D); the axes before the last two broadcast.</param>
    /// <param name="scale">s, a single number; <see langword="null"/>: 1.</param>
    /// <param name="weights">w, (D); <see langword="null"/>: ones.</param>
    /// <returns>(…, Tq, Tv).</returns>
    internal static Tensor ConcatScores(Tensor query, Tensor key, Tensor? scale = null, Tensor? weights = null)
    {
        DType type = Promotion.Of(query, key);
        Tensor?[] all = [query, key, scale, weights];
        return new ConcatScoresOp(scale is not null, weights is not null).Apply([.. all.OfType<Tensor>().Select(x => x.Cast(type))]);
    }
}

/// <summary>y = Σ w tanh z, z = s (q + k)      dz = dy w (1 − tanh² z): ds = Σ dz (q + k), dq = s Σ dz, dk = s Σ dz, dw = Σ dy tanh z, by <see cref="Kernels.ConcatScores"/></summary>
internal sealed class ConcatScoresOp(bool hasScale, bool hasWeights) : Op
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape query = x[0].Shape, key = x[1].Shape;
        Expect(query.Rank >= 2 && key.Rank >= 2 && query[^1] == key[^1], "queries (…, Tq, D) and keys (…, Tv, D)", x);
        Expect(!hasScale || x[2].Shape.Rank == 0, "a single number as scale", x);
        Expect(!hasWeights || x[^1].Shape.IsCompatibleWith([key[^1]]), "weights (D)", x);
        return new([.. Broadcasting.Of(Name, query[..^2], key[..^2]), query[^2], key[^2]], x[0].DType);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.DType == DType.Float64) Heed.Kernels.ConcatScores.Forward(Inputs<double>(x), y.Writable<double>());
        else Heed.Kernels.ConcatScores.Forward(Inputs<float>(x), y.Writable<float>());
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        if (Tape.IsAnyRecording) return PlainGradient(saved.Inputs, dy);
        DType type = Wide(dy.DType);
        Tensor[] x = Array.ConvertAll(saved.Inputs, input => input.Cast(type));
        Tensor?[] dx = type == DType.Float64 ? Backward<double>(x, dy.Cast(type), saved) : Backward<float>(x, dy.Cast(type), saved);
        return Array.ConvertAll(dx, gradient => gradient?.Cast(dy.DType));
    }

    /// <summary>The same in ops.</summary>
    private Tensor?[] PlainGradient(Tensor[] x, Tensor dy)
    {
        Tensor pairs = Ops.ExpandDims(x[0], -2) + Ops.ExpandDims(x[1], -3);              // (…, Tq, Tv, D)
        Tensor tanh = Ops.Tanh(hasScale ? x[2] * pairs : pairs), dw = Ops.ExpandDims(dy, -1) * tanh, dz = Ops.ExpandDims(dy, -1) * (1 - tanh * tanh);
        if (hasWeights) dz *= x[^1];
        Tensor sum = hasScale ? x[2] * dz : dz;
        List<Tensor?> dx = [Ops.Sum(sum, -2), Ops.Sum(sum, -3)];
        if (hasScale) dx.Add(Ops.Sum(dz * pairs));
        if (hasWeights) dx.Add(Ops.Sum(dw, [.. Enumerable.Range(0, dw.Rank - 1)]));
        return [.. dx];
    }

    private Tensor?[] Backward<T>(Tensor[] x, Tensor dy, Saved saved) where T : unmanaged, INumber<T>
    {
        ConcatInputs<T> inputs = Inputs<T>(x);
        Shape batch = dy.Shape[..^2];
        Tensor? dq = saved.Needs(0) || hasScale ? Tensor.Allocate([.. batch, inputs.Shape.Queries, inputs.Shape.Depth], dy.DType) : null;
        Tensor? dk = saved.Needs(1) || hasScale ? Tensor.Allocate([.. batch, inputs.Shape.Keys, inputs.Shape.Depth], dy.DType) : null;
        Tensor? dw = hasWeights && saved.Needs(x.Length - 1) ? Tensor.Allocate(x[^1].Shape, dy.DType) : null;
        Heed.Kernels.ConcatScores.Backward(inputs, dy.AsSpan<T>(), Span<T>(dq), Span<T>(dk), Span<T>(dw));

        List<Tensor?> dx = hasScale ? [dq! * x[2], dk! * x[2]] : [dq, dk];
        if (hasScale) dx.Add(saved.Needs(2) ? Ops.Sum(x[0] * dq!) + Ops.Sum(x[1] * dk!) : null);
        if (hasWeights) dx.Add(dw);
        return [.. dx];
    }

    private ConcatInputs<T> Inputs<T>(ReadOnlySpan<Tensor> x) where T : unmanaged, INumber<T>
    {
        Shape query = x[0].Shape, key = x[1].Shape;
        int queries = query[^2].Value, keys = key[^2].Value, depth = key[^1].Value;
        (int[] queryOf, int[] keyOf) = Meetings(query[..^2].ToArray(), key[..^2].ToArray());
        return new()
        {
            Shape = new(queries, keys, depth, hasWeights),
            Scale = hasScale ? x[2].AsSpan<T>()[0] : T.One,
            Query = x[0].AsSpan<T>(),
            Key = x[1].AsSpan<T>(),
            Weights = hasWeights ? x[^1].AsSpan<T>() : default,
            QueryOf = queryOf,
            KeyOf = keyOf,
        };
    }

    /// <summary>Which matrix of queries and which of keys belong to each matrix of scores.</summary>
    private static (int[] Query, int[] Key) Meetings(int[] query, int[] key)
    {
        Broadcast plan = Broadcast.Plan(query, key);
        int[] queryOf = new int[plan.Length], keyOf = new int[plan.Length];
        for (int i = 0; i < plan.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, plan.RowLength);
            (queryOf[i], keyOf[i]) = plan.RowStart(row);
            if (!plan.XIsScalarInRow) queryOf[i] += column;
            if (!plan.YIsScalarInRow) keyOf[i] += column;
        }
        return (queryOf, keyOf);
    }

    private static Span<T> Span<T>(Tensor? tensor) where T : unmanaged => tensor is null ? default : tensor.Writable<T>();
}
