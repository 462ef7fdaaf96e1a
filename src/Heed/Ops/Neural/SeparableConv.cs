namespace Heed;

public static partial class Ops
{
    /// <summary>A depthwise convolution, then one with a kernel of length 1 that mixes the channels.</summary>
    /// <param name="inputs">(B, …, C), or (B, C, …) with channels first; floating point, one to three spatial axes.</param>
    /// <param name="depthwiseKernel">(spatial lengths, C, M).</param>
    /// <param name="pointwiseKernel">(1, …, C · M, filters).</param>
    /// <param name="strides">Inputs from one output to the next, at least 1; <see langword="null"/>: 1.</param>
    /// <param name="padding">What lies around the input.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <param name="dilationRate">Inputs from one tap of the kernel to the next, at least 1; <see langword="null"/>: 1.</param>
    /// <returns>(B, …, filters), or (B, filters, …).</returns>
    /// <exception cref="ShapeException">The ranks or channels do not fit, or the output would be empty.</exception>
    /// <exception cref="ArgumentException">A stride or rate is below 1, or there are too few or too many.</exception>
    /// <remarks>Keras: <c>keras.ops.separable_conv</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor SeparableConv(Tensor inputs, Tensor depthwiseKernel, Tensor pointwiseKernel, Lengths? strides = null, Padding padding = Padding.Valid,
                                       DataFormat? dataFormat = null, Lengths? dilationRate = null) =>
        SeparableConv(inputs, depthwiseKernel, pointwiseKernel, bias: null, relu: false, strides, padding, dataFormat, dilationRate);

    /// <summary>The same with a bias (filters), and max(y, 0) if asked for, in one pass.</summary>
    internal static Tensor SeparableConv(Tensor inputs, Tensor depthwiseKernel, Tensor pointwiseKernel, Tensor? bias, bool relu, Lengths? strides, Padding padding,
                                         DataFormat? dataFormat, Lengths? dilationRate)
    {
        Tensor apart = DepthwiseConv(inputs, depthwiseKernel, strides, padding, dataFormat, dilationRate);
        return Conv(apart, pointwiseKernel, bias, relu, null, Padding.Valid, dataFormat, null);
    }
}
