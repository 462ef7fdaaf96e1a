using System.Numerics;
using System.Numerics.Tensors;

namespace Heed.Kernels;

/// <summary>Cross-entropy of rows of logits or probabilities with rows of true probabilities, which are smoothed on the way: t stands for keep · target + each.</summary>
internal static class DistributionCrossEntropyKernel
{
    /// <summary>loss = Σ t (log Σ exp x − x), shift = max x and scale = log Σ exp(x − shift), for every row.</summary>
    public static void Logits<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> x, Smoothing<T> smoothing, Span<T> loss, Span<T> shift, Span<T> scale)
        where T : unmanaged, IFloatingPointIeee754<T> => Rows.Run(new SoftLogitRows<T>(target, x, smoothing, loss, shift, scale), loss.Length, x.Length);

    /// <summary>dx = dy · (softmax x · Σ t − t), in one pass over the rows.</summary>
    public static void LogitsGradient<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> x, Smoothing<T> smoothing, ReadOnlySpan<T> shift, ReadOnlySpan<T> scale, ReadOnlySpan<T> dy,
                                         Span<T> dx) where T : unmanaged, IFloatingPointIeee754<T> =>
        Rows.Run(new SoftLogitGradientRows<T>(target, x, smoothing, shift, scale, dy, dx), dy.Length, x.Length);

    /// <summary>loss = −Σ t log clip(x / Σ x), sum = Σ x and counted = Σ t where nothing was clipped, for every row; quotients are kept in [ε, 1 − ε].</summary>
    public static void Probabilities<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> x, Smoothing<T> smoothing, T epsilon, Span<T> loss, Span<T> sum, Span<T> counted)
        where T : unmanaged, IFloatingPointIeee754<T> => Rows.Run(new ProbabilityRows<T>(target, x, smoothing, epsilon, loss, sum, counted), loss.Length, x.Length);

    /// <summary>dx = dy / sum · (counted − t sum / x), without the second term where the quotient was clipped.</summary>
    public static void ProbabilitiesGradient<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> x, Smoothing<T> smoothing, T epsilon, ReadOnlySpan<T> sum, ReadOnlySpan<T> counted,
                                                ReadOnlySpan<T> dy, Span<T> dx) where T : unmanaged, IFloatingPointIeee754<T> =>
        Rows.Run(new ProbabilityGradientRows<T>(target, x, smoothing, epsilon, sum, counted, dy, dx), dy.Length, x.Length);
}

/// <summary>What becomes of a true probability: keep · target + each.</summary>
internal readonly record struct Smoothing<T>(T Keep, T Each) where T : unmanaged, INumber<T>
{
    public Vector<T> Of(Vector<T> target) => target * new Vector<T>(Keep) + new Vector<T>(Each);

    /// <summary>The sum of a row.</summary>
    public T Sum(ReadOnlySpan<T> target) => Keep * TensorPrimitives.Sum(target) + Each * T.CreateTruncating(target.Length);
}

/// <summary>The rows of <see cref="DistributionCrossEntropyKernel.Logits"/>.</summary>
internal readonly ref struct SoftLogitRows<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> x, Smoothing<T> smoothing, Span<T> loss, Span<T> shift, Span<T> scale) : IRows
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _target = target, _x = x;
    private readonly Span<T> _loss = loss, _shift = shift, _scale = scale;
    private readonly Smoothing<T> _smoothing = smoothing;
    private readonly int _classes = x.Length / Math.Max(1, loss.Length);

    public void Row(int row)
    {
        ReadOnlySpan<T> x = _x.Slice(row * _classes, _classes), target = _target.Slice(row * _classes, _classes);
        T max = TensorPrimitives.Max(x);
        Vector<T> shift = new(max), sums = Vector<T>.Zero, products = Vector<T>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> difference = new Vector<T>(x[i..]) - shift;
            sums += Simd.Exp(difference);
            products += _smoothing.Of(new Vector<T>(target[i..])) * difference;
        }
        (T sum, T product) = (Vector.Sum(sums), Vector.Sum(products));
        if (i < x.Length)
        {
            Vector<T> difference = Padded.Load(x[i..]) - shift, exponential = Simd.Exp(difference), last = _smoothing.Of(Padded.Load(target[i..])) * difference;
            for (int lane = 0; lane < x.Length - i; lane++) (sum, product) = (sum + exponential[lane], product + last[lane]);
        }
        (_shift[row], _scale[row]) = (max, T.Log(sum));
        _loss[row] = _scale[row] * _smoothing.Sum(target) - product;
    }
}

/// <summary>The rows of <see cref="DistributionCrossEntropyKernel.LogitsGradient"/>; one that nothing depends on costs no exponentials.</summary>
internal readonly ref struct SoftLogitGradientRows<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> x, Smoothing<T> smoothing, ReadOnlySpan<T> shift, ReadOnlySpan<T> scale,
                                                      ReadOnlySpan<T> dy, Span<T> dx) : IRows where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _target = target, _x = x, _shift = shift, _scale = scale, _dy = dy;
    private readonly Span<T> _dx = dx;
    private readonly Smoothing<T> _smoothing = smoothing;
    private readonly int _classes = x.Length / Math.Max(1, dy.Length);

    public void Row(int row)
    {
        ReadOnlySpan<T> x = _x.Slice(row * _classes, _classes), target = _target.Slice(row * _classes, _classes);
        Span<T> dx = _dx.Slice(row * _classes, _classes);
        if (_dy[row] == T.Zero)
        {
            dx.Clear();
            return;
        }
        Vector<T> shift = new(_shift[row]), scale = new(_scale[row]), dy = new(_dy[row]), all = new(_smoothing.Sum(target));
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            ((Simd.Exp(new Vector<T>(x[i..]) - shift - scale) * all - _smoothing.Of(new Vector<T>(target[i..]))) * dy).CopyTo(dx[i..]);
        if (i < x.Length) Padded.Store((Simd.Exp(Padded.Load(x[i..]) - shift - scale) * all - _smoothing.Of(Padded.Load(target[i..]))) * dy, dx[i..]);
    }
}

/// <summary>The rows of <see cref="DistributionCrossEntropyKernel.Probabilities"/>; where all targets of a vector are 0, no logarithm is taken.</summary>
internal readonly ref struct ProbabilityRows<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> x, Smoothing<T> smoothing, T epsilon, Span<T> loss, Span<T> sum, Span<T> counted)
    : IRows where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _target = target, _x = x;
    private readonly Span<T> _loss = loss, _sum = sum, _counted = counted;
    private readonly Smoothing<T> _smoothing = smoothing;
    private readonly T _epsilon = epsilon;
    private readonly int _classes = x.Length / Math.Max(1, loss.Length);

    public void Row(int row)
    {
        ReadOnlySpan<T> x = _x.Slice(row * _classes, _classes), target = _target.Slice(row * _classes, _classes);
        T all = TensorPrimitives.Sum(x), loss = T.Zero, counted = T.Zero;
        Vector<T> sum = new(all), losses = Vector<T>.Zero, parts = Vector<T>.Zero, smallest = new(_epsilon), largest = new(T.One - _epsilon);
        for (int i = 0; i < x.Length; i += Vector<T>.Count)
        {
            Vector<T> q = Padded.Load(x[i..]) / sum, t = _smoothing.Of(Padded.Load(target[i..]));
            if (Vector.EqualsAll(t, Vector<T>.Zero) && Vector.EqualsAll(q, q)) continue;
            Vector<T> p = Vector.Min(Vector.Max(q, smallest), largest), cost = t * Simd.Log(p), part = Vector.ConditionalSelect(Vector.Equals(p, q), t, Vector<T>.Zero);
            if (i <= x.Length - Vector<T>.Count)
                (losses, parts) = (losses - cost, parts + part);
            else
                for (int lane = 0; lane < x.Length - i; lane++) (loss, counted) = (loss - cost[lane], counted + part[lane]);
        }
        (_loss[row], _sum[row], _counted[row]) = (Vector.Sum(losses) + loss, all, Vector.Sum(parts) + counted);
    }
}

/// <summary>The rows of <see cref="DistributionCrossEntropyKernel.ProbabilitiesGradient"/>.</summary>
internal readonly ref struct ProbabilityGradientRows<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> x, Smoothing<T> smoothing, T epsilon, ReadOnlySpan<T> sum,
                                                        ReadOnlySpan<T> counted, ReadOnlySpan<T> dy, Span<T> dx) : IRows where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _target = target, _x = x, _sum = sum, _counted = counted, _dy = dy;
    private readonly Span<T> _dx = dx;
    private readonly Smoothing<T> _smoothing = smoothing;
    private readonly T _epsilon = epsilon;
    private readonly int _classes = x.Length / Math.Max(1, dy.Length);

    public void Row(int row)
    {
        ReadOnlySpan<T> x = _x.Slice(row * _classes, _classes), target = _target.Slice(row * _classes, _classes);
        Span<T> dx = _dx.Slice(row * _classes, _classes);
        if (_dy[row] == T.Zero)
        {
            dx.Clear();
            return;
        }
        Vector<T> sum = new(_sum[row]), counted = new(_counted[row]), slope = new(_dy[row] / _sum[row]), smallest = new(_epsilon), largest = new(T.One - _epsilon);
        for (int i = 0; i < x.Length; i += Vector<T>.Count)
        {
            Vector<T> q = Padded.Load(x[i..]) / sum, p = Vector.Min(Vector.Max(q, smallest), largest);
            Vector<T> own = Vector.ConditionalSelect(Vector.Equals(p, q), _smoothing.Of(Padded.Load(target[i..])) / p, Vector<T>.Zero);
            Padded.Store((counted - own) * slope, dx[i..]);
        }
    }
}
