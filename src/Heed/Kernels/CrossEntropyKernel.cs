using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;

namespace Heed.Kernels;

/// <summary>Cross-entropy of rows of logits or probabilities with the number of the right class; the label −1 marks a row that does not count.</summary>
internal static class CrossEntropyKernel
{
    /// <summary>loss = log Σ exp x − x[label] and normalizer = log Σ exp x, for every row.</summary>
    public static void Logits<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> labels, Span<T> loss, Span<T> normalizer)
        where T : unmanaged, IFloatingPointIeee754<T> => Rows.Run(new LogitRows<T>(x, labels, loss, normalizer), labels.Length, x.Length);

    /// <summary>dx = dy · (softmax x − one-hot label), in one pass over the rows.</summary>
    public static void LogitsGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> labels, ReadOnlySpan<T> normalizer, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T> => Rows.Run(new LogitGradientRows<T>(x, labels, normalizer, dy, dx), labels.Length, x.Length);

    /// <summary>loss = −log clip(x[label] / Σ x) and normalizer = Σ x, for every row; the quotient is kept in [ε, 1 − ε].</summary>
    public static void Probabilities<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> labels, Span<T> loss, Span<T> normalizer, T epsilon)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int classes = labels.Length == 0 ? 0 : x.Length / labels.Length;
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<T> p = x.Slice(row * classes, classes);
            normalizer[row] = TensorPrimitives.Sum(p);
            loss[row] = labels[row] < 0 ? T.Zero : -T.Log(T.Clamp(p[labels[row]] / normalizer[row], epsilon, T.One - epsilon));
        }
    }

    /// <summary>dx = dy · (1 / Σ x − one-hot label / x[label]), and 0 where the quotient was clipped.</summary>
    public static void ProbabilitiesGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> labels, ReadOnlySpan<T> normalizer, ReadOnlySpan<T> dy,
                                                Span<T> dx, T epsilon) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int classes = labels.Length == 0 ? 0 : x.Length / labels.Length;
        for (int row = 0; row < labels.Length; row++)
        {
            Span<T> gradient = dx.Slice(row * classes, classes);
            T right = labels[row] < 0 ? T.Zero : x[row * classes + labels[row]], quotient = right / normalizer[row];
            bool counts = labels[row] >= 0 && !(quotient < epsilon) && !(quotient > T.One - epsilon);
            gradient.Fill(counts ? dy[row] / normalizer[row] : T.Zero);
            if (counts) gradient[labels[row]] -= dy[row] / right;
        }
    }
}

/// <summary>The rows of <see cref="CrossEntropyKernel.Logits"/>.</summary>
internal readonly ref struct LogitRows<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> labels, Span<T> loss, Span<T> normalizer) : IRows
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _x = x;
    private readonly ReadOnlySpan<int> _labels = labels;
    private readonly Span<T> _loss = loss, _normalizer = normalizer;
    private readonly int _classes = x.Length / Math.Max(1, labels.Length);

    public void Row(int row)
    {
        ReadOnlySpan<T> x = _x.Slice(row * _classes, _classes);
        int label = _labels[row];
        Debug.Assert(label < _classes);
        if (label < 0)
        {
            (_loss[row], _normalizer[row]) = (T.Zero, T.Zero);
            return;
        }
        T max = TensorPrimitives.Max(x);
        _normalizer[row] = T.IsFinite(max) ? max + T.Log(SumOfExponentials(x, max)) : max;
        _loss[row] = _normalizer[row] - x[label];
    }

    private static T SumOfExponentials(ReadOnlySpan<T> x, T max)
    {
        Vector<T> shift = new(max), sums = Vector<T>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) sums += Simd.Exp(new Vector<T>(x[i..]) - shift);
        T sum = Vector.Sum(sums);
        if (i == x.Length) return sum;
        Vector<T> last = Simd.Exp(Padded.Load(x[i..]) - shift);
        for (int lane = 0; lane < x.Length - i; lane++) sum += last[lane];
        return sum;
    }
}

/// <summary>The rows of <see cref="CrossEntropyKernel.LogitsGradient"/>; a row that nothing depends on costs no exponentials.</summary>
internal readonly ref struct LogitGradientRows<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> labels, ReadOnlySpan<T> normalizer, ReadOnlySpan<T> dy,
                                                  Span<T> dx) : IRows where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _x = x, _normalizer = normalizer, _dy = dy;
    private readonly ReadOnlySpan<int> _labels = labels;
    private readonly Span<T> _dx = dx;
    private readonly int _classes = x.Length / Math.Max(1, labels.Length);

    public void Row(int row)
    {
        ReadOnlySpan<T> x = _x.Slice(row * _classes, _classes);
        Span<T> dx = _dx.Slice(row * _classes, _classes);
        if (_labels[row] < 0 || _dy[row] == T.Zero)
        {
            dx.Clear();
            return;
        }
        Vector<T> shift = new(_normalizer[row]), scale = new(_dy[row]);
        for (int i = 0; i < x.Length; i += Vector<T>.Count) Padded.Store(Simd.Exp(Padded.Load(x[i..]) - shift) * scale, dx[i..]);
        dx[_labels[row]] -= _dy[row];
    }
}
