using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Gradients of a few pairs of features, to which tiles and blocks of keys add.</summary>
internal unsafe struct ConcatGradients<T> where T : unmanaged
{
    public int FirstPair, Pairs;

    /// <summary>By the queries, over 4w: (pairs, 2, lanes).</summary>
    public T* Queries;

    /// <summary>By the keys, over 4w: (pairs, keys, 2, vector), to be summed over the vector.</summary>
    public T* KeyParts;

    /// <summary>By the weights, over 2: (pairs, 2, vector), to be summed over the vector; null if not wanted.</summary>
    public T* WeightParts;
}

/// <summary>The micro-kernel of the gradient of concat scores: everything is recomputed from the exponentials, and no pair is stored.</summary>
/// <remarks>
/// With r = x / (x + a) = (1 + tanh) / 2, the derivative of tanh is 4 r (1 − r). Two features share a division: 1 / (x + a) = (y + b) / ((x + a)(y + b)).
/// The gradients of the queries stay in registers while the keys pass by; those of the keys are kept as vectors, so that nothing is summed across lanes here.
/// </remarks>
internal static unsafe class ConcatGradientTile<T, TVector, TWidth> where T : unmanaged, INumber<T> where TWidth : struct, IVectorWidth<TVector, T>
{
    private static int Lanes => 2 * TWidth.Count;

    /// <summary>Adds what a tile and some keys contribute.</summary>
    /// <param name="x">The keys.</param>
    /// <param name="queries">The tile.</param>
    /// <param name="firstKey">The first of the keys.</param>
    /// <param name="keys">How many.</param>
    /// <param name="scoresGradient">(keys, lanes).</param>
    /// <param name="sums">Where it is added.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(in ConcatKeys<T> x, in ConcatQueries<T> queries, int firstKey, int keys, T* scoresGradient, in ConcatGradients<T> sums)
    {
        int half = x.Shape.Half;
        bool near = x.Reach(queries.Reach, firstKey, keys) <= ConcatShape.Reach<T>(1);
        for (int i = 0; i < sums.Pairs; i++)
        {
            int pair = sums.FirstPair + i;
            T* dq = sums.Queries + (nint)i * 2 * Lanes, dk = sums.KeyParts + (nint)i * keys * 2 * TWidth.Count;
            T* dw = sums.WeightParts is null ? null : sums.WeightParts + i * 2 * TWidth.Count;
            if (near)
            {
                T* key = x.Prepared + (nint)firstKey * x.Shape.KeyRow + pair;
                T* query = queries.Prepared + (nint)pair * Lanes;
                if (dw is null) Near<ConcatPlain>(key, x.Shape.KeyRow, half, keys, query, scoresGradient, dq, dk, dw);
                else Near<ConcatWeighted>(key, x.Shape.KeyRow, half, keys, query, scoresGradient, dq, dk, dw);
                continue;
            }
            if (pair < x.Shape.Depth) Far(x, queries, firstKey, keys, pair, scoresGradient, dq, dk, dw);
            if (pair + half < x.Shape.Depth) Far(x, queries, firstKey, keys, pair + half, scoresGradient, dq + Lanes, dk + TWidth.Count, dw is null ? null : dw + TWidth.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Near<TWeighting>(T* keys, nint keyRow, int half, int count, T* queries, T* dy, T* dq, T* dk, T* dw) where TWeighting : struct, IConcatWeighting
    {
        TVector one = TWidth.Broadcast(T.One), middle = TWidth.Broadcast(T.CreateTruncating(0.5));
        T* seconds = queries + (nint)half * Lanes;
        TVector a0 = TWidth.Load(queries), a1 = TWidth.Load(queries + TWidth.Count), b0 = TWidth.Load(seconds), b1 = TWidth.Load(seconds + TWidth.Count);
        TVector da0 = TWidth.Broadcast(T.Zero), da1 = da0, db0 = da0, db1 = da0, dw0 = da0, dw1 = da0;   // old sums are added last, so that chains are short
        for (; count > 0; count--, keys += keyRow, dy += Lanes, dk += 2 * TWidth.Count)
        {
            TVector x = TWidth.Broadcast(keys[0]), y = TWidth.Broadcast(keys[half]);
            TVector s = TWidth.Add(x, a0), t = TWidth.Add(y, b0), g = TWidth.Load(dy);
            TVector inverse = TWidth.Divide(one, TWidth.Multiply(s, t));
            TVector r = TWidth.Multiply(TWidth.Multiply(x, t), inverse), q = TWidth.Multiply(TWidth.Multiply(y, s), inverse);
            if (TWeighting.IsWeighted)
            {
                dw0 = TWidth.MultiplyAdd(g, TWidth.Subtract(r, middle), dw0);
                dw1 = TWidth.MultiplyAdd(g, TWidth.Subtract(q, middle), dw1);
            }
            TVector first = TWidth.Multiply(g, TWidth.NegatedMultiplyAdd(r, r, r)), second = TWidth.Multiply(g, TWidth.NegatedMultiplyAdd(q, q, q));
            da0 = TWidth.Add(da0, first);
            db0 = TWidth.Add(db0, second);

            s = TWidth.Add(x, a1);
            t = TWidth.Add(y, b1);
            g = TWidth.Load(dy + TWidth.Count);
            inverse = TWidth.Divide(one, TWidth.Multiply(s, t));
            r = TWidth.Multiply(TWidth.Multiply(x, t), inverse);
            q = TWidth.Multiply(TWidth.Multiply(y, s), inverse);
            if (TWeighting.IsWeighted)
            {
                dw0 = TWidth.MultiplyAdd(g, TWidth.Subtract(r, middle), dw0);
                dw1 = TWidth.MultiplyAdd(g, TWidth.Subtract(q, middle), dw1);
            }
            r = TWidth.Multiply(g, TWidth.NegatedMultiplyAdd(r, r, r));
            q = TWidth.Multiply(g, TWidth.NegatedMultiplyAdd(q, q, q));
            da1 = TWidth.Add(da1, r);
            db1 = TWidth.Add(db1, q);
            AddTo(dk, TWidth.Add(first, r));
            AddTo(dk + TWidth.Count, TWidth.Add(second, q));
        }
        AddTo(dq, da0);
        AddTo(dq + TWidth.Count, da1);
        AddTo(dq + Lanes, db0);
        AddTo(dq + Lanes + TWidth.Count, db1);
        if (!TWeighting.IsWeighted) return;
        AddTo(dw, dw0);
        AddTo(dw + TWidth.Count, dw1);
    }

    /// <summary>One feature, from raw numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Far(in ConcatKeys<T> keys, in ConcatQueries<T> queries, int firstKey, int count, int d, T* dy, T* dq, T* dk, T* dw)
    {
        TVector one = TWidth.Broadcast(T.One), middle = TWidth.Broadcast(T.CreateTruncating(0.5));
        TVector factor = TWidth.Broadcast(keys.Factor), reach = TWidth.Broadcast(ConcatShape.Reach<T>(1));
        int depth = keys.Shape.Depth;
        for (int half = 0; half < Lanes; half += TWidth.Count)
        {
            TVector query = TWidth.Load(queries.Raw + (nint)d * Lanes + half), sum = TWidth.Broadcast(T.Zero), weights = sum;
            for (int j = 0; j < count; j++)
            {
                TVector u = ConcatExponentials<T, TVector, TWidth>.OfSum(TWidth.Broadcast(keys.Raw[(nint)(firstKey + j) * depth + d]), query, factor, reach);
                TVector r = TWidth.Divide(u, TWidth.Add(u, one)), g = TWidth.Load(dy + (nint)j * Lanes + half);
                weights = TWidth.MultiplyAdd(g, TWidth.Subtract(r, middle), weights);
                g = TWidth.Multiply(g, TWidth.NegatedMultiplyAdd(r, r, r));
                sum = TWidth.Add(sum, g);
                AddTo(dk + (nint)j * 2 * TWidth.Count, g);
            }
            AddTo(dq + half, sum);
            if (dw is not null) AddTo(dw, weights);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(T* target, TVector x) => TWidth.Store(TWidth.Add(TWidth.Load(target), x), target);
}
