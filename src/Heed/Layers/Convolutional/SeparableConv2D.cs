using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>A depthwise convolution over images, then one with a kernel of length 1 that mixes the channels.</summary>
/// <remarks>
/// <para><b>Inputs</b>   (B, H, W, C), or (B, C, H, W) with channels first.</para>
/// <para><b>Output</b>   (B, H', W', filters), or (B, filters, H', W').</para>
/// <para><b>Weights</b>  depthwise kernel (kernel size, C, depth multiplier), pointwise kernel (1, …, C · depth multiplier, filters), bias (filters).</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  The constructor arguments are those of Keras.</para>
/// <para><b>Source</b>   keras/src/layers/convolutional/separable_conv2d.py.</para>
/// </remarks>
public sealed class SeparableConv2D : BaseSeparableConv
{
    /// <summary>Makes an unbuilt layer; the number of channels follows from the first input.</summary>
    /// <param name="filters">Channels of the output, at least 1.</param>
    /// <param name="kernelSize">The kernel's lengths, at least 1; one number, or one for each axis.</param>
    /// <param name="strides">Inputs from one output to the next; <see langword="null"/>: 1.</param>
    /// <param name="padding">What lies around the input.</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="dilationRate">Inputs from one tap of the kernel to the next; <see langword="null"/>: 1.</param>
    /// <param name="depthMultiplier">Filters of each channel, at least 1.</param>
    /// <param name="activation">Applied to the sum; <see langword="null"/>: linear.</param>
    /// <param name="useBias">Add a bias?</param>
    /// <param name="depthwiseInitializer">The depthwise kernel's first value; <see langword="null"/>: <c>glorot_uniform</c>.</param>
    /// <param name="pointwiseInitializer">The pointwise kernel's first value; <see langword="null"/>: <c>glorot_uniform</c>.</param>
    /// <param name="biasInitializer">The bias's first value; <see langword="null"/>: <c>zeros</c>.</param>
    /// <param name="depthwiseRegularizer">A penalty on the depthwise kernel.</param>
    /// <param name="pointwiseRegularizer">A penalty on the pointwise kernel.</param>
    /// <param name="biasRegularizer">A penalty on the bias.</param>
    /// <param name="depthwiseConstraint">What keeps the depthwise kernel where it is allowed to be.</param>
    /// <param name="pointwiseConstraint">What keeps the pointwise kernel where it is allowed to be.</param>
    /// <param name="biasConstraint">What keeps the bias where it is allowed to be.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is too small, or there are too few or too many.</exception>
    public SeparableConv2D(int filters, Lengths kernelSize, Lengths? strides = null, Padding padding = Padding.Valid, DataFormat? dataFormat = null,
                           Lengths? dilationRate = null, int depthMultiplier = 1, ActivationFunction? activation = null, bool useBias = true,
                           Initializer? depthwiseInitializer = null, Initializer? pointwiseInitializer = null, Initializer? biasInitializer = null,
                           Regularizer? depthwiseRegularizer = null, Regularizer? pointwiseRegularizer = null, Regularizer? biasRegularizer = null,
                           Constraint? depthwiseConstraint = null, Constraint? pointwiseConstraint = null, Constraint? biasConstraint = null, string? name = null)
        : base(2, filters, kernelSize, strides, padding, dataFormat, dilationRate, depthMultiplier, activation, useBias, depthwiseInitializer, pointwiseInitializer,
               biasInitializer, depthwiseRegularizer, pointwiseRegularizer, biasRegularizer, depthwiseConstraint, pointwiseConstraint, biasConstraint, name)
    { }

    internal static SeparableConv2D FromConfig(Config config)
    {
        var s = new Settings(config);
        return new(s.Filters, s.KernelSize, s.Strides, s.Padding, s.DataFormat, s.DilationRate, s.DepthMultiplier, s.Activation, s.UseBias, s.DepthwiseInitializer,
            s.PointwiseInitializer, s.BiasInitializer, s.DepthwiseRegularizer, s.PointwiseRegularizer, s.BiasRegularizer, s.DepthwiseConstraint,
            s.PointwiseConstraint, s.BiasConstraint, config.Name);
    }
}
