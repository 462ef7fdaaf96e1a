using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Plain numbers, for machines without vectors.</summary>
internal readonly unsafe struct Width1<T> : IVectorWidth<T, T> where T : unmanaged
{
    public static int Count => 1;
    public static T Load(T* source) => *source;
    public static void Store(T value, T* target) => *target = value;
    public static T Broadcast(T value) => value;
    public static T Add(T x, T y) => typeof(T) == typeof(float) ? As(Single(x) + Single(y)) : As(Double(x) + Double(y));
    public static T Subtract(T x, T y) => typeof(T) == typeof(float) ? As(Single(x) - Single(y)) : As(Double(x) - Double(y));
    public static T Multiply(T x, T y) => typeof(T) == typeof(float) ? As(Single(x) * Single(y)) : As(Double(x) * Double(y));
    public static T Divide(T x, T y) => typeof(T) == typeof(float) ? As(Single(x) / Single(y)) : As(Double(x) / Double(y));
    public static T MultiplyAdd(T x, T y, T z) => Add(Multiply(x, y), z);
    public static T NegatedMultiplyAdd(T x, T y, T z) => Subtract(z, Multiply(x, y));
    public static T Min(T x, T y) => Select(Less(x, y), x, y);
    public static T Max(T x, T y) => Select(Less(y, x), x, y);
    public static T Ceiling(T x) => typeof(T) == typeof(float) ? As(MathF.Ceiling(Single(x))) : As(Math.Ceiling(Double(x)));
    public static T Less(T x, T y) => (typeof(T) == typeof(float) ? Single(x) < Single(y) : Double(x) < Double(y)) ? Ones : default;
    public static T Select(T mask, T x, T y) => Any(mask) ? x : y;
    public static bool Any(T mask) => typeof(T) == typeof(float) ? BitConverter.SingleToInt32Bits(Single(mask)) < 0 : BitConverter.DoubleToInt64Bits(Double(mask)) < 0;

    public static T AddExponent(T x, T shifted) => typeof(T) == typeof(float)
        ? As(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(Single(x)) + (BitConverter.SingleToInt32Bits(Single(shifted)) << 23)))
        : As(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(Double(x)) + (BitConverter.DoubleToInt64Bits(Double(shifted)) << 52)));

    public static T Sum(T x) => x;

    private static T Ones => typeof(T) == typeof(float) ? As(BitConverter.Int32BitsToSingle(-1)) : As(BitConverter.Int64BitsToDouble(-1));

    private static float Single(T x) => Unsafe.BitCast<T, float>(x);
    private static double Double(T x) => Unsafe.BitCast<T, double>(x);
    private static T As(float x) => Unsafe.BitCast<float, T>(x);
    private static T As(double x) => Unsafe.BitCast<double, T>(x);
}
