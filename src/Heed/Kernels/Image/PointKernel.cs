using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>A function of one number and of its image's parameters, on all lanes of a vector.</summary>
internal interface IPointMap
{
    /// <summary>The new numbers.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="p">The image's parameters, each in all lanes.</param>
    static abstract Vector<T> Run<T>(Vector<T> x, ReadOnlySpan<Vector<T>> p) where T : unmanaged, INumber<T>;
}

/// <summary>Applies functions to all numbers of images in one pass, on all threads when there are many.</summary>
internal static class PointKernel
{
    /// <summary>The most parameters an image may have.</summary>
    public const int MostParameters = 8;

    /// <summary>y = map(x, p), with as many parameters for each image.</summary>
    public static void Run<T, TMap>(ReadOnlySpan<T> x, Span<T> y, ReadOnlySpan<T> parameters, int images) where T : unmanaged, INumber<T> where TMap : struct, IPointMap
    {
        if (x.Length == 0) return;
        Debug.Assert(x.Length % images == 0 && y.Length == x.Length && parameters.Length % images == 0 && parameters.Length <= images * MostParameters);
        WorkerPool.Run(images * Elementwise.Pieces(x.Length / images), new Pieces<T, TMap>(x, y, parameters, images));
    }

    private readonly ref struct Pieces<T, TMap>(ReadOnlySpan<T> x, Span<T> y, ReadOnlySpan<T> parameters, int images) : IPieces
        where T : unmanaged, INumber<T> where TMap : struct, IPointMap
    {
        private readonly ReadOnlySpan<T> _x = x, _parameters = parameters;
        private readonly Span<T> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int length = _x.Length / images, count = _parameters.Length / images;
            (int image, int part) = Math.DivRem(piece, Elementwise.Pieces(length));
            (int start, int size) = Elementwise.PieceRange(part, length).GetOffsetAndLength(length);
            Span<Vector<T>> p = stackalloc Vector<T>[MostParameters];
            p = p[..count];
            for (int i = 0; i < count; i++) p[i] = new(_parameters[image * count + i]);
            ReadOnlySpan<T> source = _x.Slice(image * length + start, size);
            Span<T> target = _y.Slice(image * length + start, size);
            ref T x0 = ref MemoryMarshal.GetReference(source), y0 = ref MemoryMarshal.GetReference(target);
            nuint at = 0, n = (nuint)size, lanes = (nuint)Vector<T>.Count;
            for (; at + lanes <= n; at += lanes) TMap.Run(Vector.LoadUnsafe(ref x0, at), p).StoreUnsafe(ref y0, at);
            if (at < n) Padded.Store(TMap.Run(Padded.Load(source[(int)at..]), p), target[(int)at..]);
        }
    }
}
