using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Sizes of concat scores, and how a row of <paramref name="Depth"/> numbers is laid out for <see cref="ConcatTile{T, TVector, TWidth}"/>.</summary>
/// <param name="Queries">Tq.</param>
/// <param name="Keys">Tv.</param>
/// <param name="Depth">D.</param>
/// <param name="IsWeighted">Has each of the D tangents a weight?</param>
/// <remarks>
/// Feature d is paired with feature d + <see cref="Half"/>; where there is none, with a number whose tangent adds nothing of its own. A prepared query has
/// 3 · Half numbers: both of each pair, then their product. A prepared key has the same, and with weights both numbers of each pair again.
/// </remarks>
internal readonly record struct ConcatShape(int Queries, int Keys, int Depth, bool IsWeighted = false)
{
    /// <summary>2 log₂ e: e^(2x) = 2^(x · this).</summary>
    public const double TwoLog2E = 2.8853900817779268;

    /// <summary>Pairs of a row; even, because two pairs share a division.</summary>
    public int Half => (Depth + 3) / 4 * 2;

    /// <summary>Numbers of a prepared query.</summary>
    public int QueryRow => 3 * Half;

    /// <summary>Numbers of a prepared key.</summary>
    public int KeyRow => (IsWeighted ? 5 : 3) * Half;

    /// <summary>The largest |2s log₂ e · x| of a query or a key for which <paramref name="pairs"/> pairs may share a division: 4 sums of powers of two are multiplied for each pair and must stay normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Reach<T>(int pairs) where T : unmanaged, INumber<T> => T.CreateTruncating((typeof(T) == typeof(float) ? 60 : 500) / pairs);
}
