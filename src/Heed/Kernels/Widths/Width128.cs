using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <inheritdoc/>
internal readonly unsafe struct Width128<T> : IVectorWidth<Vector128<T>, T> where T : unmanaged
{
    public static int Count => Vector128<T>.Count;
    public static Vector128<T> Load(T* source) => Vector128.Load(source);
    public static void Store(Vector128<T> value, T* target) => value.Store(target);
    public static Vector128<T> Broadcast(T value) => Vector128.Create(value);
    public static Vector128<T> Add(Vector128<T> x, Vector128<T> y) => x + y;
    public static Vector128<T> Subtract(Vector128<T> x, Vector128<T> y) => x - y;
    public static Vector128<T> Multiply(Vector128<T> x, Vector128<T> y) => x * y;
    public static Vector128<T> Divide(Vector128<T> x, Vector128<T> y) => x / y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> x, Vector128<T> y, Vector128<T> z) => typeof(T) == typeof(float)
        ? Vector128.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector128.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> NegatedMultiplyAdd(Vector128<T> x, Vector128<T> y, Vector128<T> z) => MultiplyAdd(-x, y, z);

    public static Vector128<T> Min(Vector128<T> x, Vector128<T> y) => Vector128.MinNative(x, y);
    public static Vector128<T> Max(Vector128<T> x, Vector128<T> y) => Vector128.MaxNative(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Ceiling(Vector128<T> x) => typeof(T) == typeof(float)
        ? Vector128.Ceiling(x.AsSingle()).As<float, T>()
        : Vector128.Ceiling(x.AsDouble()).As<double, T>();

    public static Vector128<T> Less(Vector128<T> x, Vector128<T> y) => Vector128.LessThan(x, y);
    public static Vector128<T> Select(Vector128<T> mask, Vector128<T> x, Vector128<T> y) => Vector128.ConditionalSelect(mask, x, y);
    public static bool Any(Vector128<T> mask) => mask.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> AddExponent(Vector128<T> x, Vector128<T> shifted) => typeof(T) == typeof(float)
        ? (x.AsInt32() + (shifted.AsInt32() << 23)).As<int, T>()
        : (x.AsInt64() + (shifted.AsInt64() << 52)).As<long, T>();

    public static T Sum(Vector128<T> x) => Vector128.Sum(x);
}
