using System.Numerics;

namespace Heed.Kernels;

/// <summary>Orders of elements by value: NaN counts as the largest number, and of equal elements the earlier one comes first.</summary>
/// <remarks>A lane is <c>length</c> elements that lie <c>inner</c> apart.</remarks>
internal static class SortKernel
{
    /// <summary>The places of a lane's elements in ascending order.</summary>
    /// <param name="x">From the lane's first element on.</param>
    /// <param name="inner">From one element of the lane to the next, in both arrays.</param>
    /// <param name="y">From the lane's first place on.</param>
    /// <param name="entries">Working memory: as many entries as the lane has elements.</param>
    public static void Ascending<T>(ReadOnlySpan<T> x, int inner, Span<int> y, Span<(T Value, int Place)> entries) where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < entries.Length; i++) entries[i] = (x[i * inner], i);
        entries.Sort(default(ByValueThenPlace<T>));
        for (int i = 0; i < entries.Length; i++) y[i * inner] = entries[i].Place;
    }

    /// <summary>The places of a row's largest elements, the largest first.</summary>
    /// <param name="x">The row.</param>
    /// <param name="y">As many places as are wanted, at most the length of the row.</param>
    public static void Largest<T>(ReadOnlySpan<T> x, Span<int> y) where T : unmanaged, INumber<T>
    {
        int found = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (found == y.Length && (found == 0 || Compare(x[i], x[y[^1]]) <= 0)) continue;
            int place = Math.Min(found, y.Length - 1);
            for (; place > 0 && Compare(x[i], x[y[place - 1]]) > 0; place--) y[place] = y[place - 1];
            y[place] = i;
            found = Math.Min(found + 1, y.Length);
        }
    }

    private static int Compare<T>(T a, T b) where T : INumber<T> =>
        a < b ? -1 : a > b ? 1 : T.IsNaN(a) ? (T.IsNaN(b) ? 0 : 1) : T.IsNaN(b) ? -1 : 0;

    private readonly struct ByValueThenPlace<T> : IComparer<(T Value, int Place)> where T : INumber<T>
    {
        public int Compare((T Value, int Place) x, (T Value, int Place) y) =>
            SortKernel.Compare(x.Value, y.Value) is not 0 and var order ? order : x.Place.CompareTo(y.Place);
    }
}
