using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>What the samples of a CTC loss share: how many steps, classes and labels there are at most, and the class that stands for no label.</summary>
internal readonly record struct CtcShape(int Steps, int Classes, int Labels, int Blank);

/// <summary>The CTC loss and its gradient, sample by sample, in logarithms.</summary>
/// <remarks>
/// The states of a sample are its labels with a blank before, between and behind them: S = 2L + 1. Forward, α_t[s] is the logarithm of the probability of
/// all ways into state s with step t; backward, β_t[s] that of all ways from there to the end. Both are rows of vectors: a state is reached from itself, its
/// neighbour and, if it is a label unlike the last one, from the state before that. Each row is shifted so that its largest element is 0: what matters
/// stays near 0, where numbers are dense, however long the sequence is.
/// </remarks>
internal static class CtcKernel
{
    /// <summary>loss = −log p and, where there is room for it, gradient = d loss / d x.</summary>
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> labels, ReadOnlySpan<int> labelCounts, ReadOnlySpan<int> stepCounts, Span<T> loss, Span<T> gradient,
                              CtcShape shape) where T : unmanaged, IFloatingPointIeee754<T> =>
        WorkerPool.Run(loss.Length, new Samples<T>(x, labels, labelCounts, stepCounts, loss, gradient, shape));

    private readonly ref struct Samples<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> labels, ReadOnlySpan<int> labelCounts, ReadOnlySpan<int> stepCounts, Span<T> loss,
                                           Span<T> gradient, CtcShape shape) : IPieces where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<int> _labels = labels, _labelCounts = labelCounts, _stepCounts = stepCounts;
        private readonly Span<T> _loss = loss, _gradient = gradient;
        private readonly CtcShape _shape = shape;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int sample)
        {
            int steps = _stepCounts[sample], length = _shape.Steps * _shape.Classes;
            Span<T> gradient = _gradient.IsEmpty ? default : _gradient.Slice(sample * length, length);
            if (!gradient.IsEmpty) gradient[(steps * _shape.Classes)..].Clear();
            _loss[sample] = CtcSample<T>.Run(_x.Slice(sample * length, steps * _shape.Classes), _labels.Slice(sample * _shape.Labels, _labelCounts[sample]),
                gradient.IsEmpty ? default : gradient[..(steps * _shape.Classes)], steps, _shape.Classes, _shape.Blank);
        }
    }
}

/// <summary>One sample of <see cref="CtcKernel"/>.</summary>
internal static class CtcSample<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Edge = 2;     // states that do not exist stand on either side, so that every state has two neighbours and rows consist of whole vectors

    private static readonly T Never = T.CreateTruncating(-1e30);        // a finite −∞: differences stay numbers
    private static readonly T Negligible = T.CreateTruncating(-60);     // e⁻⁶⁰ is nothing beside 1, and far from the subnormal numbers, which are slow

    public static T Run(ReadOnlySpan<T> x, ReadOnlySpan<int> labels, Span<T> gradient, int steps, int classes, int blank)
    {
        int states = 2 * labels.Length + 1, width = (states + Vector<T>.Count - 1) / Vector<T>.Count * Vector<T>.Count + 2 * Edge;
        if (steps == 0) return T.Zero;
        using var statesMemory = new Scratch<int>(states);
        using var memory = new Scratch<T>((2 * steps + 4) * width + steps);
        Span<int> classOf = statesMemory.Span;
        Span<T> emissions = memory.Span[..(steps * width)], alphas = memory.Span.Slice(steps * width, steps * width);
        Span<T> skips = memory.Span.Slice(2 * steps * width, width), rows = memory.Span.Slice((2 * steps + 1) * width, 3 * width), scales = memory.Span[^steps..];

        for (int s = 0; s < states; s++) classOf[s] = s % 2 == 0 ? blank : labels[s / 2];
        skips.Fill(Never);
        for (int s = 3; s < states; s += 2)
            if (labels[s / 2] != labels[s / 2 - 1]) skips[s + Edge] = T.Zero;
        Emissions(x, classOf, emissions, gradient, scales, width);

        double shifts = 0;
        for (int t = 0; t < steps; t++)
        {
            Span<T> alpha = alphas.Slice(t * width, width);
            alpha.Fill(Never);
            ReadOnlySpan<T> emission = emissions.Slice(t * width, width);
            if (t == 0)
            {
                emission.Slice(Edge, Math.Min(2, states)).CopyTo(alpha[Edge..]);
            }
            else
            {
                ReadOnlySpan<T> before = alphas.Slice((t - 1) * width, width);
                Merge(before[Edge..^Edge], before[(Edge - 1)..], before, skips[Edge..], alpha[Edge..]);
                TensorPrimitives.Add(alpha, emission, alpha);
            }
            shifts += double.CreateTruncating(ShiftToZero(alpha));
        }
        ReadOnlySpan<T> last = alphas.Slice((steps - 1) * width + Edge, states);
        T logProbability = states == 1 ? last[^1] : Sum(last[^1], last[^2]);
        if (!gradient.IsEmpty) Backward(classOf, emissions, alphas, skips, rows, scales, gradient, classes);
        return T.CreateTruncating(-(shifts + double.CreateTruncating(logProbability)));
    }

    /// <summary>Subtracts the largest element, and gives it.</summary>
    private static T ShiftToZero(Span<T> row)
    {
        T max = SoftmaxRows.Max<T>(row);
        TensorPrimitives.Subtract(row, max, row);
        return max;
    }

    /// <summary>The logarithm of the probability of each state's class at each step; the exponentials of the gradient's softmax, and by what they are to be multiplied.</summary>
    private static void Emissions(ReadOnlySpan<T> x, ReadOnlySpan<int> classOf, Span<T> emissions, Span<T> exponentials, Span<T> scales, int width)
    {
        int classes = x.Length / scales.Length;
        using var memory = new Scratch<T>(exponentials.IsEmpty ? classes : 0);
        for (int t = 0; t < scales.Length; t++)
        {
            ReadOnlySpan<T> logits = x.Slice(t * classes, classes);
            T max = SoftmaxRows.Max(logits), sum = SoftmaxRows.ExpOfDifference(logits, max, exponentials.IsEmpty ? memory.Span : exponentials.Slice(t * classes, classes));
            T normalizer = max + T.Log(sum);
            scales[t] = T.One / sum;
            Span<T> emission = emissions.Slice(t * width, width);
            emission.Fill(Never);
            for (int s = 0; s < classOf.Length; s++) emission[s + Edge] = logits[classOf[s]] - normalizer;
        }
    }

    /// <summary>next = log(exp a + exp b + exp(c + skips)), for all of a.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]      // alone, so that all of its exponentials are inlined
    private static void Merge(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, ReadOnlySpan<T> skips, Span<T> next)
    {
        Vector<T> least = new(Negligible);
        for (int s = 0; s < a.Length; s += Vector<T>.Count)
        {
            Vector<T> own = new(a[s..]), neighbor = new(b[s..]), far = new Vector<T>(c[s..]) + new Vector<T>(skips[s..]), max = Vector.Max(Vector.Max(own, neighbor), far);
            Vector<T> sum = Simd.Exp(Vector.Max(own - max, least)) + Simd.Exp(Vector.Max(neighbor - max, least)) + Simd.Exp(Vector.Max(far - max, least));
            (max + Simd.Log(sum)).CopyTo(next[s..]);
        }
    }

    /// <summary>gradient = softmax x − Σ over the states of a class of exp(α + β) / Σ exp(α + β), from the last step to the first; it holds the exponentials before.</summary>
    private static void Backward(ReadOnlySpan<int> classOf, ReadOnlySpan<T> emissions, ReadOnlySpan<T> alphas, ReadOnlySpan<T> skips, Span<T> rows, ReadOnlySpan<T> scales,
                                 Span<T> gradient, int classes)
    {
        int states = classOf.Length, width = skips.Length, steps = scales.Length;
        Span<T> beta = rows[..width], ahead = rows.Slice(width, width), shares = rows.Slice(2 * width, width);
        beta.Fill(Never);
        beta.Slice(Edge + Math.Max(0, states - 2), Math.Min(2, states)).Clear();
        for (int t = steps - 1; t >= 0; t--)
        {
            if (t < steps - 1)
            {
                TensorPrimitives.Add(beta, emissions.Slice((t + 1) * width, width), ahead);
                Merge(ahead[Edge..^Edge], ahead[(Edge + 1)..], ahead[(2 * Edge)..], skips[(2 * Edge)..], beta[Edge..]);
                ShiftToZero(beta);
            }
            TensorPrimitives.Add(alphas.Slice(t * width, width), beta, shares);
            T max = SoftmaxRows.Max<T>(shares);
            TensorPrimitives.Max(shares, max + Negligible, shares);
            T share = T.One / SoftmaxRows.ExpOfDifference(shares, max, shares);
            Span<T> slopes = gradient.Slice(t * classes, classes);
            TensorPrimitives.Multiply(slopes, scales[t], slopes);
            for (int s = 0; s < states; s++) slopes[classOf[s]] -= shares[s + Edge] * share;
        }
    }

    private static T Sum(T a, T b) => T.Max(a, b) + T.Log(T.One + T.Exp(-T.Abs(a - b)));
}
