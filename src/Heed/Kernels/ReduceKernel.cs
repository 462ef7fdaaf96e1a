using System.Numerics;

namespace Heed.Kernels;

/// <summary>Folds lanes: <c>outer</c> blocks of <c>length</c> elements that lie <c>inner</c> apart.</summary>
internal static class ReduceKernel
{
    public static void Sum<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int length, int inner) where T : unmanaged, INumber<T>
    {
        y.Clear();
        for (int o = 0; o < outer; o++)
            for (int i = 0; i < length; i++)
                for (int j = 0; j < inner; j++)
                    y[o * inner + j] += x[(o * length + i) * inner + j];
    }

    public static void Prod<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int length, int inner) where T : unmanaged, INumber<T>
    {
        y.Fill(T.One);
        for (int o = 0; o < outer; o++)
            for (int i = 0; i < length; i++)
                for (int j = 0; j < inner; j++)
                    y[o * inner + j] *= x[(o * length + i) * inner + j];
    }

    public static void Max<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int length, int inner) where T : unmanaged, INumber<T>
    {
        for (int o = 0; o < outer; o++)
            for (int i = 0; i < length; i++)
                for (int j = 0; j < inner; j++)
                {
                    T value = x[(o * length + i) * inner + j];
                    ref T best = ref y[o * inner + j];
                    best = i == 0 ? value : T.Max(best, value);
                }
    }

    public static void Min<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int length, int inner) where T : unmanaged, INumber<T>
    {
        for (int o = 0; o < outer; o++)
            for (int i = 0; i < length; i++)
                for (int j = 0; j < inner; j++)
                {
                    T value = x[(o * length + i) * inner + j];
                    ref T best = ref y[o * inner + j];
                    best = i == 0 ? value : T.Min(best, value);
                }
    }

    public static void Mean<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int length, int inner) where T : unmanaged, INumber<T>
    {
        Sum(x, y, outer, length, inner);
        T count = T.CreateTruncating(length);
        foreach (ref T mean in y) mean /= count;
    }
}
