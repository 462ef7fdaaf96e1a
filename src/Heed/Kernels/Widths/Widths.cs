using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>The widest vectors that this machine computes with at full speed; the choice folds away when compiled.</summary>
/// <remarks>AVX-512, AVX2, then 128 bits (NEON, SSE, WebAssembly), then plain numbers. <c>DOTNET_EnableAVX512=0</c>, <c>DOTNET_EnableAVX2=0</c> and
/// <c>DOTNET_EnableHWIntrinsic=0</c> turn them off from the top.</remarks>
internal static class Widths
{
    /// <summary>Runs the work with the widest vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TWork>(scoped ref readonly TWork work) where T : unmanaged where TWork : struct, IWidthWork<T>, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated) Unsafe.AsRef(in work).Run<Vector512<T>, Width512<T>>();
        else if (Vector256.IsHardwareAccelerated) Unsafe.AsRef(in work).Run<Vector256<T>, Width256<T>>();
        else if (Vector128.IsHardwareAccelerated) Unsafe.AsRef(in work).Run<Vector128<T>, Width128<T>>();
        else Unsafe.AsRef(in work).Run<T, Width1<T>>();
    }

    /// <summary>The name of the chosen width.</summary>
    public static string Name =>
        Vector512.IsHardwareAccelerated ? "512 bits" : Vector256.IsHardwareAccelerated ? "256 bits" : Vector128.IsHardwareAccelerated ? "128 bits" : "no vectors";
}
