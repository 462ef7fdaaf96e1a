using Heed.Kernels;

namespace Heed;

/// <summary>A pooling, or its gradient, over the spatial axes of images with channels last.</summary>
/// <param name="rule">How the lengths follow.</param>
/// <param name="size">The window.</param>
internal abstract class PoolOp(ConvRule rule, int[] size) : NumericOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape image = x[0].Shape;
        var spatial = new Dim[rule.Rank];
        for (int i = 0; i < spatial.Length; i++)
        {
            if (!image[i + 1].IsKnown) continue;
            spatial[i] = rule.Axis(i, image[i + 1].Value, size[i]).Output;
            Expect(spatial[i] != 0 || image[i + 1].Value == 0 && rule is not PaddingRule, "an output of at least one element along every axis", x);
        }
        return new([image[0], .. spatial, image[^1]], x[0].DType);
    }

    /// <summary>The axes for an input.</summary>
    protected ConvAxis[] Axes(Shape image) => [.. size.Select((taps, i) => rule.Axis(i, image[i + 1].Value, taps))];

    /// <summary>All sizes, for an input.</summary>
    protected ConvShape Geometry(Shape image) => GeometryOf(image, Axes(image));

    /// <summary>All sizes, for an input.</summary>
    internal static ConvShape GeometryOf(Shape image, ConvAxis[] axes) => ConvShape.Of(image[0].Value, image[^1].Value, image[^1].Value, image[^1].Value, axes);

    /// <summary>Applies a pooling to images of either format.</summary>
    internal static Tensor Apply(string name, Tensor inputs, Lengths poolSize, Lengths? strides, Padding padding, DataFormat? dataFormat, Func<ConvRule, int[], Op> make)
    {
        ChannelsLast.RequireImages(name, inputs);
        if (padding is Padding.Causal) throw new ArgumentException($"{name} expects padding Valid or Same. Received Causal.", nameof(padding));
        int rank = inputs.Rank - 2;
        int[] size = poolSize.Of(rank, name, nameof(poolSize)), steps = (strides ?? poolSize).Of(rank, name, nameof(strides)), rates = [.. Enumerable.Repeat(1, rank)];
        return ChannelsLast.Around(inputs, dataFormat, x => make(new PaddingRule(padding, steps, rates), size).Apply(x));
    }
}
