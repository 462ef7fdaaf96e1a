using Heed.Kernels;

namespace Heed;

/// <summary>A pooling, or its gradient, whose windows follow from the lengths wanted, over the spatial axes of images with channels last.</summary>
/// <param name="size">The spatial lengths of the result.</param>
internal abstract class AdaptivePoolOp(int[] size) : NumericOp
{
    private const int WideWindow = 8;

    /// <summary>The spatial lengths of the result.</summary>
    protected int[] Size => size;

    public sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape image = x[0].Shape;
        Expect(image[1..^1].All(length => !length.Equals(0)), "images of at least one element along every axis", x);
        return new([image[0], .. size.Select(length => (Dim)length), image[^1]], x[0].DType);
    }

    /// <summary>All sizes, for images that are pooled to a shape.</summary>
    internal static PoolShape Geometry(Shape images, Shape pooled) => PoolShape.Of(images[0].Value, images[^1].Value,
        [.. Enumerable.Range(1, images.Rank - 2).Select(axis => PoolAxis.Adaptive(images[axis].Value, pooled[axis].Value))]);

    /// <summary>Applies a pooling to images of either format.</summary>
    internal static Tensor Apply(string name, Tensor inputs, Lengths outputSize, DataFormat? dataFormat, Func<int[], Op> make)
    {
        ChannelsLast.RequireImages(name, inputs);
        int[] lengths = outputSize.Of(inputs.Rank - 2, name, nameof(outputSize));
        if (dataFormat is not DataFormat.ChannelsFirst || inputs.IsSymbolic || inputs.Shape[^1].Value < WideWindow * lengths[^1])
            return ChannelsLast.Around(inputs, dataFormat, x => make(lengths).Apply(x));

        Shape shape = inputs.Shape;     // the kernel reads wide rows of one channel where they are: no need to move the channels
        Tensor planes = make(lengths).Apply(Ops.Reshape(inputs, [shape[0] * shape[1], .. shape[2..], 1]));
        return Ops.Reshape(planes, [shape[0], shape[1], .. lengths.Select(length => (Dim)length)]);
    }
}
