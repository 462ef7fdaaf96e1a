using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The gradients of attention: scores are made again block by block, and nothing of the size Tq · Tk is stored.</summary>
/// <remarks>
/// A piece has the keys of one head, or a part of them if there are few heads, and walks through all queries, so that it owns its rows of dk and dv. Each part makes a dq of its
/// own, and these are added up. See <see cref="AttentionBackwardHead{T, TVector, TWidth}"/> for the arithmetic.
/// </remarks>
internal unsafe struct AttentionBackward<T, TVector, TWidth> : IPieces where T : unmanaged, INumber<T> where TWidth : struct, IVectorWidth<TVector, T>
{
    private const int FewPieces = 8, MostParts = 4;

    private AttentionTask<T> _task;
    private T* _partialQueryGradients;
    private int _parts;

    /// <summary>Writes all gradients.</summary>
    public static void Run(in AttentionTask<T> task)
    {
        AttentionShape s = task.Shape;
        int length = checked(s.Batch * s.Heads * s.Queries * s.Width), heads = s.Batch * s.KeyHeads;
        int parts = s.Keys < 192 ? 1 : Math.Clamp(FewPieces / heads, 1, MostParts);
        using Scratch<T> partial = new(checked((parts - 1) * length));
        fixed (T* more = partial.Span)
        {
            AttentionBackward<T, TVector, TWidth> pieces = new() { _task = task, _partialQueryGradients = more, _parts = parts };
            long work = s.Work * s.Batch * s.Heads * 5 / 2;
            AttentionKernel.Share(work, heads * parts, pieces);
            Span<T> dq = new(task.QueryGradient, length);
            for (int part = 1; part < parts; part++) Elementwise.Map2<T, Plus>(dq, partial.Span.Slice((part - 1) * length, length), dq);
            AttentionKernel.Share(work, heads, new MaskedRows { Task = task });
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int piece)
    {
        AttentionShape s = _task.Shape;
        (int rest, int part) = Math.DivRem(piece, _parts);
        (int batch, int keyHead) = Math.DivRem(rest, s.KeyHeads);
        int group = s.Heads / s.KeyHeads;
        using Scratch<T> scratch = new(AttentionBackwardHead<T, TVector, TWidth>.MemoryLength(_task));
        using Scratch<int> numbers = new(s.Keys);
        fixed (T* memory = scratch.Span)
        fixed (int* number = numbers.Span)
        {
            for (int member = 0; member < group; member++)
            {
                T* queryGradient = part == 0 ? _task.QueryGradient : _partialQueryGradients + (nint)(part - 1) * s.Batch * s.Heads * s.Queries * s.Width;
                AttentionBackwardHead<T, TVector, TWidth> head = new(_task, batch, keyHead * group + member, number, AttentionKernel.Align(memory), queryGradient);
                head.Run(part, _parts, isFirst: member == 0);
            }
        }
    }

    /// <summary>Rows without a key come last, each alone.</summary>
    private struct MaskedRows : IPieces
    {
        public AttentionTask<T> Task;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public readonly void Run(int piece)
        {
            AttentionShape s = Task.Shape;
            (int batch, int keyHead) = Math.DivRem(piece, s.KeyHeads);
            int group = s.Heads / s.KeyHeads;
            for (int head = keyHead * group; head < (keyHead + 1) * group; head++)
            {
                T* statistics = Task.StatisticsOf(batch, head);
                for (int query = 0; query < s.Queries; query++)
                    if (T.IsPositiveInfinity(statistics[2 * query + 1])) MaskedRow<T>.Backward(Task, batch, head, query);
            }
        }
    }

    private readonly struct Plus : IMap2
    {
        public static Vector<TNumber> Invoke<TNumber>(Vector<TNumber> x, Vector<TNumber> y) where TNumber : unmanaged, INumber<TNumber> => x + y;
    }
}
