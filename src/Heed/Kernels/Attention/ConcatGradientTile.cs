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
                Near(key, x.Shape.KeyRow, half, keys, queries.Prepared + (nint)pair * Lanes, scoresGradient, dq, dk, dw);
                continue;
            }
            if (pair < x.Shape.Depth) Far(x, queries, firstKey, keys, pair, scoresGradient, dq, dk, dw);
            if (pair + half < x.Shape.Depth) Far(x, queries, firstKey, keys, pair + half, scoresGradient, dq + Lanes, dk + TWidth.Count, dw is null ? null : dw + TWidth.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Near(T* keys, nint keyRow, int half, int count, T* queries, T* dy, T* dq, T* dk, T* dw)
    {
        TVector one = TWidth.Broadcast(T.One), middle = TWidth.Broadcast(T.CreateTruncating(0.5));
        T* seconds = queries + (nint)half * Lanes;
        TVector a0 = TWidth.Load(queries), a1 = TWidth.Load(queries + TWidth.Count), b0 = TWidth.Load(seconds), b1 = TWidth.Load(seconds + TWidth.Count);
        TVector da0 = TWidth.Load(dq), da1 = TWidth.Load(dq + TWidth.Count), db0 = TWidth.Load(dq + Lanes), db1 = TWidth.Load(dq + Lanes + TWidth.Count);
        for (; count > 0; count--, keys += keyRow, dy += Lanes, dk += 2 * TWidth.Count)
        {
            TVector x = TWidth.Broadcast(keys[0]), y = TWidth.Broadcast(keys[half]);
            TVector s = TWidth.Add(x, a0), t = TWidth.Add(y, b0), g = TWidth.Load(dy);
            TVector inverse = TWidth.Divide(one, TWidth.Multiply(s, t));
            TVector r = TWidth.Multiply(TWidth.Multiply(x, t), inverse), q = TWidth.Multiply(TWidth.Multiply(y, s), inverse);
            if (dw is not null) AddWeights(dw, g, TWidth.Subtract(r, middle), TWidth.Subtract(q, middle));
            TVector first = TWidth.Multiply(g, TWidth.NegatedMultiplyAdd(r, r, r)), second = TWidth.Multiply(g, TWidth.NegatedMultiplyAdd(q, q, q));
            da0 = TWidth.Add(da0, first);
            db0 = TWidth.Add(db0, second);

            s = TWidth.Add(x, a1);
            t = TWidth.Add(y, b1);
            g = TWidth.Load(dy + TWidth.Count);
            inverse = TWidth.Divide(one, TWidth.Multiply(s, t));
            r = TWidth.Multiply(TWidth.Multiply(x, t), inverse);
            q = TWidth.Multiply(TWidth.Multiply(y, s), inverse);
            if (dw is not null) AddWeights(dw, g, TWidth.Subtract(r, middle), TWidth.Subtract(q, middle));
            r = TWidth.Multiply(g, TWidth.NegatedMultiplyAdd(r, r, r));
            q = TWidth.Multiply(g, TWidth.NegatedMultiplyAdd(q, q, q));
            da1 = TWidth.Add(da1, r);
            db1 = TWidth.Add(db1, q);
            TWidth.Store(TWidth.Add(TWidth.Load(dk), TWidth.Add(first, r)), dk);
            TWidth.Store(TWidth.Add(TWidth.Load(dk + TWidth.Count), TWidth.Add(second, q)), dk + TWidth.Count);
        }
        TWidth.Store(da0, dq);
        TWidth.Store(da1, dq + TWidth.Count);
        TWidth.Store(db0, dq + Lanes);
        TWidth.Store(db1, dq + Lanes + TWidth.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWeights(T* dw, TVector g, TVector first, TVector second)
    {
        TWidth.Store(TWidth.MultiplyAdd(g, first, TWidth.Load(dw)), dw);
        TWidth.Store(TWidth.MultiplyAdd(g, second, TWidth.Load(dw + TWidth.Count)), dw + TWidth.Count);
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
            TVector query = TWidth.Load(queries.Raw + (nint)d * Lanes + half), sum = TWidth.Broadcast(T.Zero);
            for (int j = 0; j < count; j++)
            {
                T* part = dk + (nint)j * 2 * TWidth.Count;
                TVector u = ConcatExponentials<T, TVector, TWidth>.OfSum(TWidth.Broadcast(keys.Raw[(nint)(firstKey + j) * depth + d]), query, factor, reach);
                TVector r = TWidth.Divide(u, TWidth.Add(u, one)), g = TWidth.Load(dy + (nint)j * Lanes + half);
                if (dw is not null) TWidth.Store(TWidth.MultiplyAdd(g, TWidth.Subtract(r, middle), TWidth.Load(dw)), dw);
                g = TWidth.Multiply(g, TWidth.NegatedMultiplyAdd(r, r, r));
                sum = TWidth.Add(sum, g);
                TWidth.Store(TWidth.Add(TWidth.Load(part), g), part);
            }
            TWidth.Store(TWidth.Add(TWidth.Load(dq + half), sum), dq + half);
        }
    }
}
