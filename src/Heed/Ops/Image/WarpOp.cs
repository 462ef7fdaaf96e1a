using System.Numerics;
using System.Runtime.CompilerServices;
using Heed.Kernels;

namespace Heed;

/// <summary>How images are bent.</summary>
/// <param name="IsNearest">The nearest pixel, rather than a straight line between four.</param>
/// <param name="FillMode">What lies outside.</param>
/// <param name="FillValue">The value outside, where that is constant.</param>
/// <param name="Format">Where the channels stand.</param>
internal sealed record WarpSettings(bool IsNearest, FillMode FillMode, double FillValue, DataFormat Format)
{
    /// <summary>Bends images of any type: integers are computed in float32 and rounded.</summary>
    /// <param name="images">Of rank 4.</param>
    /// <param name="places">Projective transforms (1, 8) or (B, 8), or the places themselves (B, 2, H, W); float32 or float64.</param>
    public Tensor Apply(Tensor images, Tensor places)
    {
        if (IsNearest || images.DType is DType.Float32 or DType.Float64) return new WarpOp(this).Apply(images, places);
        if (images.DType.IsFloat()) return new WarpOp(this).Apply(images.Cast(DType.Float32), places).Cast(images.DType);
        DType wide = images.DType.ItemSize() < 4 ? DType.Float32 : DType.Float64;
        return SaturatingCast.Of(Ops.Round(new WarpOp(this).Apply(images.Cast(wide), places)), images.DType);
    }

    /// <summary>The sizes for images and places.</summary>
    public WarpShape Sizes(Shape images, Shape places)
    {
        ImageShape image = ImageShape.Of(images, Format);
        var (rows, columns) = places.Rank == 4 ? (places[2].Value, places[3].Value) : (image.Height, image.Width);
        return new(images[0].Value, images[0].Value == 0 ? 1 : image.Outer / images[0].Value, image.Height, image.Width, rows, columns, image.Inner, FillMode switch
        {
            FillMode.Constant => Outside.Constant,
            FillMode.Reflect => Outside.Reflect,
            FillMode.Wrap => Outside.Wrap,
            FillMode.Nearest => Outside.Nearest,
            _ => Outside.Mirror,
        });
    }
}

/// <summary>Something done with the places that a tensor describes, whatever its form and type.</summary>
internal interface IPlacesWork
{
    void Run<TPlaces>(TPlaces places) where TPlaces : struct, IPlaces, allows ref struct;
}

/// <summary>y = x at the places      dx = dy, shared out over the pixels around the places      dplaces = Σ dy · the slope of x</summary>
/// <remarks>Inputs: images of rank 4 (of any type for the nearest pixel, else float32 or float64), places as <see cref="WarpSettings.Apply"/> takes them.</remarks>
internal sealed class WarpOp(WarpSettings settings) : Op
{
    public override bool Widens => false;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape images = x[0].Shape, places = x[1].Shape;
        Expect(images.Rank == 4 && (places.Rank == 2 && places[1] == 8 || places.Rank == 4 && places[1] == 2), "images of rank 4, and transforms (B, 8) or places (B, 2, H, W)", x);
        Expect(places[0].Equals(1) && places.Rank == 2 || places[0] == images[0], "transforms or places for every image", x);
        return places.Rank == 2 ? x[0] : x[0] with { Shape = ImageShape.Resized(images, places[2], places[3], settings.Format) };
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        WarpShape shape = settings.Sizes(x[0].Shape, x[1].Shape);
        if (settings.IsNearest) ElementBytes.Move(x[0], y, new NearestMove(shape, x[1], settings.FillValue, x[0].DType));
        else if (x[0].DType == DType.Float32) Places.Run(x[1], new Bilinear<float>(shape, x[0], (float)settings.FillValue, y));
        else Places.Run(x[1], new Bilinear<double>(shape, x[0], settings.FillValue, y));
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        (Tensor x, Tensor places) = (saved.Inputs[0], saved.Inputs[1]);
        Tensor? byPlaces = null;
        if (!settings.IsNearest && saved.Needs(1))
        {
            Tensor grid = new WarpSlopeOp(settings).Apply(x, places, dy).Cast(places.DType);
            byPlaces = places.Rank == 4 ? grid : Places.ByTransforms(places, grid);
        }
        return [saved.Needs(0) && x.DType.IsFloat() ? WarpBackOp.Of(settings, dy, places, x.Shape) : null, byPlaces];
    }

    private readonly struct NearestMove(WarpShape shape, Tensor places, double fill, DType type) : IMove
    {
        public void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        {
            T value = Unsafe.ReadUnaligned<T>(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(ElementBytes.Bits<byte>(CastOp.Number(fill, type))));
            switch (places.Rank, places.DType)
            {
                case (2, DType.Float32): WarpNearest.Run(shape, x, new ProjectivePlaces<float>(places.AsSpan<float>()), value, y); break;
                case (2, _): WarpNearest.Run(shape, x, new ProjectivePlaces<double>(places.AsSpan<double>()), value, y); break;
                case (_, DType.Float32): WarpNearest.Run(shape, x, new GridPlaces<float>(places.AsSpan<float>(), shape.Rows, shape.Columns), value, y); break;
                default: WarpNearest.Run(shape, x, new GridPlaces<double>(places.AsSpan<double>(), shape.Rows, shape.Columns), value, y); break;
            }
        }
    }

    private readonly struct Bilinear<T>(WarpShape shape, Tensor x, T fill, Tensor y) : IPlacesWork where T : unmanaged, INumber<T>
    {
        public void Run<TPlaces>(TPlaces places) where TPlaces : struct, IPlaces, allows ref struct => WarpKernel.Run(shape, x.AsSpan<T>(), places, fill, y.Writable<T>());
    }
}

/// <summary>dx = dy, shared out over the pixels around the places      ddy = the gradient of dx at the places</summary>
internal sealed class WarpBackOp(WarpSettings settings, Shape images) : Op
{
    public override bool Widens => false;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0] with { Shape = images };

    /// <summary>The gradient by the image, of any floating-point type.</summary>
    public static Tensor Of(WarpSettings settings, Tensor dy, Tensor places, Shape images) =>
        new WarpBackOp(settings, images).Apply(dy.Cast(Wide(dy.DType)), places).Cast(dy.DType);

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        WarpShape shape = settings.Sizes(images, x[1].Shape);
        if (y.DType == DType.Float32) Places.Run(x[1], new ByImage<float>(shape, x[0], settings.IsNearest, y));
        else Places.Run(x[1], new ByImage<double>(shape, x[0], settings.IsNearest, y));
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) =>
        [new WarpOp(settings with { FillValue = 0 }).Apply(dy, saved.Inputs[1]), null];

    private readonly struct ByImage<T>(WarpShape shape, Tensor dy, bool isNearest, Tensor dx) : IPlacesWork where T : unmanaged, INumber<T>
    {
        public void Run<TPlaces>(TPlaces places) where TPlaces : struct, IPlaces, allows ref struct => WarpGradient.ByImage(shape, dy.AsSpan<T>(), places, isNearest, dx.Writable<T>());
    }
}

/// <summary>(images, places, dy) → dplaces (B, 2, H, W) = Σ over channels of dy · the slope of the images; it has no gradient of its own.</summary>
internal sealed class WarpSlopeOp(WarpSettings settings) : ConstantOp
{
    public override bool Widens => false;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        var (rows, columns) = ImageShape.Size(x[2].Shape, settings.Format);
        return x[0] with { Shape = [x[0].Shape[0], 2, rows, columns] };
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        WarpShape shape = settings.Sizes(x[0].Shape, x[1].Shape);
        if (y.DType == DType.Float32) Places.Run(x[1], new Slope<float>(shape, x[0], x[2], (float)settings.FillValue, y));
        else Places.Run(x[1], new Slope<double>(shape, x[0], x[2], settings.FillValue, y));
    }

    private readonly struct Slope<T>(WarpShape shape, Tensor x, Tensor dy, T fill, Tensor dplaces) : IPlacesWork where T : unmanaged, INumber<T>
    {
        public void Run<TPlaces>(TPlaces places) where TPlaces : struct, IPlaces, allows ref struct =>
            WarpGradient.ByPlaces(shape, x.AsSpan<T>(), dy.AsSpan<T>(), places, fill, dplaces.Writable<T>());
    }
}

/// <summary>Tensors that describe places.</summary>
internal static class Places
{
    /// <summary>Runs work on places in the form and type in which they are given.</summary>
    public static void Run<TWork>(Tensor places, TWork work) where TWork : struct, IPlacesWork
    {
        switch (places.Rank, places.DType)
        {
            case (2, DType.Float32): work.Run(new ProjectivePlaces<float>(places.AsSpan<float>())); break;
            case (2, _): work.Run(new ProjectivePlaces<double>(places.AsSpan<double>())); break;
            case (_, DType.Float32): work.Run(new GridPlaces<float>(places.AsSpan<float>(), places.Shape[2].Value, places.Shape[3].Value)); break;
            default: work.Run(new GridPlaces<double>(places.AsSpan<double>(), places.Shape[2].Value, places.Shape[3].Value)); break;
        }
    }

    /// <summary>The gradient by projective transforms, given the one by the places that they make.</summary>
    /// <param name="transforms">(1, 8) or (B, 8).</param>
    /// <param name="dgrid">(B, 2, H, W).</param>
    public static Tensor ByTransforms(Tensor transforms, Tensor dgrid)
    {
        int height = dgrid.Shape[2].Value, width = dgrid.Shape[3].Value;
        Tensor x = Ops.Arange(0, width, 1, dgrid.DType), y = Ops.Reshape(Ops.Arange(0, height, 1, dgrid.DType), [height, 1]);
        Tensor Entry(int i) => Ops.Reshape(transforms[.., i], [transforms.Shape[0], 1, 1]);
        Tensor k = Entry(6) * x + Entry(7) * y + 1, dY = dgrid[.., 0] / k, dX = dgrid[.., 1] / k;
        Tensor toX = (Entry(0) * x + Entry(1) * y + Entry(2)) / k, toY = (Entry(3) * x + Entry(4) * y + Entry(5)) / k, dk = -(dX * toX + dY * toY);
        Tensor[] entries = [dX * x, dX * y, dX, dY * x, dY * y, dY, dk * x, dk * y];
        Tensor all = Ops.Stack([.. entries.Select(entry => Ops.Sum(entry, [1, 2]))], axis: 1);
        return transforms.Shape[0].Value == 1 ? Ops.Sum(all, [0], keepDims: true) : all;
    }
}
