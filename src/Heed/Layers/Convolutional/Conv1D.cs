using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>A convolution over time: <c>y = activation(x ∗ kernel + bias)</c>.</summary>
/// <remarks>
/// <para><b>Inputs</b>   (B, T, C), or (B, C, T) with channels first.</para>
/// <para><b>Output</b>   (B, T', filters), or (B, filters, T').</para>
/// <para><b>Weights</b>  kernel (kernel size, C / groups, filters), bias (filters).</para>
/// <para><b>Masks</b>    end here.</para>
/// <para>It has more than seven arguments because they are Keras's.</para>
/// <para><b>Source</b>   keras/src/layers/convolutional/conv1d.py.</para>
/// </remarks>
public sealed class Conv1D : BaseConv
{
    /// <summary>Makes an unbuilt layer; the number of channels follows from the first input.</summary>
    /// <param name="filters">Channels of the output, at least 1; a multiple of <paramref name="groups"/>.</param>
    /// <param name="kernelSize">The kernel's length, at least 1.</param>
    /// <param name="strides">Inputs from one output to the next; <see langword="null"/>: 1. Above 1 only without dilation.</param>
    /// <param name="padding">What lies around the input; causal: no output depends on a later input.</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="dilationRate">Inputs from one tap of the kernel to the next; <see langword="null"/>: 1.</param>
    /// <param name="groups">Into how many groups channels and filters fall, at least 1.</param>
    /// <param name="activation">Applied to the sum; <see langword="null"/>: linear.</param>
    /// <param name="useBias">Add a bias?</param>
    /// <param name="kernelInitializer">The kernel's first value; <see langword="null"/>: <c>glorot_uniform</c>.</param>
    /// <param name="biasInitializer">The bias's first value; <see langword="null"/>: <c>zeros</c>.</param>
    /// <param name="kernelRegularizer">A penalty on the kernel.</param>
    /// <param name="biasRegularizer">A penalty on the bias.</param>
    /// <param name="kernelConstraint">What keeps the kernel where it is allowed to be.</param>
    /// <param name="biasConstraint">What keeps the bias where it is allowed to be.</param>
    /// <param name="loraRank">Freeze the kernel and train a product of this rank beside it; <see langword="null"/>: no. See <see cref="LowRank.EnableLora"/>.</param>
    /// <param name="loraAlpha">The product's factor times the rank; <see langword="null"/>: the rank.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is too small, there are too few or too many, filters are no multiple of groups, both strides and dilation are above 1, or an adapter beside a constraint is asked for.</exception>
    public Conv1D(int filters, Lengths kernelSize, Lengths? strides = null, Padding padding = Padding.Valid, DataFormat? dataFormat = null, Lengths? dilationRate = null,
                  int groups = 1, ActivationFunction? activation = null, bool useBias = true, Initializer? kernelInitializer = null, Initializer? biasInitializer = null,
                  Regularizer? kernelRegularizer = null, Regularizer? biasRegularizer = null, Constraint? kernelConstraint = null, Constraint? biasConstraint = null,
                  int? loraRank = null, double? loraAlpha = null, string? name = null)
        : base(1, filters, kernelSize, strides, padding, dataFormat, dilationRate, groups, activation, useBias, kernelInitializer, biasInitializer,
               kernelRegularizer, biasRegularizer, kernelConstraint, biasConstraint, loraRank, loraAlpha, name)
    { }

    internal static Conv1D FromConfig(Config config)
    {
        var s = new Settings(config);
        return new Conv1D(s.Filters, s.KernelSize, s.Strides, s.Padding, s.DataFormat, s.DilationRate, s.Groups, s.Activation, s.UseBias, s.KernelInitializer,
            s.BiasInitializer, s.KernelRegularizer, s.BiasRegularizer, s.KernelConstraint, s.BiasConstraint, s.LoraRank, s.LoraAlpha, config.Name);
    }
}
