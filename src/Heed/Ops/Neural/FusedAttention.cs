using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Attention that never stores its scores.</summary>
    /// <param name="query">(…, Tq, D), or (B, Tq, N, D) with the heads inside.</param>
    /// <param name="key">(…, Tv, D), or (B, Tv, K, D), where N is a multiple of K.</param>
    /// <param name="value">(…, Tv, Dv), or (B, Tv, K, Dv).</param>
    /// <param name="mask">Booleans, true keeps; broadcasts to (…, Tq, Tv), or (B, N, Tq, Tv).</param>
    /// <param name="queryMask">Booleans (B, Tq), false hides all keys from a query; <see langword="null"/>: none is hidden.</param>
    /// <param name="settings">The manner.</param>
    /// <param name="plain">The same from other ops, given the inputs that are there: gradients of gradients are computed with it.</param>
    /// <returns>(…, Tq, Dv), or (B, Tq, N, Dv).</returns>
    internal static Tensor FusedAttention(
        Tensor query, Tensor key, Tensor value, Tensor? mask, Tensor? queryMask, FusedAttentionSettings settings, Func<Tensor[], Tensor> plain)
    {
        List<Tensor> inputs = [query, key, value];
        if (mask is not null) inputs.Add(mask.Cast(DType.Bool));
        if (queryMask is not null) inputs.Add(queryMask.Cast(DType.Bool));
        Tensor[] all = [.. inputs];
        return new FusedAttentionOp(settings, mask is not null, queryMask is not null, saves: Tape.IsRecording(all), plain).ApplyAll(all)[0];
    }
}

/// <summary>How <see cref="Ops.FusedAttention"/> works.</summary>
/// <param name="HeadsInside">(B, T, heads, width) instead of (…, T, width)?</param>
/// <param name="IsCausal">Hide from query i the keys j &gt; i?</param>
/// <param name="Scale">Multiplies the dot products.</param>
/// <param name="MaskedRows">What a query sees from which all keys are hidden.</param>
internal readonly record struct FusedAttentionSettings(bool HeadsInside, bool IsCausal, double Scale, MaskedRowRule MaskedRows);

/// <summary>y = softmax(scale · q · kᵀ, masked) · v; dq, dk and dv by <see cref="AttentionKernel"/></summary>
/// <remarks>While a tape records, what the gradient needs of each row is a further output.</remarks>
internal sealed class FusedAttentionOp(FusedAttentionSettings settings, bool hasMask, bool hasQueryMask, bool saves, Func<Tensor[], Tensor> plain) : MultiOp
{
    public override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x)
    {
        Shape query = x[0].Shape, value = x[2].Shape;
        TensorSpec output = new(query.With(^1, value[^1]), x[0].DType);
        return saves ? [output, new([.. query[..^1], 2], Wide(x[0].DType))] : [output];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor[] y)
    {
        if (y[0].DType == DType.Float64) Forward<double>(x, y);
        else Forward<float>(x, y);
    }

    internal override Tensor?[] Gradient(Saved saved, Tensor?[] dy)
    {
        if (Tape.IsAnyRecording) return PlainGradient(saved.Inputs, dy[0]!);
        Tensor[] x = Array.ConvertAll(saved.Inputs, input => input.Cast(Wide(input.DType)));
        var dx = new Tensor?[x.Length];
        for (int i = 0; i < 3; i++) dx[i] = Tensor.Allocate(x[i].Shape, x[i].DType);
        Tensor y = saved.Output.Cast(x[0].DType), gradient = dy[0]!.Cast(x[0].DType);
        if (x[0].DType == DType.Float64) Backward<double>(x, y, saved.Outputs[1], gradient, dx);
        else Backward<float>(x, y, saved.Outputs[1], gradient, dx);
        return dx;
    }

    private Tensor?[] PlainGradient(Tensor[] x, Tensor dy)
    {
        using var tape = new Tape();
        for (int i = 0; i < 3; i++) tape.Watch(x[i]);
        Tensor y = plain(x);
        return tape.Gradients([y], [dy], x);
    }

    private void Forward<T>(ReadOnlySpan<Tensor> x, Tensor[] y) where T : unmanaged, INumber<T>
    {
        AttentionShape shape = ShapeOf(x, out ReadOnlySpan<bool> mask);
        AttentionKernel.Forward(shape, x[0].AsSpan<T>(), x[1].AsSpan<T>(), x[2].AsSpan<T>(), mask, QueryMask(x), y[0].Writable<T>(), saves ? y[1].Writable<T>() : default);
    }

    private void Backward<T>(Tensor[] x, Tensor y, Tensor statistics, Tensor dy, Tensor?[] dx) where T : unmanaged, INumber<T>
    {
        AttentionShape shape = ShapeOf(x, out ReadOnlySpan<bool> mask);
        AttentionKernel.Backward(shape, x[0].AsSpan<T>(), x[1].AsSpan<T>(), x[2].AsSpan<T>(), mask, QueryMask(x), y.AsSpan<T>(), statistics.AsSpan<T>(), dy.AsSpan<T>(),
            dx[0]!.Writable<T>(), dx[1]!.Writable<T>(), dx[2]!.Writable<T>());
    }

    private ReadOnlySpan<bool> QueryMask(ReadOnlySpan<Tensor> x) => hasQueryMask ? x[^1].AsSpan<bool>() : default;

    private AttentionShape ShapeOf(ReadOnlySpan<Tensor> x, out ReadOnlySpan<bool> mask)
    {
        int[] query = x[0].Shape.ToArray(), key = x[1].Shape.ToArray();
        int width = query[^1], valueWidth = x[2].Shape[^1].Value;
        AttentionShape shape = settings.HeadsInside
            ? new(query[0], query[2], key[2], query[1], key[1], width, valueWidth, true, settings.IsCausal, settings.Scale, settings.MaskedRows, default)
            : new(x[0].Shape[..^2].Size, 1, 1, query[^2], key[^2], width, valueWidth, false, settings.IsCausal, settings.Scale, settings.MaskedRows, default);
        mask = default;
        if (!hasMask) return shape;

        // (batch, heads, Tq or 1, Tv or 1): axes of length 1 repeat. Without heads, all leading axes together are the batch.
        Tensor given = x[3];
        int[] lead = settings.HeadsInside ? [query[0], query[2]] : query[..^2];
        while (given.Rank < 2) given = Ops.ExpandDims(given, 0);
        if (!settings.HeadsInside && lead.Length > 1) given = Ops.BroadcastTo(given, [.. lead.Select(length => (Dim)length), .. given.Shape[^2..]]);
        int[] dims = given.Shape.ToArray();
        int rows = dims[^2], keys = dims[^1];
        int heads = settings.HeadsInside && dims.Length > 2 ? dims[^3] : 1;
        int batch = given.Length / Math.Max(1, rows * keys * heads);
        mask = given.AsSpan<bool>();
        return shape with { Mask = new(batch > 1 ? heads * rows * keys : 0, heads > 1 ? rows * keys : 0, rows > 1 ? keys : 0, keys > 1 ? 1 : 0) };
    }
}
