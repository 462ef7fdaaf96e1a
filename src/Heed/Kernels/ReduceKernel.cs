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
}
