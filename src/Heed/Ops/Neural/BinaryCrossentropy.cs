using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The cross-entropy of predicted with true probabilities of yes: <c>y = −target · log p − (1 − target) · log(1 − p)</c>.</summary>
    /// <param name="target">Probabilities, often 0 or 1; the shape of <paramref name="output"/>.</param>
    /// <param name="output">Probabilities, kept in [1e-7, 1 − 1e-7], or logits.</param>
    /// <param name="fromLogits">Is <paramref name="output"/> still to go through a sigmoid?</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <remarks>Keras: <c>keras.ops.binary_crossentropy</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor BinaryCrossentropy(Tensor target, Tensor output, bool fromLogits = false)
    {
        RequireOneShape(nameof(BinaryCrossentropy), target, output);
        DType type = Promotion.Floating(Promotion.Of(target, AsFloat(output)));
        return new BinaryCrossentropyOp(fromLogits).Apply(target.Cast(type), output.Cast(type));
    }
}

/// <summary>y = −t log p − (1 − t) log(1 − p)      dp = dy (p − t) / (p (1 − p)), 0 where p was clipped; dt = −dy (log p − log(1 − p))</summary>
/// <remarks>Of logits: y = log(1 + eˣ) − t x      dx = dy (σ(x) − t), dt = −dy x</remarks>
internal sealed class BinaryCrossentropyOp(bool fromLogits) : NumericOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("from_logits", fromLogits)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[1];

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y)
    {
        ReadOnlySpan<T> target = x[0].AsSpan<T>(), output = x[1].AsSpan<T>();
        if (fromLogits) Elementwise.Map2<T, OfLogits>(target, output, y.Writable<T>());
        else Elementwise.Map2<T, OfProbabilities>(target, output, y.Writable<T>());
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        var (target, output) = (saved.Inputs[0], saved.Inputs[1]);
        Tensor? dTarget = saved.Needs(0) ? -dy * (fromLogits ? output : LogOdds(Ops.ClipProbability(output))) : null;
        if (!saved.Needs(1)) return [dTarget, null];
        if (Tape.IsAnyRecording || Wide(dy.DType) != dy.DType) return [dTarget, dy * Slope(target, output)];
        Tensor dx = Tensor.Allocate(dy.Shape, dy.DType);
        if (dy.DType == DType.Float64) Fused<double>(target, output, dy, dx);
        else Fused<float>(target, output, dy, dx);
        return [dTarget, dx];
    }

    private void Fused<T>(Tensor target, Tensor output, Tensor dy, Tensor dx) where T : unmanaged, INumber<T>
    {
        if (fromLogits) Elementwise.Map3<T, OfLogits>(target.AsSpan<T>(), output.AsSpan<T>(), dy.AsSpan<T>(), dx.Writable<T>());
        else Elementwise.Map3<T, OfProbabilities>(target.AsSpan<T>(), output.AsSpan<T>(), dy.AsSpan<T>(), dx.Writable<T>());
    }

    /// <summary>The slope in ops, which can be differentiated again.</summary>
    private Tensor Slope(Tensor target, Tensor output)
    {
        if (fromLogits) return Ops.Sigmoid(output) - target;
        Tensor p = Ops.ClipProbability(output);
        return Ops.Where(Ops.Equal(p, output), (p - target) / (p * (1 - p)), 0);
    }

    private static Tensor LogOdds(Tensor p) => Ops.Log(p) - Ops.Log(1 - p);

    private readonly struct OfLogits : IMap2, IMap3
    {
        public static Vector<T> Invoke<T>(Vector<T> target, Vector<T> x) where T : unmanaged, INumber<T> => Simd.Softplus(x) - target * x;

        public static Vector<T> Invoke<T>(Vector<T> target, Vector<T> x, Vector<T> dy) where T : unmanaged, INumber<T> => dy * (Simd.Sigmoid(x) - target);
    }

    private readonly struct OfProbabilities : IMap2, IMap3
    {
        public static Vector<T> Invoke<T>(Vector<T> target, Vector<T> x) where T : unmanaged, INumber<T>
        {
            Vector<T> p = Clipped(x);
            return -(target * Simd.Log(p) + (Vector<T>.One - target) * Simd.Log(Vector<T>.One - p));
        }

        public static Vector<T> Invoke<T>(Vector<T> target, Vector<T> x, Vector<T> dy) where T : unmanaged, INumber<T>
        {
            Vector<T> p = Clipped(x);
            return Vector.ConditionalSelect(Vector.Equals(p, x), dy * (p - target) / (p * (Vector<T>.One - p)), Vector<T>.Zero);
        }

        /// <summary>Kept in [ε, 1 − ε]; NaN stays.</summary>
        private static Vector<T> Clipped<T>(Vector<T> x) where T : unmanaged, INumber<T>
        {
            T epsilon = T.CreateTruncating(SparseCategoricalCrossentropyOp.Epsilon), largest = T.CreateTruncating(1 - SparseCategoricalCrossentropyOp.Epsilon);
            return Vector.Min(Vector.Max(x, new Vector<T>(epsilon)), new Vector<T>(largest));
        }
    }
}
