using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>
    /// Sets a random part of the elements to 0 and scales the others up, so that the expected sum stays: <c>y = keep · x / (1 − rate)</c>.
    /// </summary>
    /// <param name="x">Floating point.</param>
    /// <param name="rate">The probability of 0, in [0, 1]. 0 gives <paramref name="x"/>, 1 gives zeros.</param>
    /// <param name="key">The same key drops the same elements.</param>
    /// <param name="noiseShape">
    /// The shape of what is drawn, which broadcasts to that of <paramref name="x"/>: elements along an axis of length 1 fall together; an unknown
    /// length is that of
    /// <paramref name="x"/>. <see langword="null"/>: each element falls alone.
    /// </param>
    /// <returns>Same shape and type.</returns>
    /// <exception cref="ArgumentException"><paramref name="x"/> is not floating point, or <paramref name="rate"/> outside [0, 1].</exception>
    /// <exception cref="ShapeException"><paramref name="noiseShape"/> does not broadcast to the shape of <paramref name="x"/>.</exception>
    /// <remarks>
    /// Element i is kept if word i of the generator of <see cref="RandomUniform"/> is at least rate · 2³². Keras: <c>keras.random.dropout</c>,
    /// keras/src/random/random.py.
    /// </remarks>
    public static Tensor Dropout(Tensor x, double rate, RandomKey key, Shape? noiseShape = null)
    {
        if (!(rate >= 0 && rate <= 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, $"Dropout expects a rate in [0, 1]. Received {rate}.");
        if (rate == 0) return x;
        return noiseShape is null ? new DropoutOp(rate, key).Apply(x) : new SharedDropoutOp(rate, key, noiseShape).Apply(x);
    }
}

/// <summary>y = keep · x / (1 − rate)      dx = keep · dy / (1 − rate), the same op: what is kept follows from the key</summary>
internal sealed class DropoutOp(double rate, RandomKey key) : Op
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0].DType.IsFloat() ? x[0]
        : throw new ArgumentException($"Dropout expects floating-point numbers. Received {x[0]}. Cast them first.");

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.DType == DType.Float64) Run<double>(x[0], y);
        else Run<float>(x[0], y);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [new DropoutOp(rate, key).Apply(dy)];

    private void Run<T>(Tensor x, Tensor y) where T : unmanaged, INumber<T>
    {
        if (rate == 1)
        {
            y.Writable<T>().Clear();
            return;
        }
        uint threshold = (uint)Math.Min(uint.MaxValue, Math.Round(rate * (1L << 32)));
        RandomKernel.Fill(key.Seed, key.Draw, 1, y.Writable<T>(), new DropoutDraw<T>(x.AsSpan<T>(), threshold, T.CreateChecked(1 / (1 - rate))));
    }
}

/// <summary>y = x · noise, where the noise is broadcast</summary>
internal sealed class SharedDropoutOp(double rate, RandomKey key, Shape noiseShape) : CompositeOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(noiseShape.Rank == shape.Rank && noiseShape.Zip(shape).All(pair => pair.First == pair.Second || pair.First.Equals(1)),
            $"a noise shape (here {noiseShape}) of lengths 1, unknown, or those of the tensor", x);
        return x[0];
    }

    protected override Tensor Expand(ReadOnlySpan<Tensor> x)
    {
        Shape shape = x[0].Shape;
        var noise = new Shape(noiseShape.Select((length, axis) => length.IsKnown ? length : shape[axis]));
        return x[0] * Ops.Dropout(Ops.Ones(noise, x[0].DType), rate, key);
    }
}
