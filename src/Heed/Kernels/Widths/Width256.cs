using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <inheritdoc/>
internal readonly unsafe struct Width256<T> : IVectorWidth<Vector256<T>, T> where T : unmanaged
{
    public static int Count => Vector256<T>.Count;
    public static Vector256<T> Load(T* source) => Vector256.Load(source);
    public static void Store(Vector256<T> value, T* target) => value.Store(target);
    public static Vector256<T> Broadcast(T value) => Vector256.Create(value);
    public static Vector256<T> Add(Vector256<T> x, Vector256<T> y) => x + y;
    public static Vector256<T> Subtract(Vector256<T> x, Vector256<T> y) => x - y;
    public static Vector256<T> Multiply(Vector256<T> x, Vector256<T> y) => x * y;
    public static Vector256<T> Divide(Vector256<T> x, Vector256<T> y) => x / y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> x, Vector256<T> y, Vector256<T> z) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector256.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> NegatedMultiplyAdd(Vector256<T> x, Vector256<T> y, Vector256<T> z) => MultiplyAdd(-x, y, z);

    public static Vector256<T> Min(Vector256<T> x, Vector256<T> y) => Vector256.MinNative(x, y);
    public static Vector256<T> Max(Vector256<T> x, Vector256<T> y) => Vector256.MaxNative(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Ceiling(Vector256<T> x) => typeof(T) == typeof(float)
        ? Vector256.Ceiling(x.AsSingle()).As<float, T>()
        : Vector256.Ceiling(x.AsDouble()).As<double, T>();

    public static Vector256<T> Less(Vector256<T> x, Vector256<T> y) => Vector256.LessThan(x, y);
    public static Vector256<T> Select(Vector256<T> mask, Vector256<T> x, Vector256<T> y) => Vector256.ConditionalSelect(mask, x, y);
    public static bool Any(Vector256<T> mask) => mask.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AddExponent(Vector256<T> x, Vector256<T> shifted) => typeof(T) == typeof(float)
        ? (x.AsInt32() + (shifted.AsInt32() << 23)).As<int, T>()
        : (x.AsInt64() + (shifted.AsInt64() << 52)).As<long, T>();

    public static T Sum(Vector256<T> x) => Vector256.Sum(x);
}
