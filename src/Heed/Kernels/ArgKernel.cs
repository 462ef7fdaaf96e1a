using System.Numerics;

namespace Heed.Kernels;

/// <summary>Which of two numbers wins.</summary>
internal interface IBetter
{
    static abstract bool Test<T>(T candidate, T best) where T : INumber<T>;
}

/// <summary>Finds the first place of the best element in each lane: <c>outer</c> blocks of <c>length</c> elements that lie <c>inner</c> apart.</summary>
internal static class ArgKernel
{
    public static void Run<T, TBetter>(ReadOnlySpan<T> x, Span<int> y, int outer, int length, int inner)
        where T : unmanaged, INumber<T> where TBetter : struct, IBetter
    {
        y.Clear();
        for (int block = 0; block < outer; block++)
        {
            ReadOnlySpan<T> from = x.Slice(block * length * inner, length * inner);
            Span<int> places = y.Slice(block * inner, inner);
            for (int i = 1; i < length; i++)
                for (int lane = 0; lane < inner; lane++)
                    if (TBetter.Test(from[i * inner + lane], from[places[lane] * inner + lane])) places[lane] = i;
        }
    }
}
