using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>2ˣ on vectors of any width: 2ⁿ times a polynomial in x − n, |x − n| ≤ ½.</summary>
/// <remarks>Float: minimax of degree 5, 1.6e-7 relative. Double: Taylor of degree 12, 2e-16.</remarks>
internal static class PowerOfTwo<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>2ˣ for x ≤ 127 (double: 1023): exactly 0 from −127 (−1023) downwards, NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of(TVector x)
    {
        TVector magic = Constant(6755399441055744.0, 12582912f);      // 1.5 · 2⁵² and 1.5 · 2²³: adding it leaves the nearest whole number in the lowest bits
        x = TWidth.Max(Constant(-1023, -127), x);
        TVector whole = TWidth.Add(x, magic), f = TWidth.Subtract(x, TWidth.Subtract(whole, magic)), p;
        if (typeof(T) == typeof(float))
        {
            p = TWidth.MultiplyAdd(Constant(0, 1.327647198e-3f), f, Constant(0, 9.675541333e-3f));
            p = TWidth.MultiplyAdd(p, f, Constant(0, 5.550713274e-2f));
            p = TWidth.MultiplyAdd(p, f, Constant(0, 2.402211972e-1f));
            p = TWidth.MultiplyAdd(p, f, Constant(0, 6.931469671e-1f));
        }
        else
        {
            p = TWidth.MultiplyAdd(Constant(2.5678435993488206e-11, 0), f, Constant(4.4455382718708116e-10, 0));
            p = TWidth.MultiplyAdd(p, f, Constant(7.0549116208011233e-9, 0));
            p = TWidth.MultiplyAdd(p, f, Constant(1.0178086009239699e-7, 0));
            p = TWidth.MultiplyAdd(p, f, Constant(1.3215486790144310e-6, 0));
            p = TWidth.MultiplyAdd(p, f, Constant(1.5252733804059841e-5, 0));
            p = TWidth.MultiplyAdd(p, f, Constant(1.5403530393381608e-4, 0));
            p = TWidth.MultiplyAdd(p, f, Constant(1.3333558146428443e-3, 0));
            p = TWidth.MultiplyAdd(p, f, Constant(9.6181291076284772e-3, 0));
            p = TWidth.MultiplyAdd(p, f, Constant(5.5504108664821580e-2, 0));
            p = TWidth.MultiplyAdd(p, f, Constant(2.4022650695910072e-1, 0));
            p = TWidth.MultiplyAdd(p, f, Constant(6.9314718055994531e-1, 0));
        }
        return TWidth.AddExponent(TWidth.MultiplyAdd(p, f, Constant(1, 1)), whole);
    }

    /// <summary>The same of four vectors in step, which keeps the machine busier than one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of(ref TVector x0, ref TVector x1, ref TVector x2, ref TVector x3)
    {
        if (typeof(T) != typeof(float))
        {
            (x0, x1, x2, x3) = (Of(x0), Of(x1), Of(x2), Of(x3));
            return;
        }
        TVector magic = Constant(0, 12582912f), least = Constant(0, -127);
        x0 = TWidth.Max(least, x0);
        x1 = TWidth.Max(least, x1);
        x2 = TWidth.Max(least, x2);
        x3 = TWidth.Max(least, x3);
        TVector n0 = TWidth.Add(x0, magic), n1 = TWidth.Add(x1, magic), n2 = TWidth.Add(x2, magic), n3 = TWidth.Add(x3, magic);
        x0 = TWidth.Subtract(x0, TWidth.Subtract(n0, magic));
        x1 = TWidth.Subtract(x1, TWidth.Subtract(n1, magic));
        x2 = TWidth.Subtract(x2, TWidth.Subtract(n2, magic));
        x3 = TWidth.Subtract(x3, TWidth.Subtract(n3, magic));
        TVector p0 = Constant(0, 1.327647198e-3f), p1 = p0, p2 = p0, p3 = p0;
        Horner(9.675541333e-3f, x0, x1, x2, x3, ref p0, ref p1, ref p2, ref p3);
        Horner(5.550713274e-2f, x0, x1, x2, x3, ref p0, ref p1, ref p2, ref p3);
        Horner(2.402211972e-1f, x0, x1, x2, x3, ref p0, ref p1, ref p2, ref p3);
        Horner(6.931469671e-1f, x0, x1, x2, x3, ref p0, ref p1, ref p2, ref p3);
        Horner(1, x0, x1, x2, x3, ref p0, ref p1, ref p2, ref p3);
        x0 = TWidth.AddExponent(p0, n0);
        x1 = TWidth.AddExponent(p1, n1);
        x2 = TWidth.AddExponent(p2, n2);
        x3 = TWidth.AddExponent(p3, n3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Horner(float coefficient, TVector x0, TVector x1, TVector x2, TVector x3, ref TVector p0, ref TVector p1, ref TVector p2, ref TVector p3)
    {
        TVector c = Constant(0, coefficient);
        p0 = TWidth.MultiplyAdd(p0, x0, c);
        p1 = TWidth.MultiplyAdd(p1, x1, c);
        p2 = TWidth.MultiplyAdd(p2, x2, c);
        p3 = TWidth.MultiplyAdd(p3, x3, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Constant(double precise, float single) => TWidth.Broadcast(
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>(single) : Unsafe.BitCast<double, T>(precise));
}
