using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The micro-kernel of concat scores, m Σ_d w_d tanh(s(q_d + k_d)), for a tile of queries, which lie in the lanes, and a block of keys.</summary>
/// <remarks>
/// With x = e^(2sk) and a = e^(−2sq), tanh(s(q + k)) = (x − a) / (x + a), and of two features
/// <code>
///   tanh₁ + tanh₂ = 2 (xy − ab) / ((x + a)(y + b))
///   w₁ tanh₁ + w₂ tanh₂ = ((w₁ + w₂)(xy − ab) + (w₁ − w₂)(xb − ya)) / ((x + a)(y + b))
/// </code>
/// where the products xy and ab belong to a key and to a query. Two pairs share a division as long as the products of eight such numbers stay normal;
/// further out each pair has its own; beyond that, and with infinities and NaN, every tangent takes an exponential.
/// Which of the three it is depends on the tile and the block, not on other elements of a batch.
/// </remarks>
internal static unsafe class ConcatTile<T, TVector, TWidth> where T : unmanaged, INumber<T> where TWidth : struct, IVectorWidth<TVector, T>
{
    private const int CacheBytes = 20 << 10;   // keys that all pairs pass by: they stay in the first cache, beside scores and queries

    /// <summary>Queries of a tile.</summary>
    public static int Lanes => 2 * TWidth.Count;

    /// <summary>The scores (keys, lanes) of a tile and some keys, times m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scores(in ConcatKeys<T> x, in ConcatQueries<T> queries, int firstKey, int keys, T multiplier, T* scores)
    {
        T reach = x.Reach(queries.Reach, firstKey, keys);
        bool shared = reach <= ConcatShape.Reach<T>(2);
        if (!(reach <= ConcatShape.Reach<T>(1))) Far(x, queries, firstKey, keys, multiplier, scores);
        else if (x.Shape.IsWeighted) Near<ConcatWeighted>(x, queries.Prepared, firstKey, keys, multiplier * x.WeightUnit, shared, scores);
        else Near<ConcatPlain>(x, queries.Prepared, firstKey, keys, multiplier + multiplier, shared, scores);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Near<TWeighting>(in ConcatKeys<T> x, T* queries, int firstKey, int count, T multiplier, bool shared, T* scores)
        where TWeighting : struct, IConcatWeighting
    {
        ConcatShape shape = x.Shape;
        int keyRow = shape.KeyRow, half = shape.Half, atOnce = Math.Max(8, CacheBytes / (keyRow * sizeof(T)));
        TVector m = TWidth.Broadcast(multiplier);
        for (T* key = x.Prepared + (nint)firstKey * keyRow; count > 0; count -= atOnce, key += (nint)atOnce * keyRow, scores += (nint)atOnce * Lanes)
        {
            int keys = Math.Min(atOnce, count);
            new Span<T>(scores, keys * Lanes).Clear();
            for (int pair = 0; pair < half; pair += 2)
            {
                T* query = queries + (nint)pair * Lanes;
                if (shared)
                {
                    TwoPairs<TWeighting>(key + pair, keyRow, half, keys, query, scores);
                    continue;
                }
                OnePair<TWeighting>(key + pair, keyRow, half, keys, query, scores);
                OnePair<TWeighting>(key + pair + 1, keyRow, half, keys, query + Lanes, scores);
            }
            for (int i = 0; i < keys * Lanes; i += TWidth.Count) TWidth.Store(TWidth.Multiply(TWidth.Load(scores + i), m), scores + i);
        }
    }

    /// <summary>scores += the tangents of two pairs; the queries stay in registers while the keys pass by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoPairs<TWeighting>(T* keys, nint keyRow, int half, int count, T* queries, T* scores) where TWeighting : struct, IConcatWeighting
    {
        T* products = queries + 2 * half * Lanes, products1 = products + TWidth.Count;
        T* queries1 = queries + half * Lanes;
        TVector a0 = TWidth.Load(queries), a1 = TWidth.Load(queries + TWidth.Count), c0 = TWidth.Load(queries + Lanes), c1 = TWidth.Load(queries + Lanes + TWidth.Count);
        TVector b0 = TWidth.Load(queries1), b1 = TWidth.Load(queries1 + TWidth.Count), e0 = TWidth.Load(queries1 + Lanes), e1 = TWidth.Load(queries1 + Lanes + TWidth.Count);
        T* seconds = keys + half, both = seconds + half;
        for (nint i = 0; count > 0; count--, i += keyRow, scores += Lanes)
        {
            TVector x = TWidth.Broadcast(keys[i]), y = TWidth.Broadcast(seconds[i]);
            TVector p0 = TWidth.Multiply(TWidth.Add(x, a0), TWidth.Add(y, b0)), p1 = TWidth.Multiply(TWidth.Add(x, a1), TWidth.Add(y, b1));
            x = TWidth.Broadcast(keys[i + 1]);
            y = TWidth.Broadcast(seconds[i + 1]);
            TVector q0 = TWidth.Multiply(TWidth.Add(x, c0), TWidth.Add(y, e0)), q1 = TWidth.Multiply(TWidth.Add(x, c1), TWidth.Add(y, e1));

            x = TWidth.Broadcast(both[i]);
            TVector n0 = TWidth.Subtract(x, TWidth.Load(products)), n1 = TWidth.Subtract(x, TWidth.Load(products1));
            x = TWidth.Broadcast(both[i + 1]);
            TVector m0 = TWidth.Subtract(x, TWidth.Load(products + Lanes)), m1 = TWidth.Subtract(x, TWidth.Load(products1 + Lanes));
            if (TWeighting.IsWeighted)
            {
                T* difference = both + half + i, difference1 = difference + half;
                x = TWidth.Broadcast(difference[0]);
                y = TWidth.Broadcast(difference1[0]);
                n0 = TWidth.NegatedMultiplyAdd(y, a0, TWidth.MultiplyAdd(x, b0, n0));
                n1 = TWidth.NegatedMultiplyAdd(y, a1, TWidth.MultiplyAdd(x, b1, n1));
                x = TWidth.Broadcast(difference[1]);
                y = TWidth.Broadcast(difference1[1]);
                m0 = TWidth.NegatedMultiplyAdd(y, c0, TWidth.MultiplyAdd(x, e0, m0));
                m1 = TWidth.NegatedMultiplyAdd(y, c1, TWidth.MultiplyAdd(x, e1, m1));
            }
            n0 = TWidth.MultiplyAdd(m0, p0, TWidth.Multiply(n0, q0));
            n1 = TWidth.MultiplyAdd(m1, p1, TWidth.Multiply(n1, q1));
            AddTo(scores, TWidth.Divide(n0, TWidth.Multiply(p0, q0)));
            AddTo(scores + TWidth.Count, TWidth.Divide(n1, TWidth.Multiply(p1, q1)));
        }
    }

    /// <summary>scores += the tangents of one pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OnePair<TWeighting>(T* keys, nint keyRow, int half, int count, T* queries, T* scores) where TWeighting : struct, IConcatWeighting
    {
        T* products = queries + 2 * half * Lanes, queries1 = queries + half * Lanes, seconds = keys + half, both = seconds + half;
        TVector a0 = TWidth.Load(queries), a1 = TWidth.Load(queries + TWidth.Count), b0 = TWidth.Load(queries1), b1 = TWidth.Load(queries1 + TWidth.Count);
        TVector ab0 = TWidth.Load(products), ab1 = TWidth.Load(products + TWidth.Count);
        for (nint i = 0; count > 0; count--, i += keyRow, scores += Lanes)
        {
            TVector x = TWidth.Broadcast(keys[i]), y = TWidth.Broadcast(seconds[i]), xy = TWidth.Broadcast(both[i]);
            TVector p0 = TWidth.Multiply(TWidth.Add(x, a0), TWidth.Add(y, b0)), p1 = TWidth.Multiply(TWidth.Add(x, a1), TWidth.Add(y, b1));
            TVector n0 = TWidth.Subtract(xy, ab0), n1 = TWidth.Subtract(xy, ab1);
            if (TWeighting.IsWeighted)
            {
                x = TWidth.Broadcast(both[i + half]);
                y = TWidth.Broadcast(both[i + 2 * half]);
                n0 = TWidth.NegatedMultiplyAdd(y, a0, TWidth.MultiplyAdd(x, b0, n0));
                n1 = TWidth.NegatedMultiplyAdd(y, a1, TWidth.MultiplyAdd(x, b1, n1));
            }
            AddTo(scores, TWidth.Divide(n0, p0));
            AddTo(scores + TWidth.Count, TWidth.Divide(n1, p1));
        }
    }

    /// <summary>The scores from raw numbers, an exponential for each tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Far(in ConcatKeys<T> x, in ConcatQueries<T> queries, int firstKey, int keys, T multiplier, T* scores)
    {
        int depth = x.Shape.Depth;
        TVector one = TWidth.Broadcast(T.One), m = TWidth.Broadcast(multiplier), reach = TWidth.Broadcast(ConcatShape.Reach<T>(1)), factor = TWidth.Broadcast(x.Factor);
        T* key = x.Raw + (nint)firstKey * depth;
        for (; keys > 0; keys--, key += depth)
        {
            for (int half = 0; half < Lanes; half += TWidth.Count, scores += TWidth.Count)
            {
                TVector sum = TWidth.Broadcast(T.Zero);
                T* query = queries.Raw + half;
                for (int d = 0; d < depth; d++, query += Lanes)
                {
                    TVector u = ConcatExponentials<T, TVector, TWidth>.OfSum(TWidth.Broadcast(key[d]), TWidth.Load(query), factor, reach);
                    TVector tangent = TWidth.Divide(TWidth.Subtract(u, one), TWidth.Add(u, one));
                    sum = x.Weights is null ? TWidth.Add(sum, tangent) : TWidth.MultiplyAdd(TWidth.Broadcast(x.Weights[d]), tangent, sum);
                }
                TWidth.Store(TWidth.Multiply(sum, m), scores);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(T* target, TVector x) => TWidth.Store(TWidth.Add(TWidth.Load(target), x), target);
}
