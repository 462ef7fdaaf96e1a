using System.Numerics;

namespace Heed.Kernels;

/// <summary>Says from where in an image each output pixel takes its value.</summary>
internal interface IPlaces
{
    /// <summary>The places for one row of one output image, in pixels; (0, 0) is the middle of the first pixel.</summary>
    void Row(int image, int row, Span<double> ys, Span<double> xs);
}

/// <summary>x' = (a0·x + a1·y + a2) / k, y' = (b0·x + b1·y + b2) / k, k = c0·x + c1·y + 1, with a0 … c1 for each image, or for all.</summary>
internal readonly ref struct ProjectivePlaces<T>(ReadOnlySpan<T> transforms) : IPlaces where T : unmanaged, INumber<T>
{
    private readonly ReadOnlySpan<T> _transforms = transforms;

    public void Row(int image, int row, Span<double> ys, Span<double> xs)
    {
        ReadOnlySpan<T> t = _transforms.Slice(_transforms.Length == 8 ? 0 : image * 8, 8);
        T y = T.CreateTruncating(row);
        bool isAffine = T.IsZero(t[6]) && T.IsZero(t[7]);
        for (int i = 0; i < xs.Length; i++)
        {
            T x = T.CreateTruncating(i), toX = t[1] * y + t[0] * x + t[2], toY = t[4] * y + t[3] * x + t[5];
            if (!isAffine)
            {
                T k = t[6] * x + t[7] * y + T.One;
                (toX, toY) = (toX / k, toY / k);
            }
            (ys[i], xs[i]) = (double.CreateTruncating(toY), double.CreateTruncating(toX));
        }
    }
}

/// <summary>Places that are written out: (images, 2, height, width), y before x.</summary>
internal readonly ref struct GridPlaces<T>(ReadOnlySpan<T> grid, int height, int width) : IPlaces where T : unmanaged, INumber<T>
{
    private readonly ReadOnlySpan<T> _grid = grid;

    public void Row(int image, int row, Span<double> ys, Span<double> xs)
    {
        ReadOnlySpan<T> y = _grid.Slice(((image * 2) * height + row) * width, width), x = _grid.Slice(((image * 2 + 1) * height + row) * width, width);
        for (int i = 0; i < width; i++) (ys[i], xs[i]) = (double.CreateTruncating(y[i]), double.CreateTruncating(x[i]));
    }
}
