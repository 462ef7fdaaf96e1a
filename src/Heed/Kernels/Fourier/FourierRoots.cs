using System.Collections.Concurrent;
using System.Numerics;

namespace Heed.Kernels;

/// <summary>The numbers exp(−2πi k / n) for k = 0 … n / 2, real and imaginary parts in turn; the latest lengths are kept.</summary>
internal static class FourierRoots<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Kept = 64;

    private static readonly ConcurrentDictionary<int, T[]> Tables = [];

    /// <summary>The table of a length.</summary>
    public static T[] Of(int length)
    {
        if (Tables.TryGetValue(length, out T[]? table)) return table;
        if (Tables.Count >= Kept) Tables.Clear();
        return Tables.GetOrAdd(length, static n =>
        {
            var roots = new T[2 * (n / 2 + 1)];
            for (int k = 0; k <= n / 2; k++) (roots[2 * k], roots[2 * k + 1]) = FourierChirp<T>.Root(-k, n);
            return roots;
        });
    }
}
