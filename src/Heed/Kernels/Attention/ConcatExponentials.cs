using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The exponentials 2^(cx), c = ±2s log₂ e, of queries and keys, of which all tangents of their sums are made.</summary>
internal static unsafe class ConcatExponentials<T, TVector, TWidth> where T : unmanaged, INumber<T> where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>Prepares keys: e^(2sx), products of pairs and, with weights, what weighs them; the reach of each row (see <see cref="Range"/>).</summary>
    /// <param name="x">The first row, of <see cref="ConcatShape.Depth"/> numbers; the others follow.</param>
    /// <param name="rows">How many.</param>
    /// <param name="shape">The layout.</param>
    /// <param name="scale">s.</param>
    /// <param name="weights">For each pair the sum of its weights, then for each their difference; null without weights.</param>
    /// <param name="y">Rows of <see cref="ConcatShape.KeyRow"/> numbers.</param>
    /// <param name="reach">One number for each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Keys(T* x, int rows, in ConcatShape shape, T scale, T* weights, T* y, T* reach)
    {
        int depth = shape.Depth, half = shape.Half;
        T* part = stackalloc T[TWidth.Count];
        for (int row = 0; row < rows; row++, x += depth, y += shape.KeyRow)
        {
            var range = new Range(scale, 1);
            int i = 0;
            for (; i <= depth - TWidth.Count; i += TWidth.Count) TWidth.Store(range.Exp(TWidth.Load(x + i)), y + i);
            for (; i < 2 * half; i += TWidth.Count)
            {
                for (int j = 0; j < TWidth.Count; j++) part[j] = i + j < depth ? x[i + j] : T.Zero;
                TWidth.Store(range.Exp(TWidth.Load(part)), part);
                for (int j = 0; j < TWidth.Count && i + j < 2 * half; j++) y[i + j] = part[j];
            }
            reach[row] = range.Largest();
            Multiply(y, y + half, y + 2 * half, half);
            if (!shape.IsWeighted) continue;
            Multiply(y + 2 * half, weights, y + 2 * half, half);
            Multiply(y, weights + half, y + 3 * half, half);
            Multiply(y + half, weights + half, y + 4 * half, half);
        }
    }

    /// <summary>Lays a tile of queries into lanes and prepares it.</summary>
    /// <param name="keys">What they will meet.</param>
    /// <param name="queries">The first query; the others follow.</param>
    /// <param name="rows">How many of the lanes are queries.</param>
    /// <param name="raw">Memory for 2 · Half rows of lanes.</param>
    /// <param name="prepared">Memory for <see cref="ConcatShape.QueryRow"/> rows of lanes; null: behind the raw ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ConcatQueries<T> Tile(in ConcatKeys<T> keys, T* queries, int rows, T* raw, T* prepared = null)
    {
        ConcatShape shape = keys.Shape;
        int lanes = 2 * TWidth.Count, length = 2 * shape.Half * lanes;
        if (prepared is null) prepared = raw + length;
        new Span<T>(raw, length).Clear();
        for (int r = 0; r < rows; r++)
            for (int d = 0; d < shape.Depth; d++) raw[d * lanes + r] = queries[r * shape.Depth + d];
        return new() { Raw = raw, Prepared = prepared, Reach = Queries(raw, shape, keys.Scale, keys.PairWeights, prepared) };
    }

    /// <summary>Prepares a tile of queries: e^(−2sx) and products of pairs; their reach.</summary>
    /// <param name="x">(2 · Half, lanes): a column is a query, with zeros beyond its depth.</param>
    /// <param name="shape">The layout.</param>
    /// <param name="scale">s.</param>
    /// <param name="weights">As for the keys.</param>
    /// <param name="y">(<see cref="ConcatShape.QueryRow"/>, lanes).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Queries(T* x, in ConcatShape shape, T scale, T* weights, T* y)
    {
        int lanes = 2 * TWidth.Count, half = shape.Half;
        var range = new Range(scale, -1);
        for (int i = 0; i < 2 * half * lanes; i += TWidth.Count) TWidth.Store(range.Exp(TWidth.Load(x + i)), y + i);
        Multiply(y, y + half * lanes, y + 2 * half * lanes, half * lanes);
        if (!shape.IsWeighted) return range.Largest();
        y += 2 * half * lanes;
        for (int d = 0; d < half; d++, y += lanes)
        {
            TVector weight = TWidth.Broadcast(weights[d]);
            for (int i = 0; i < lanes; i += TWidth.Count) TWidth.Store(TWidth.Multiply(TWidth.Load(y + i), weight), y + i);
        }
        return range.Largest();
    }

    /// <summary>2^(x · factor + x · small), |…| ≤ 2 · <see cref="ConcatShape.Reach"/>, by a near-minimax polynomial (Chebyshev) around the nearest whole number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector PowerOfTwo(TVector x, TVector factor, TVector small)
    {
        TVector magic = Constant(typeof(T) == typeof(float) ? 12582912.0 : 6755399441055744.0);   // its last bits count units
        TVector shifted = TWidth.MultiplyAdd(x, factor, magic);
        TVector r = TWidth.MultiplyAdd(x, factor, TWidth.Subtract(magic, shifted));
        r = TWidth.MultiplyAdd(x, small, r);
        TVector p;
        if (typeof(T) == typeof(float))
        {
            p = TWidth.MultiplyAdd(Constant(0.00015469732), r, Constant(0.00134004322));
            p = TWidth.MultiplyAdd(p, r, Constant(0.0096180256));
        }
        else
        {
            p = TWidth.MultiplyAdd(Constant(4.4566754636398608e-10), r, Constant(7.0741945626131049e-09));
            p = TWidth.MultiplyAdd(p, r, Constant(1.0178051192117847e-07));
            p = TWidth.MultiplyAdd(p, r, Constant(1.3215432534254118e-06));
            p = TWidth.MultiplyAdd(p, r, Constant(1.5252733856295574e-05));
            p = TWidth.MultiplyAdd(p, r, Constant(0.00015403530463727982));
            p = TWidth.MultiplyAdd(p, r, Constant(0.0013333558146390351));
            p = TWidth.MultiplyAdd(p, r, Constant(0.0096181291075872529));
        }
        p = TWidth.MultiplyAdd(p, r, Constant(0.055504108664821701));
        p = TWidth.MultiplyAdd(p, r, Constant(0.24022650695910178));
        p = TWidth.MultiplyAdd(p, r, Constant(0.69314718055994529));
        return TWidth.AddExponent(TWidth.MultiplyAdd(p, r, Constant(1)), shifted);
    }

    /// <summary>e^(2s(q + k)) of raw numbers, held within 2^±<see cref="ConcatShape.Reach"/>, where the tangent has long been ±1. NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSum(TVector key, TVector query, TVector factor, TVector reach)
    {
        // The constant stands first: of a constant and NaN, Min and Max then give NaN on every machine.
        TVector z = TWidth.Min(reach, TWidth.Multiply(TWidth.Add(key, query), factor));
        return PowerOfTwo(TWidth.Max(TWidth.Subtract(Constant(0), reach), z), Constant(1), Constant(0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Constant(double x) => TWidth.Broadcast(T.CreateTruncating(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(T* x, T* y, T* z, int length)
    {
        int i = 0;
        for (; i <= length - TWidth.Count; i += TWidth.Count) TWidth.Store(TWidth.Multiply(TWidth.Load(x + i), TWidth.Load(y + i)), z + i);
        for (; i < length; i++) z[i] = x[i] * y[i];
    }

    /// <summary>Takes exponentials and notes how far the exponents reach.</summary>
    /// <remarks>c is held in two pieces, because its product with x is wanted to more digits than T has.</remarks>
    private ref struct Range
    {
        private readonly TVector _high, _low;
        private TVector _most = Constant(0), _least = Constant(0), _spoiled = Constant(0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Range(T scale, double sign)
        {
            double c = sign * ConcatShape.TwoLog2E * double.CreateTruncating(scale);
            T high = T.CreateTruncating(c);
            (_high, _low) = (TWidth.Broadcast(high), Constant(c - double.CreateTruncating(high)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Exp(TVector x)
        {
            TVector z = TWidth.Multiply(x, _high);
            _most = TWidth.Max(_most, z);
            _least = TWidth.Min(_least, z);
            _spoiled = TWidth.MultiplyAdd(z, Constant(0), _spoiled);   // 0, or NaN from the first number that is not finite
            return PowerOfTwo(x, _high, _low);
        }

        /// <summary>The largest |cx| so far; NaN if one was not finite.</summary>
        public readonly T Largest()
        {
            T* lanes = stackalloc T[2 * TWidth.Count];
            TWidth.Store(_most, lanes);
            TWidth.Store(_least, lanes + TWidth.Count);
            T largest = T.Zero;
            for (int i = 0; i < 2 * TWidth.Count; i++) largest = T.Max(largest, T.Abs(lanes[i]));
            return largest + TWidth.Sum(_spoiled);
        }
    }
}
