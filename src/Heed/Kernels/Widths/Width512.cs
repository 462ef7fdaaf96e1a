using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <inheritdoc/>
internal readonly unsafe struct Width512<T> : IVectorWidth<Vector512<T>, T> where T : unmanaged
{
    public static int Count => Vector512<T>.Count;
    public static Vector512<T> Load(T* source) => Vector512.Load(source);
    public static void Store(Vector512<T> value, T* target) => value.Store(target);
    public static Vector512<T> Broadcast(T value) => Vector512.Create(value);
    public static Vector512<T> Add(Vector512<T> x, Vector512<T> y) => x + y;
    public static Vector512<T> Subtract(Vector512<T> x, Vector512<T> y) => x - y;
    public static Vector512<T> Multiply(Vector512<T> x, Vector512<T> y) => x * y;
    public static Vector512<T> Divide(Vector512<T> x, Vector512<T> y) => x / y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> x, Vector512<T> y, Vector512<T> z) => typeof(T) == typeof(float)
        ? Vector512.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector512.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> NegatedMultiplyAdd(Vector512<T> x, Vector512<T> y, Vector512<T> z) => MultiplyAdd(-x, y, z);

    public static Vector512<T> Min(Vector512<T> x, Vector512<T> y) => Vector512.MinNative(x, y);
    public static Vector512<T> Max(Vector512<T> x, Vector512<T> y) => Vector512.MaxNative(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Ceiling(Vector512<T> x) => typeof(T) == typeof(float)
        ? Vector512.Ceiling(x.AsSingle()).As<float, T>()
        : Vector512.Ceiling(x.AsDouble()).As<double, T>();

    public static Vector512<T> Less(Vector512<T> x, Vector512<T> y) => Vector512.LessThan(x, y);
    public static Vector512<T> Select(Vector512<T> mask, Vector512<T> x, Vector512<T> y) => Vector512.ConditionalSelect(mask, x, y);
    public static bool Any(Vector512<T> mask) => mask.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> AddExponent(Vector512<T> x, Vector512<T> shifted) => typeof(T) == typeof(float)
        ? (x.AsInt32() + (shifted.AsInt32() << 23)).As<int, T>()
        : (x.AsInt64() + (shifted.AsInt64() << 52)).As<long, T>();

    public static T Sum(Vector512<T> x) => Vector512.Sum(x);
}
