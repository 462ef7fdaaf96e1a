using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>A function of a pixel's three colours, on as many pixels as a vector has lanes.</summary>
internal interface IColorMap
{
    /// <summary>Replaces the colours.</summary>
    /// <param name="a">Red, or hue.</param>
    /// <param name="b">Green, or saturation.</param>
    /// <param name="c">Blue, or value.</param>
    /// <param name="p">The image's parameters, each in all lanes.</param>
    static abstract void Run<T>(ref Vector<T> a, ref Vector<T> b, ref Vector<T> c, ReadOnlySpan<Vector<T>> p) where T : unmanaged, INumber<T>;
}

/// <summary>Applies functions to the pixels of images in one pass, on all threads when there are many.</summary>
/// <remarks>Colours that lie side by side are put into planes for a short stretch, which stays in the cache, and back.</remarks>
internal static class ColorKernel
{
    /// <summary>The most parameters an image may have.</summary>
    public const int MostParameters = 4;

    private const int Stretch = 256;

    /// <summary>y = map(x, p).</summary>
    /// <param name="x">Images of three channels.</param>
    /// <param name="y">The same shape.</param>
    /// <param name="parameters">As many numbers for each image.</param>
    /// <param name="images">How many images.</param>
    /// <param name="isPlanar">Does each channel lie by itself?</param>
    public static void Run<T, TMap>(ReadOnlySpan<T> x, Span<T> y, ReadOnlySpan<T> parameters, int images, bool isPlanar)
        where T : unmanaged, INumber<T> where TMap : struct, IColorMap
    {
        if (x.Length == 0) return;
        Debug.Assert(x.Length % (3 * images) == 0 && y.Length == x.Length && parameters.Length % images == 0 && parameters.Length <= images * MostParameters);
        int pixels = x.Length / (3 * images), pieces = Elementwise.Pieces(3 * pixels);
        WorkerPool.Run(images * pieces, new Pieces<T, TMap>(x, y, parameters, pixels, pieces, parameters.Length / images, isPlanar));
    }

    private readonly ref struct Pieces<T, TMap>(ReadOnlySpan<T> x, Span<T> y, ReadOnlySpan<T> parameters, int pixels, int pieces, int count, bool isPlanar) : IPieces
        where T : unmanaged, INumber<T> where TMap : struct, IColorMap
    {
        private readonly ReadOnlySpan<T> _x = x, _parameters = parameters;
        private readonly Span<T> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            (int image, int part) = Math.DivRem(piece, pieces);
            Span<Vector<T>> p = stackalloc Vector<T>[MostParameters];
            p = p[..count];
            for (int i = 0; i < count; i++) p[i] = new(_parameters[image * count + i]);
            int from = (int)((long)pixels * part / pieces), to = (int)((long)pixels * (part + 1) / pieces);
            ReadOnlySpan<T> source = _x.Slice(image * 3 * pixels, 3 * pixels);
            Span<T> target = _y.Slice(image * 3 * pixels, 3 * pixels);
            if (isPlanar) Planes(source, target, pixels, from, to - from, p);
            else Interleaved(source, target, from, to, p);
        }

        private static void Interleaved(ReadOnlySpan<T> x, Span<T> y, int from, int to, ReadOnlySpan<Vector<T>> p)
        {
            Span<T> planes = stackalloc T[3 * Stretch];
            Span<T> a = planes[..Stretch], b = planes.Slice(Stretch, Stretch), c = planes.Slice(2 * Stretch, Stretch);
            for (; from < to; from += Stretch)
            {
                int count = Math.Min(Stretch, to - from);
                ReadOnlySpan<T> source = x.Slice(3 * from, 3 * count);
                for (int i = 0, j = 0; i + 2 < source.Length; i += 3, j++) (a[j], b[j], c[j]) = (source[i], source[i + 1], source[i + 2]);
                Planes(planes, planes, Stretch, 0, count, p);
                Span<T> target = y.Slice(3 * from, 3 * count);
                for (int i = 0, j = 0; i + 2 < target.Length; i += 3, j++) (target[i], target[i + 1], target[i + 2]) = (a[j], b[j], c[j]);
            }
        }

        private static void Planes(ReadOnlySpan<T> x, Span<T> y, int plane, int from, int count, ReadOnlySpan<Vector<T>> p)
        {
            ReadOnlySpan<T> a = x.Slice(from, count), b = x.Slice(plane + from, count), c = x.Slice(2 * plane + from, count);
            Span<T> ya = y.Slice(from, count), yb = y.Slice(plane + from, count), yc = y.Slice(2 * plane + from, count);
            ref T a0 = ref MemoryMarshal.GetReference(a), b0 = ref MemoryMarshal.GetReference(b), c0 = ref MemoryMarshal.GetReference(c);
            ref T ya0 = ref MemoryMarshal.GetReference(ya), yb0 = ref MemoryMarshal.GetReference(yb), yc0 = ref MemoryMarshal.GetReference(yc);
            int whole = count - count % Vector<T>.Count;
            for (nuint i = 0; i < (nuint)whole; i += (nuint)Vector<T>.Count)
            {
                Vector<T> first = Vector.LoadUnsafe(ref a0, i), second = Vector.LoadUnsafe(ref b0, i), third = Vector.LoadUnsafe(ref c0, i);
                TMap.Run(ref first, ref second, ref third, p);
                first.StoreUnsafe(ref ya0, i);
                second.StoreUnsafe(ref yb0, i);
                third.StoreUnsafe(ref yc0, i);
            }
            if (whole < count)
            {
                Vector<T> first = Padded.Load(a[whole..]), second = Padded.Load(b[whole..]), third = Padded.Load(c[whole..]);
                TMap.Run(ref first, ref second, ref third, p);
                Padded.Store(first, ya[whole..]);
                Padded.Store(second, yb[whole..]);
                Padded.Store(third, yc[whole..]);
            }
        }
    }
}
