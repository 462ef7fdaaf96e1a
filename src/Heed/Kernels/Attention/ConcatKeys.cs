using System.Numerics;

namespace Heed.Kernels;

/// <summary>The keys that a tile of queries meets, with what was prepared of them; the same for all tiles of an element of a batch.</summary>
internal unsafe struct ConcatKeys<T> where T : unmanaged, INumber<T>
{
    /// <summary>Sizes and layout.</summary>
    public ConcatShape Shape;

    /// <summary>s, and 2s log₂ e.</summary>
    public T Scale, Factor;

    /// <summary>The keys, (Keys, Depth).</summary>
    public T* Raw;

    /// <summary>See <see cref="ConcatExponentials{T, TVector, TWidth}.Keys"/>: (Keys, KeyRow).</summary>
    public T* Prepared;

    /// <summary>The reach of each key, and the largest.</summary>
    public T* Reaches;
    public T Largest;

    /// <summary>The weights of the features, or null.</summary>
    public T* Weights;

    /// <summary>For each pair the sum, then for each the difference of its weights, in units of <see cref="WeightUnit"/>; null without weights.</summary>
    public T* PairWeights;

    /// <summary>A power of two beside which no weight is large.</summary>
    public T WeightUnit;

    /// <summary>How far the exponents of a tile and of some keys reach, if that matters; NaN if a number is not finite.</summary>
    public readonly T Reach(T queries, int firstKey, int keys)
    {
        T reach = T.Max(queries, Largest);
        if (reach <= ConcatShape.Reach<T>(2) || !T.IsFinite(WeightUnit)) return reach + (WeightUnit - WeightUnit);
        reach = queries;
        for (int key = firstKey; key < firstKey + keys; key++) reach = T.Max(reach, Reaches[key]);
        return reach;
    }

    /// <summary>The same with <see cref="Largest"/>.</summary>
    public readonly ConcatKeys<T> WithLargest()
    {
        T largest = T.Zero;
        for (int key = 0; key < Shape.Keys; key++) largest = T.Max(largest, Reaches[key]);
        return this with { Largest = largest };
    }

    /// <summary>Writes <see cref="PairWeights"/> and sets <see cref="WeightUnit"/>, which is not finite if a weight is not.</summary>
    public void PairUp()
    {
        (int depth, int half) = (Shape.Depth, Shape.Half);
        T largest = T.Zero;
        for (int d = 0; d < depth; d++) largest = T.Max(largest, T.Abs(Weights[d]));
        WeightUnit = !T.IsFinite(largest) ? largest : largest == T.Zero ? T.One : T.CreateTruncating(Math.ScaleB(1, Math.Max(-100, Math.ILogB(double.CreateTruncating(largest)))));
        for (int pair = 0; pair < half; pair++)
        {
            T first = pair < depth ? Weights[pair] / WeightUnit : T.Zero, second = pair + half < depth ? Weights[pair + half] / WeightUnit : T.Zero;
            (PairWeights[pair], PairWeights[half + pair]) = (first + second, first - second);
        }
    }
}

/// <summary>A tile of queries with what was prepared of them.</summary>
internal unsafe struct ConcatQueries<T> where T : unmanaged
{
    /// <summary>The queries in the lanes, (2 · Half, lanes), with zeros beyond their depth.</summary>
    public T* Raw;

    /// <summary>See <see cref="ConcatExponentials{T, TVector, TWidth}.Queries"/>.</summary>
    public T* Prepared;

    /// <summary>How far their exponents reach.</summary>
    public T Reach;
}
