namespace Heed;

public static partial class Ops
{
    /// <summary>A convolution in which every channel has filters of its own.</summary>
    /// <param name="inputs">(B, …, C), or (B, C, …) with channels first; floating point, one to three spatial axes.</param>
    /// <param name="kernel">(spatial lengths, C, M): M filters for each channel.</param>
    /// <param name="strides">Inputs from one output to the next, at least 1; <see langword="null"/>: 1.</param>
    /// <param name="padding">What lies around the input.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <param name="dilationRate">Inputs from one tap of the kernel to the next, at least 1; <see langword="null"/>: 1.</param>
    /// <returns>(B, …, C · M), or (B, C · M, …); the results of a channel are neighbours.</returns>
    /// <exception cref="ShapeException">The ranks or channels do not fit, or the output would be empty.</exception>
    /// <exception cref="ArgumentException">A stride or rate is below 1, or there are too few or too many.</exception>
    /// <remarks>Keras: <c>keras.ops.depthwise_conv</c>, keras/src/ops/nn.py. It is a convolution with as many groups as channels.</remarks>
    public static Tensor DepthwiseConv(Tensor inputs, Tensor kernel, Lengths? strides = null, Padding padding = Padding.Valid, DataFormat? dataFormat = null, Lengths? dilationRate = null) =>
        DepthwiseConv(inputs, kernel, bias: null, relu: false, strides, padding, dataFormat, dilationRate);

    /// <summary>The same with a bias (C · M), and max(y, 0) if asked for, in one pass.</summary>
    internal static Tensor DepthwiseConv(Tensor inputs, Tensor kernel, Tensor? bias, bool relu, Lengths? strides, Padding padding, DataFormat? dataFormat, Lengths? dilationRate)
    {
        ChannelsLast.RequireImages(nameof(DepthwiseConv), inputs, kernel);
        Dim channels = ChannelsLast.Channels(inputs.Shape, dataFormat ?? DataFormat.ChannelsLast);
        if (channels != kernel.Shape[^2])
            throw new ShapeException($"{nameof(DepthwiseConv)} expects a kernel for each of {channels} channels (…, C, M). Received {kernel.Spec}.");
        return Conv(inputs, Reshape(kernel, [.. kernel.Shape[..^2], 1, kernel.Shape[^2] * kernel.Shape[^1]]), bias, relu, strides, padding, dataFormat, dilationRate);
    }
}
