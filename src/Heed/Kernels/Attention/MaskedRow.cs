using System.Numerics;
using System.Numerics.Tensors;

namespace Heed.Kernels;

/// <summary>A row of attention in which no key had any weight: all its keys are masked, or their scores are beyond all bounds. It is computed alone.</summary>
internal static unsafe class MaskedRow<T> where T : unmanaged, INumber<T>
{
    /// <summary>The output of one query.</summary>
    public static void Forward(in AttentionTask<T> task, int batch, int head, int query)
    {
        AttentionShape s = task.Shape;
        Span<T> output = new(task.Output + task.OutputStart(batch, head) + query * task.OutputRow, s.ValueWidth);
        output.Clear();
        if (s.Keys == 0) return;
        using Scratch<T> weights = new(s.Keys);
        Weights(task, batch, head, query, weights.Span);
        T* values = task.Value + task.ValueStart(batch, head);
        for (int key = 0; key < s.Keys; key++)
            if (weights.Span[key] != T.Zero) TensorPrimitives.MultiplyAdd(new ReadOnlySpan<T>(values + key * task.ValueRow, s.ValueWidth), weights.Span[key], output, output);
    }

    /// <summary>Adds what one query contributes to the gradients.</summary>
    public static void Backward(in AttentionTask<T> task, int batch, int head, int query)
    {
        AttentionShape s = task.Shape;
        using Scratch<T> weights = new(s.Keys), slopes = new(s.Keys);
        using Scratch<T> gradients = new(s.ValueWidth);
        bool isAverage = Weights(task, batch, head, query, weights.Span);
        ReadOnlySpan<T> given = new(task.OutputGradient + task.OutputStart(batch, head) + query * task.OutputRow, s.ValueWidth);
        Span<T> dy = gradients.Span;
        TensorPrimitives.Multiply(given, T.CreateTruncating(isAverage && s.Width == s.ValueWidth ? s.Keys : 1), dy);
        T* values = task.Value + task.ValueStart(batch, head), valueGradients = task.ValueGradient + task.ValueStart(batch, head);
        T mean = T.Zero;
        for (int key = 0; key < s.Keys; key++)
        {
            slopes.Span[key] = TensorPrimitives.Dot(dy, new ReadOnlySpan<T>(values + key * task.ValueRow, s.ValueWidth));
            if (weights.Span[key] == T.Zero) continue;
            mean += slopes.Span[key] * weights.Span[key];
            Span<T> gradient = new(valueGradients + key * task.ValueRow, s.ValueWidth);
            TensorPrimitives.MultiplyAdd(dy, weights.Span[key], gradient, gradient);
        }
        nint queryStart = task.QueryStart(batch, head) + query * task.QueryRow, keyStart = task.KeyStart(batch, head);
        ReadOnlySpan<T> q = new(task.Query + queryStart, s.Width);
        Span<T> dq = new(task.QueryGradient + queryStart, s.Width);
        for (int key = 0; key < s.Keys; key++)
        {
            if (weights.Span[key] == T.Zero) continue;
            T slope = weights.Span[key] * (slopes.Span[key] - mean) * T.CreateTruncating(s.Scale);
            ReadOnlySpan<T> k = new(task.Key + keyStart + key * task.KeyRow, s.Width);
            Span<T> dk = new(task.KeyGradient + keyStart + key * task.KeyRow, s.Width);
            TensorPrimitives.MultiplyAdd(k, slope, dq, dq);
            TensorPrimitives.MultiplyAdd(q, slope, dk, dk);
        }
    }

    /// <summary>The weights of all keys. Are they an average, whatever the scores?</summary>
    private static bool Weights(in AttentionTask<T> task, int batch, int head, int query, Span<T> weights)
    {
        AttentionShape s = task.Shape;
        bool seesAny = task.SeesAny(batch, head, query);
        if (!seesAny && s.MaskedRows == MaskedRowRule.Average)
        {
            weights.Fill(T.One / T.CreateTruncating(s.Keys));
            return true;
        }
        ReadOnlySpan<T> q = new(task.Query + task.QueryStart(batch, head) + query * task.QueryRow, s.Width);
        T* keys = task.Key + task.KeyStart(batch, head);
        for (int key = 0; key < s.Keys; key++)
        {
            T score = T.CreateTruncating(s.Scale) * TensorPrimitives.Dot(q, new ReadOnlySpan<T>(keys + key * task.KeyRow, s.Width));
            if (!seesAny) score = Lower(score);
            else if (!task.Sees(batch, head, query, key)) score = T.CreateTruncating(double.NegativeInfinity);
            weights[key] = score;
        }
        SoftmaxRow.Run<T>(weights, weights, weights);
        return false;
    }

    /// <summary>What Keras subtracts from a masked score, in the type in which it does so.</summary>
    private static T Lower(T score) => T.CreateTruncating((float)(double.CreateTruncating(score) - 1e9));
}
