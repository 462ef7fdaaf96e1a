using System.Runtime.InteropServices;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Puts the parts of a tensor along one axis into a random order; every order is equally likely.</summary>
    /// <param name="x">Any type, rank at least 1.</param>
    /// <param name="axis">The axis; negative counts from the last.</param>
    /// <param name="key">The same key gives the same order.</param>
    /// <returns>Same shape and type.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <remarks>
    /// Fisher and Yates' method. Keras: <c>keras.random.shuffle</c>, keras/src/random/random.py; parts move as wholes, as in its TensorFlow backend.
    /// </remarks>
    public static Tensor Shuffle(Tensor x, int axis, RandomKey key) => new ShuffleOp(Axis.Of(axis, x.Rank, nameof(Shuffle)), key).Apply(x);
}

/// <summary>y = x, its parts along an axis in random order: a take</summary>
internal sealed class ShuffleOp(int axis, RandomKey key) : CompositeOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0];

    protected override Tensor Expand(ReadOnlySpan<Tensor> x) => Ops.Take(x[0], Permutation(x[0].Shape[axis].Value), axis);

    private int[] Permutation(int length)
    {
        int[] order = [.. Enumerable.Range(0, length)];
        var words = new uint[(2 * length + Philox.BlockLength - 1) / Philox.BlockLength * Philox.BlockLength];
        Philox.Fill(key.Seed, key.Draw, 0, words);
        ReadOnlySpan<ulong> random = MemoryMarshal.Cast<uint, ulong>(words);
        for (int last = length - 1; last > 0; last--)
        {
            int other = (int)Math.BigMul(random[last], (ulong)last + 1, out _);
            (order[last], order[other]) = (order[other], order[last]);
        }
        return order;
    }
}
