using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>What concat scores are made of.</summary>
internal ref struct ConcatInputs<T> where T : unmanaged, INumber<T>
{
    public ConcatShape Shape;
    public T Scale;

    /// <summary>Matrices (Tq, D) and (Tv, D), one after the other.</summary>
    public ReadOnlySpan<T> Query, Key;

    /// <summary>(D), or empty.</summary>
    public ReadOnlySpan<T> Weights;

    /// <summary>Which matrices meet, for each matrix of scores.</summary>
    public ReadOnlySpan<int> QueryOf, KeyOf;
}

/// <summary>Concat scores Σ_d w_d tanh(s(q_d + k_d)) of every query with every key, and their gradients; memory O((Tq + Tv) · D) beside the scores.</summary>
internal static unsafe class ConcatScores
{
    /// <summary>Writes the scores, a matrix (Tq, Tv) for each pair of matrices.</summary>
    public static void Forward<T>(in ConcatInputs<T> inputs, Span<T> scores) where T : unmanaged, INumber<T>
    {
        Debug.Assert(scores.Length == inputs.QueryOf.Length * inputs.Shape.Queries * inputs.Shape.Keys);
        if (scores.IsEmpty) return;
        if (inputs.Shape.Depth == 0)
        {
            scores.Clear();
            return;
        }
        fixed (T* pointer = scores)
        {
            ConcatTask<T> task = new() { Scores = pointer };
            Run(inputs, task);
        }
    }

    /// <summary>Writes, from the gradient by the scores, those by s·q, by s·k and by the weights: where the inputs broadcast, a matrix for each matrix of scores.</summary>
    public static void Backward<T>(in ConcatInputs<T> inputs, ReadOnlySpan<T> scoresGradient, Span<T> query, Span<T> key, Span<T> weights)
        where T : unmanaged, INumber<T>
    {
        query.Clear();
        key.Clear();
        weights.Clear();
        if (scoresGradient.IsEmpty || inputs.Shape.Depth == 0) return;
        fixed (T* dy = scoresGradient, dq = query, dk = key, dw = weights)
        {
            ConcatTask<T> task = new() { ScoresGradient = dy, QueryGradient = dq, KeyGradient = dk, WeightsGradient = dw };
            Run(inputs, task);
        }
    }

    private static void Run<T>(in ConcatInputs<T> inputs, ConcatTask<T> task) where T : unmanaged, INumber<T>
    {
        task.Shape = inputs.Shape;
        task.Scale = inputs.Scale;
        task.Batch = inputs.QueryOf.Length;
        task.KeyRows = inputs.Key.Length / inputs.Shape.Depth;
        fixed (T* q = inputs.Query, k = inputs.Key, w = inputs.Weights)
        fixed (int* queryOf = inputs.QueryOf, keyOf = inputs.KeyOf)
        {
            task.Query = q;
            task.Key = k;
            task.Weights = w;
            task.QueryOf = queryOf;
            task.KeyOf = keyOf;
            Widths.Run<T, ConcatTask<T>>(in task);
        }
    }
}

/// <summary>The work with pinned operands.</summary>
internal unsafe struct ConcatTask<T> : IWidthWork<T> where T : unmanaged, INumber<T>
{
    private const int RowsPerPiece = 64;

    public ConcatShape Shape;
    public T Scale;
    public T* Query, Key, Weights;
    public int* QueryOf, KeyOf;
    public int Batch, KeyRows;

    /// <summary>To be written, or null.</summary>
    public T* Scores;

    /// <summary>Given where <see cref="Scores"/> is null.</summary>
    public T* ScoresGradient;

    /// <summary>To be written; each may be null.</summary>
    public T* QueryGradient, KeyGradient, WeightsGradient;

    // What is prepared of all keys, and of the weights.
    private T* _prepared, _reaches, _pairWeights;
    private T _weightUnit;

    /// <summary>An estimate of the arithmetic, for <see cref="Gemm.Share"/>.</summary>
    public readonly long Work => 16L * Batch * Shape.Queries * Shape.Keys * Shape.Depth;

    /// <summary>Prepares the keys, then runs the pieces of the forward or the backward pass.</summary>
    public readonly void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T>
    {
        using Scratch<T> prepared = new(checked(KeyRows * Shape.KeyRow)), reaches = new(KeyRows), pairWeights = new(Weights is null ? 0 : 2 * Shape.Half);
        fixed (T* p = prepared.Span, r = reaches.Span, w = pairWeights.Span)
        {
            ConcatTask<T> task = this;
            task._prepared = p;
            task._reaches = r;
            task._pairWeights = w;
            if (Weights is not null)
            {
                ConcatKeys<T> keys = task.KeysOf(0);
                keys.PairUp();
                task._weightUnit = keys.WeightUnit;
            }
            Gemm.Share(Work, (KeyRows + RowsPerPiece - 1) / RowsPerPiece, new Preparation<TVector, TWidth> { Task = task });
            if (Scores is not null) ConcatForward<T, TVector, TWidth>.Run(task);
            else ConcatBackward<T, TVector, TWidth>.Run(task);
        }
    }

    /// <summary>The keys that a matrix of scores meets.</summary>
    public readonly ConcatKeys<T> KeysOf(int batch)
    {
        nint first = (nint)KeyOf[batch] * Shape.Keys;
        ConcatKeys<T> keys = new()
        {
            Shape = Shape,
            Scale = Scale,
            Factor = T.CreateTruncating(ConcatShape.TwoLog2E * double.CreateTruncating(Scale)),
            Raw = Key + first * Shape.Depth,
            Prepared = _prepared + first * Shape.KeyRow,
            Reaches = _reaches + first,
            Weights = Weights,
            PairWeights = _pairWeights,
            WeightUnit = _weightUnit,
        };
        return keys;
    }

    /// <summary>The queries of a matrix of scores.</summary>
    public readonly T* QueriesOf(int batch) => Query + (nint)QueryOf[batch] * Shape.Queries * Shape.Depth;

    private struct Preparation<TVector, TWidth> : IPieces where TWidth : struct, IVectorWidth<TVector, T>
    {
        public ConcatTask<T> Task;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public readonly void Run(int piece)
        {
            nint first = (nint)piece * RowsPerPiece;
            int rows = (int)Math.Min(RowsPerPiece, Task.KeyRows - first);
            ConcatExponentials<T, TVector, TWidth>.Keys(Task.Key + first * Task.Shape.Depth, rows, Task.Shape, Task.Scale, Task._pairWeights,
                Task._prepared + first * Task.Shape.KeyRow, Task._reaches + first);
        }
    }
}
