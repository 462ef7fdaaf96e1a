using System.Numerics;

namespace Heed.Kernels;

/// <summary>A function of one number, for functions too rare to deserve vector code.</summary>
internal interface IScalarMap
{
    static abstract double Invoke(double x);
}

/// <summary>A function of two numbers, for functions too rare to deserve vector code.</summary>
internal interface IScalarMap2
{
    static abstract double Invoke(double x, double y);
}

/// <summary>Functions computed lane by lane in double precision, and rounded once.</summary>
internal static partial class Simd
{
    public static Vector<T> Log10<T>(Vector<T> x) where T : unmanaged, INumberBase<T> => PerLane<T, Log10Lane>(x);
    public static Vector<T> Asin<T>(Vector<T> x) where T : unmanaged, INumberBase<T> => PerLane<T, AsinLane>(x);
    public static Vector<T> Acos<T>(Vector<T> x) where T : unmanaged, INumberBase<T> => PerLane<T, AcosLane>(x);
    public static Vector<T> Atan<T>(Vector<T> x) where T : unmanaged, INumberBase<T> => PerLane<T, AtanLane>(x);
    public static Vector<T> Sinh<T>(Vector<T> x) where T : unmanaged, INumberBase<T> => PerLane<T, SinhLane>(x);
    public static Vector<T> Cosh<T>(Vector<T> x) where T : unmanaged, INumberBase<T> => PerLane<T, CoshLane>(x);
    public static Vector<T> Asinh<T>(Vector<T> x) where T : unmanaged, INumberBase<T> => PerLane<T, AsinhLane>(x);
    public static Vector<T> Acosh<T>(Vector<T> x) where T : unmanaged, INumberBase<T> => PerLane<T, AcoshLane>(x);
    public static Vector<T> Atanh<T>(Vector<T> x) where T : unmanaged, INumberBase<T> => PerLane<T, AtanhLane>(x);

    /// <summary>x to the power y. Whole numbers wrap around like their products; a negative power of one is 1 / xʸ without its fraction.</summary>
    public static Vector<T> Pow<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double)) return PerLane<T, PowLane>(x, y);
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        for (int i = 0; i < lanes.Length; i++) lanes[i] = WholePower(x[i], long.CreateTruncating(y[i]));
        return new(lanes);
    }

    /// <summary>The angle of the point (x, y), as <see cref="Math.Atan2"/>.</summary>
    public static Vector<T> Atan2<T>(Vector<T> y, Vector<T> x) where T : unmanaged, INumberBase<T> => PerLane<T, Atan2Lane>(y, x);

    /// <summary>Applies a scalar function to every lane.</summary>
    public static Vector<T> PerLane<T, TOp>(Vector<T> x) where T : unmanaged, INumberBase<T> where TOp : struct, IScalarMap
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        x.CopyTo(lanes);
        foreach (ref T lane in lanes) lane = T.CreateTruncating(TOp.Invoke(double.CreateTruncating(lane)));
        return new(lanes);
    }

    /// <summary>Applies a scalar function to every pair of lanes.</summary>
    public static Vector<T> PerLane<T, TOp>(Vector<T> x, Vector<T> y) where T : unmanaged, INumberBase<T> where TOp : struct, IScalarMap2
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        for (int i = 0; i < lanes.Length; i++)
            lanes[i] = T.CreateTruncating(TOp.Invoke(double.CreateTruncating(x[i]), double.CreateTruncating(y[i])));
        return new(lanes);
    }

    private static T WholePower<T>(T x, long exponent) where T : INumberBase<T>
    {
        if (exponent < 0) return x == T.One || x == -T.One ? WholePower(x, -exponent) : T.Zero;
        T power = T.One;
        for (; exponent > 0; exponent >>= 1, x *= x)
            if ((exponent & 1) != 0) power *= x;
        return power;
    }

    private readonly struct Log10Lane : IScalarMap { public static double Invoke(double x) => Math.Log10(x); }
    private readonly struct AsinLane : IScalarMap { public static double Invoke(double x) => Math.Asin(x); }
    private readonly struct AcosLane : IScalarMap { public static double Invoke(double x) => Math.Acos(x); }
    private readonly struct AtanLane : IScalarMap { public static double Invoke(double x) => Math.Atan(x); }
    private readonly struct SinhLane : IScalarMap { public static double Invoke(double x) => Math.Sinh(x); }
    private readonly struct CoshLane : IScalarMap { public static double Invoke(double x) => Math.Cosh(x); }
    private readonly struct AsinhLane : IScalarMap { public static double Invoke(double x) => Math.Asinh(x); }
    private readonly struct AcoshLane : IScalarMap { public static double Invoke(double x) => Math.Acosh(x); }
    private readonly struct AtanhLane : IScalarMap { public static double Invoke(double x) => Math.Atanh(x); }
    private readonly struct PowLane : IScalarMap2 { public static double Invoke(double x, double y) => Math.Pow(x, y); }
    private readonly struct Atan2Lane : IScalarMap2 { public static double Invoke(double y, double x) => Math.Atan2(y, x); }
}
