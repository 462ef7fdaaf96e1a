using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Activations of vectors that lie one behind the other: short loops, whose constants stay in registers and whose rounds overlap.</summary>
internal static unsafe class RnnGates<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>x = 1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sigmoid(T* x, nint vectors)
    {
        for (T* end = x + vectors * TWidth.Count; x < end; x += TWidth.Count) TWidth.Store(WidthMath<T, TVector, TWidth>.Sigmoid(TWidth.Load(x)), x);
    }

    /// <summary>y = tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tanh(T* x, T* y, nint vectors)
    {
        for (T* end = x + vectors * TWidth.Count; x < end; x += TWidth.Count, y += TWidth.Count) TWidth.Store(WidthMath<T, TVector, TWidth>.Tanh(TWidth.Load(x)), y);
    }
}
