using System.Numerics;

namespace Heed.Kernels;

/// <summary>Division that rounds down, as Python's; lane by lane.</summary>
internal static partial class Simd
{
    /// <summary>⌊x / y⌋, exact even where x / y itself would round up to an integer.</summary>
    public static Vector<T> FloorDivide<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T>
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        for (int i = 0; i < lanes.Length; i++) lanes[i] = FloorDivide(x[i], y[i]);
        return new(lanes);
    }

    /// <summary>x − y ⌊x / y⌋, with the sign of y.</summary>
    public static Vector<T> Mod<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T>
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        for (int i = 0; i < lanes.Length; i++) lanes[i] = Mod(x[i], y[i]);
        return new(lanes);
    }

    private static T Mod<T>(T x, T y) where T : INumber<T>
    {
        T rest = x % y;
        return rest != T.Zero && T.IsNegative(rest) != T.IsNegative(y) ? rest + y : rest;
    }

    private static T FloorDivide<T>(T x, T y) where T : INumber<T>
    {
        if (y == T.Zero) return x / y;      // ±∞ or NaN; integers throw
        T rest = x % y, quotient = (x - rest) / y;
        if (rest != T.Zero && T.IsNegative(rest) != T.IsNegative(y)) quotient--;
        return typeof(T) == typeof(float) || typeof(T) == typeof(double) ? T.CreateTruncating(Math.Round(double.CreateTruncating(quotient))) : quotient;
    }
}
