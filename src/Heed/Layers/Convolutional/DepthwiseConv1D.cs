using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>A convolution over time in which every channel has filters of its own.</summary>
/// <remarks>
/// <para><b>Inputs</b>   (B, T, C), or (B, C, T) with channels first.</para>
/// <para><b>Output</b>   (B, T', C · depth multiplier), or (B, C · depth multiplier, T').</para>
/// <para><b>Weights</b>  kernel (kernel size, C, depth multiplier), bias (C · depth multiplier).</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  The constructor arguments are those of Keras.</para>
/// <para><b>Source</b>   keras/src/layers/convolutional/depthwise_conv1d.py.</para>
/// </remarks>
public sealed class DepthwiseConv1D : BaseDepthwiseConv
{
    /// <summary>Makes an unbuilt layer; the number of channels follows from the first input.</summary>
    /// <param name="kernelSize">The kernel's lengths, at least 1; one number, or one for each axis.</param>
    /// <param name="strides">Inputs from one output to the next; <see langword="null"/>: 1.</param>
    /// <param name="padding">What lies around the input.</param>
    /// <param name="depthMultiplier">Filters of each channel, at least 1.</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="dilationRate">Inputs from one tap of the kernel to the next; <see langword="null"/>: 1.</param>
    /// <param name="activation">Applied to the sum; <see langword="null"/>: linear.</param>
    /// <param name="useBias">Add a bias?</param>
    /// <param name="depthwiseInitializer">The depthwise kernel's first value; <see langword="null"/>: <c>glorot_uniform</c>.</param>
    /// <param name="biasInitializer">The bias's first value; <see langword="null"/>: <c>zeros</c>.</param>
    /// <param name="depthwiseRegularizer">A penalty on the depthwise kernel.</param>
    /// <param name="biasRegularizer">A penalty on the bias.</param>
    /// <param name="depthwiseConstraint">What keeps the depthwise kernel where it is allowed to be.</param>
    /// <param name="biasConstraint">What keeps the bias where it is allowed to be.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is too small, or there are too few or too many.</exception>
    public DepthwiseConv1D(Lengths kernelSize, Lengths? strides = null, Padding padding = Padding.Valid, int depthMultiplier = 1, DataFormat? dataFormat = null,
                           Lengths? dilationRate = null, ActivationFunction? activation = null, bool useBias = true, Initializer? depthwiseInitializer = null,
                           Initializer? biasInitializer = null, Regularizer? depthwiseRegularizer = null, Regularizer? biasRegularizer = null,
                           Constraint? depthwiseConstraint = null, Constraint? biasConstraint = null, string? name = null)
        : base(1, kernelSize, strides, padding, depthMultiplier, dataFormat, dilationRate, activation, useBias, depthwiseInitializer, biasInitializer,
               depthwiseRegularizer, biasRegularizer, depthwiseConstraint, biasConstraint, name)
    { }

    internal static DepthwiseConv1D FromConfig(Config config)
    {
        var s = new Settings(config);
        return new(s.KernelSize, s.Strides, s.Padding, s.DepthMultiplier, s.DataFormat, s.DilationRate, s.Activation, s.UseBias, s.DepthwiseInitializer,
            s.BiasInitializer, s.DepthwiseRegularizer, s.BiasRegularizer, s.DepthwiseConstraint, s.BiasConstraint, config.Name);
    }
}
