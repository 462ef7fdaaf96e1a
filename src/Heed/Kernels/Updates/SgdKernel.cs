using System.Diagnostics;
using System.Numerics;

namespace Heed.Kernels;

/// <summary>A step of gradient descent, in one pass over weights, gradients and velocities.</summary>
internal static class SgdKernel
{
    /// <summary>w −= rate · g. With velocities: v = momentum · v − rate · g, then w += v or, with Nesterov's, w += momentum · v − rate · g.</summary>
    public static void Run<T>(Span<T> weight, ReadOnlySpan<T> gradient, Span<T> velocity, T rate, T momentum, bool nesterov)
        where T : unmanaged, INumber<T>
    {
        Debug.Assert(gradient.Length == weight.Length && (velocity.IsEmpty || velocity.Length == weight.Length));
        var pieces = new SgdPieces<T>(weight, gradient, velocity, nesterov) { Rate = new(rate), Momentum = new(momentum) };
        WorkerPool.Run(Elementwise.Pieces(weight.Length), pieces);
    }
}

/// <summary>The loop of <see cref="SgdKernel"/>.</summary>
internal readonly ref struct SgdPieces<T>(Span<T> weight, ReadOnlySpan<T> gradient, Span<T> velocity, bool nesterov) : IPieces
    where T : unmanaged, INumber<T>
{
    private readonly Span<T> _weight = weight, _velocity = velocity;
    private readonly ReadOnlySpan<T> _gradient = gradient;
    private readonly bool _nesterov = nesterov;

    public Vector<T> Rate { get; init; }

    public Vector<T> Momentum { get; init; }

    public void Run(int piece)
    {
        (int start, int length) = Elementwise.PieceRange(piece, _weight.Length).GetOffsetAndLength(_weight.Length);
        for (int i = start; i < start + length; i += Vector<T>.Count)
        {
            Vector<T> change = -(Padded.Load(_gradient[i..]) * Rate);
            if (!_velocity.IsEmpty)
            {
                Vector<T> v = Padded.Load<T>(_velocity[i..]) * Momentum + change;
                Padded.Store(v, _velocity[i..]);
                change = _nesterov ? v * Momentum + change : v;
            }
            Padded.Store(Padded.Load<T>(_weight[i..]) + change, _weight[i..]);
        }
    }
}
