using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>The transposed convolution over images, which makes them larger: <c>y = activation(x ∗ᵀ kernel + bias)</c>.</summary>
/// <remarks>
/// <para><b>Inputs</b>   (B, H, W, C), or (B, C, H, W) with channels first.</para>
/// <para><b>Output</b>   (B, H', W', filters), or (B, filters, H', W').</para>
/// <para><b>Weights</b>  kernel (kernel size, filters, C), bias (filters).</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  The constructor arguments are those of Keras.</para>
/// <para><b>Source</b>   keras/src/layers/convolutional/conv2d_transpose.py.</para>
/// </remarks>
public sealed class Conv2DTranspose : BaseConvTranspose
{
    /// <summary>Makes an unbuilt layer; the number of channels follows from the first input.</summary>
    /// <param name="filters">Channels of the output, at least 1.</param>
    /// <param name="kernelSize">The kernel's lengths, at least 1; one number, or one for each axis.</param>
    /// <param name="strides">Outputs from one input to the next; <see langword="null"/>: 1. Above 1 only without dilation.</param>
    /// <param name="padding">Valid: all that an input reaches. Same: the input's length times the stride.</param>
    /// <param name="outputPadding">How much longer the output becomes at its end, below the strides; <see langword="null"/>: Keras's lengths.</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="dilationRate">Inputs from one tap of the kernel to the next; <see langword="null"/>: 1.</param>
    /// <param name="activation">Applied to the sum; <see langword="null"/>: linear.</param>
    /// <param name="useBias">Add a bias?</param>
    /// <param name="kernelInitializer">The kernel's first value; <see langword="null"/>: <c>glorot_uniform</c>.</param>
    /// <param name="biasInitializer">The bias's first value; <see langword="null"/>: <c>zeros</c>.</param>
    /// <param name="kernelRegularizer">A penalty on the kernel.</param>
    /// <param name="biasRegularizer">A penalty on the bias.</param>
    /// <param name="kernelConstraint">What keeps the kernel where it is allowed to be.</param>
    /// <param name="biasConstraint">What keeps the bias where it is allowed to be.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is too small, there are too few or too many, or both strides and dilation are above 1.</exception>
    public Conv2DTranspose(int filters, Lengths kernelSize, Lengths? strides = null, Padding padding = Padding.Valid, Lengths? outputPadding = null,
                           DataFormat? dataFormat = null, Lengths? dilationRate = null, ActivationFunction? activation = null, bool useBias = true,
                           Initializer? kernelInitializer = null, Initializer? biasInitializer = null, Regularizer? kernelRegularizer = null,
                           Regularizer? biasRegularizer = null, Constraint? kernelConstraint = null, Constraint? biasConstraint = null, string? name = null)
        : base(2, filters, kernelSize, strides, padding, outputPadding, dataFormat, dilationRate, activation, useBias, kernelInitializer, biasInitializer,
               kernelRegularizer, biasRegularizer, kernelConstraint, biasConstraint, name)
    { }

    internal static Conv2DTranspose FromConfig(Config config)
    {
        var s = new Settings(config);
        return new(s.Filters, s.KernelSize, s.Strides, s.Padding, s.OutputPadding, s.DataFormat, s.DilationRate, s.Activation, s.UseBias, s.KernelInitializer,
            s.BiasInitializer, s.KernelRegularizer, s.BiasRegularizer, s.KernelConstraint, s.BiasConstraint, config.Name);
    }
}
