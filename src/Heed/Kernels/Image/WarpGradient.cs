using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The gradients of bent images, by the image and by the places.</summary>
internal static class WarpGradient
{
    /// <summary>dx = every dy, shared out over the pixels from which y came; a piece is a plane.</summary>
    public static void ByImage<T, TPlaces>(in WarpShape shape, ReadOnlySpan<T> dy, TPlaces places, bool isNearest, Span<T> dx)
        where T : unmanaged, INumber<T> where TPlaces : struct, IPlaces, allows ref struct
    {
        dx.Clear();
        if (dx.Length > 0 && dy.Length > 0) WorkerPool.Run(shape.Images * shape.Planes, new PlanePieces<T, TPlaces>(shape, dy, places, isNearest, dx));
    }

    /// <summary>dplaces (images, 2, rows, columns) = Σ over channels of dy · the slope of x along y and x; a piece is an image.</summary>
    public static void ByPlaces<T, TPlaces>(in WarpShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, TPlaces places, T fill, Span<T> dplaces)
        where T : unmanaged, INumber<T> where TPlaces : struct, IPlaces, allows ref struct
    {
        dplaces.Clear();
        if (dplaces.Length > 0) WorkerPool.Run(shape.Images, new ImagePieces<T, TPlaces>(shape, x, dy, places, fill, dplaces));
    }

    private readonly ref struct PlanePieces<T, TPlaces>(WarpShape shape, ReadOnlySpan<T> dy, TPlaces places, bool isNearest, Span<T> dx) : IPieces
        where T : unmanaged, INumber<T> where TPlaces : struct, IPlaces, allows ref struct
    {
        private readonly ReadOnlySpan<T> _dy = dy;
        private readonly TPlaces _places = places;
        private readonly Span<T> _dx = dx;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int plane)
        {
            using Scratch<double> ys = new(shape.Columns), xs = new(shape.Columns);
            Span<T> target = _dx.Slice(plane * shape.Plane, shape.Plane);
            for (int row = 0; row < shape.Rows; row++)
            {
                _places.Row(plane / shape.Planes, row, ys.Span, xs.Span);
                ReadOnlySpan<T> line = _dy.Slice((plane * shape.Rows + row) * shape.Line, shape.Line);
                for (int c = 0; c < shape.Columns; c++)
                {
                    ReadOnlySpan<T> pixel = line.Slice(c * shape.Inner, shape.Inner);
                    if (isNearest)
                    {
                        int h = shape.Outside.Inside(OutsideRule.Nearest(ys.Span[c]), shape.Height), w = shape.Outside.Inside(OutsideRule.Nearest(xs.Span[c]), shape.Width);
                        Add(target, (h | w) < 0 ? -1 : h * shape.Width + w, pixel, T.One);
                        continue;
                    }
                    WarpTaps<T> taps = new(shape, ys.Span[c], xs.Span[c]);
                    Add(target, taps.TopLeft, pixel, taps.TopLeftWeight);
                    Add(target, taps.TopRight, pixel, taps.TopRightWeight);
                    Add(target, taps.BottomLeft, pixel, taps.BottomLeftWeight);
                    Add(target, taps.BottomRight, pixel, taps.BottomRightWeight);
                }
            }
        }

        private static void Add(Span<T> target, int place, ReadOnlySpan<T> pixel, T weight)
        {
            if (place < 0) return;
            Span<T> at = target.Slice(place * pixel.Length, pixel.Length);
            for (int i = 0; i < pixel.Length; i++) at[i] += weight * pixel[i];
        }
    }

    private readonly ref struct ImagePieces<T, TPlaces>(WarpShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, TPlaces places, T fill, Span<T> dplaces) : IPieces
        where T : unmanaged, INumber<T> where TPlaces : struct, IPlaces, allows ref struct
    {
        private readonly ReadOnlySpan<T> _x = x, _dy = dy;
        private readonly TPlaces _places = places;
        private readonly Span<T> _dplaces = dplaces;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int image)
        {
            using Scratch<double> ys = new(shape.Columns), xs = new(shape.Columns);
            int area = shape.Rows * shape.Columns;
            Span<T> byY = _dplaces.Slice(image * 2 * area, area), byX = _dplaces.Slice((image * 2 + 1) * area, area);
            for (int row = 0; row < shape.Rows; row++)
            {
                _places.Row(image, row, ys.Span, xs.Span);
                for (int c = 0; c < shape.Columns; c++)
                {
                    WarpTaps<T> taps = new(shape, ys.Span[c], xs.Span[c]);
                    for (int plane = image * shape.Planes; plane < (image + 1) * shape.Planes; plane++)
                    {
                        ReadOnlySpan<T> source = _x.Slice(plane * shape.Plane, shape.Plane), pixel = _dy.Slice((plane * shape.Rows + row) * shape.Line + c * shape.Inner, shape.Inner);
                        for (int i = 0; i < pixel.Length; i++)
                        {
                            T topLeft = At(source, taps.TopLeft, i), topRight = At(source, taps.TopRight, i), bottomLeft = At(source, taps.BottomLeft, i), bottomRight = At(source, taps.BottomRight, i);
                            byY[row * shape.Columns + c] += pixel[i] * ((bottomLeft - topLeft) * (T.One - taps.Right) + (bottomRight - topRight) * taps.Right);
                            byX[row * shape.Columns + c] += pixel[i] * ((topRight - topLeft) * (T.One - taps.Down) + (bottomRight - bottomLeft) * taps.Down);
                        }
                    }
                }
            }
        }

        private T At(ReadOnlySpan<T> source, int pixel, int channel) => pixel < 0 ? fill : source[pixel * shape.Inner + channel];
    }
}
