using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>Bends images with straight lines between pixels: every output pixel is a weighted sum of the four input pixels around its place.</summary>
internal static unsafe class WarpKernel
{
    private const int Lanes = 4;

    /// <summary>y = x between its pixels; a pixel outside counts as <paramref name="fill"/>.</summary>
    public static void Run<T, TPlaces>(in WarpShape shape, ReadOnlySpan<T> x, TPlaces places, T fill, Span<T> y)
        where T : unmanaged, INumber<T> where TPlaces : struct, IPlaces, allows ref struct
    {
        if (y.Length == 0) return;
        int lines = shape.Images * shape.Planes * shape.Rows, perPiece = Math.Max(1, Elementwise.PieceLength / 8 / shape.Line);
        WorkerPool.Run((lines + perPiece - 1) / perPiece, new LinePieces<T, TPlaces>(shape, x, places, fill, y, lines, perPiece));
    }

    /// <summary>A piece is a few rows of the output.</summary>
    private readonly ref struct LinePieces<T, TPlaces>(WarpShape shape, ReadOnlySpan<T> x, TPlaces places, T fill, Span<T> y, int lines, int perPiece) : IPieces
        where T : unmanaged, INumber<T> where TPlaces : struct, IPlaces, allows ref struct
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly TPlaces _places = places;
        private readonly Span<T> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Run(int piece)
        {
            using Scratch<double> ys = new(shape.Columns), xs = new(shape.Columns);
            int end = Math.Min(lines, (piece + 1) * perPiece);
            fixed (T* source = _x, target = _y)
                for (int line = piece * perPiece; line < end; line++)
                {
                    (int plane, int row) = Math.DivRem(line, shape.Rows);
                    _places.Row(plane / shape.Planes, row, ys.Span, xs.Span);
                    T* pixel = target + (nint)line * shape.Line, picture = source + (nint)plane * shape.Plane;
                    for (int c = 0; c < shape.Columns; c++, pixel += shape.Inner)
                        Pixel(picture, _x.Length - (nint)plane * shape.Plane, ys.Span[c], xs.Span[c], pixel, shape.Inner == Lanes || shape.Inner == Lanes - 1 && c < shape.Columns - 1);
                }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Pixel(T* x, nint end, double atY, double atX, T* target, bool hasRoom)
        {
            double y = Math.Floor(atY), left = Math.Floor(atX);
            if (hasRoom && y >= 0 && left >= 0 && y < shape.Height - 1 && left < shape.Width - 1)
            {
                nint top = ((nint)y * shape.Width + (nint)left) * shape.Inner, bottom = top + (nint)shape.Width * shape.Inner;
                if (bottom + shape.Inner + Lanes <= end)
                {
                    T down = T.CreateTruncating(atY - y), right = T.CreateTruncating(atX - left), up = T.One - down, back = T.One - right;
                    if (typeof(T) == typeof(float)) Four<Vector128<T>, Width128<T>>(x + top, x + bottom, up * back, up * right, down * back, down * right, target);
                    else Four<Vector256<T>, Width256<T>>(x + top, x + bottom, up * back, up * right, down * back, down * right, target);
                    return;
                }
            }
            Anywhere(x, new(shape, atY, atX), target);
        }

        /// <summary>Three or four channels as one vector; a surplus lane is written over by the next pixel.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Four<TVector, TWidth>(T* top, T* bottom, T topLeft, T topRight, T bottomLeft, T bottomRight, T* target) where TWidth : struct, IVectorWidth<TVector, T>
        {
            TVector sum = TWidth.Multiply(TWidth.Load(top), TWidth.Broadcast(topLeft));
            sum = TWidth.MultiplyAdd(TWidth.Load(top + shape.Inner), TWidth.Broadcast(topRight), sum);
            sum = TWidth.MultiplyAdd(TWidth.Load(bottom), TWidth.Broadcast(bottomLeft), sum);
            sum = TWidth.MultiplyAdd(TWidth.Load(bottom + shape.Inner), TWidth.Broadcast(bottomRight), sum);
            TWidth.Store(sum, target);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void Anywhere(T* x, in WarpTaps<T> taps, T* target)
        {
            for (int i = 0; i < shape.Inner; i++)
                target[i] = At(x, taps.TopLeft, i) * taps.TopLeftWeight + At(x, taps.TopRight, i) * taps.TopRightWeight
                    + At(x, taps.BottomLeft, i) * taps.BottomLeftWeight + At(x, taps.BottomRight, i) * taps.BottomRightWeight;
        }

        private T At(T* x, int pixel, int channel) => pixel < 0 ? fill : x[pixel * shape.Inner + channel];
    }
}

/// <summary>The four pixels around a place, −1 where there is none, and their weights.</summary>
internal readonly struct WarpTaps<T> where T : unmanaged, INumber<T>
{
    public readonly int TopLeft, TopRight, BottomLeft, BottomRight;
    public readonly T TopLeftWeight, TopRightWeight, BottomLeftWeight, BottomRightWeight, Down, Right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WarpTaps(in WarpShape shape, double atY, double atX)
    {
        (int y, double down) = OutsideRule.Below(atY);
        (int x, double right) = OutsideRule.Below(atX);
        int top = shape.Outside.Inside(y, shape.Height), bottom = shape.Outside.Inside(y + 1, shape.Height);
        int left = shape.Outside.Inside(x, shape.Width), next = shape.Outside.Inside(x + 1, shape.Width);
        TopLeft = (top | left) < 0 ? -1 : top * shape.Width + left;
        TopRight = (top | next) < 0 ? -1 : top * shape.Width + next;
        BottomLeft = (bottom | left) < 0 ? -1 : bottom * shape.Width + left;
        BottomRight = (bottom | next) < 0 ? -1 : bottom * shape.Width + next;
        Down = T.CreateTruncating(down);
        Right = T.CreateTruncating(right);
        T up = T.One - Down, back = T.One - Right;
        (TopLeftWeight, TopRightWeight, BottomLeftWeight, BottomRightWeight) = (up * back, up * Right, Down * back, Down * Right);
    }
}
