using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Keeps what lies behind a hidden key from the output: a weight of 0 would turn infinity and NaN into NaN.</summary>
internal static unsafe class HiddenValues<T, TVector, TWidth> where T : unmanaged, INumber<T> where TWidth : struct, IVectorWidth<TVector, T>
{
    private static int Lanes => 2 * TWidth.Count;

    /// <summary>Are all values of a block finite, as they nearly always are?</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreFinite(in AttentionProduct<T> product)
    {
        TVector sum = TWidth.Broadcast(default);     // of x − x, which is 0 or NaN
        for (int column = 0; column < product.Columns; column++)
        {
            T* value = product.B + column * product.BColumns;
            for (int term = 0; term < product.Terms; term++, value += product.BRow)
            {
                TVector left = TWidth.Load(value), right = TWidth.Load(value + TWidth.Count);
                sum = TWidth.Add(sum, TWidth.Add(TWidth.Subtract(left, left), TWidth.Subtract(right, right)));
            }
        }
        return TWidth.Sum(sum) == T.Zero;
    }

    /// <summary>As <see cref="AttentionTile{T, TVector, TWidth}"/> multiplies weights by values, without the terms whose weight is 0.</summary>
    public static void Multiply(int rows, in AttentionProduct<T> product)
    {
        for (int column = 0; column < product.Columns; column++)
        {
            for (int row = 0; row < rows; row++)
            {
                T* c = product.C + row * product.CRow + column * Lanes;
                for (int lane = 0; lane < Lanes; lane++)
                {
                    T sum = T.Zero;
                    for (int term = 0; term < product.Terms; term++)
                    {
                        T weight = product.A[row + term * Lanes];
                        if (weight != T.Zero) sum += weight * product.B[column * product.BColumns + term * product.BRow + lane];
                    }
                    if (product.Accumulate) sum += c[lane];
                    c[lane] = product.Factors == null ? sum : sum * product.Factors[row];
                }
            }
        }
    }
}
