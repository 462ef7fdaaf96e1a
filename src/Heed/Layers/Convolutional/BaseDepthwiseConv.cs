using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>A convolution in which every channel has filters of its own.</summary>
/// <remarks>
/// <para><b>Inputs</b>   (B, …, C), or (B, C, …) with channels first.</para>
/// <para><b>Output</b>   (B, …, C · depth multiplier), or (B, C · depth multiplier, …).</para>
/// <para><b>Weights</b>  kernel (kernel size, C, depth multiplier), bias (C · depth multiplier).</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Source</b>   keras/src/layers/convolutional/base_depthwise_conv.py.</para>
/// </remarks>
public abstract class BaseDepthwiseConv : ConvolutionLayer
{
    private protected BaseDepthwiseConv(int rank, Lengths kernelSize, Lengths? strides, Padding padding, int depthMultiplier, DataFormat? dataFormat, Lengths? dilationRate,
                                        ActivationFunction? activation, bool useBias, Initializer? depthwiseInitializer, Initializer? biasInitializer,
                                        Regularizer? depthwiseRegularizer, Regularizer? biasRegularizer, Constraint? depthwiseConstraint, Constraint? biasConstraint, string? name)
        : base(rank, kernelSize, strides, padding, dataFormat, dilationRate, activation, useBias, biasInitializer, biasRegularizer, biasConstraint, name)
    {
        DepthMultiplier = Require.Positive(depthMultiplier, this);
        (DepthwiseInitializer, DepthwiseRegularizer, DepthwiseConstraint) = (depthwiseInitializer ?? new GlorotUniform(), depthwiseRegularizer, depthwiseConstraint);
    }

    /// <summary>Filters of each channel.</summary>
    public int DepthMultiplier { get; }

    /// <summary>The kernel's first value.</summary>
    public Initializer DepthwiseInitializer { get; }

    /// <summary>A penalty on the kernel.</summary>
    public Regularizer? DepthwiseRegularizer { get; }

    /// <summary>What keeps the kernel where it is allowed to be.</summary>
    public Constraint? DepthwiseConstraint { get; }

    /// <summary>The weights (kernel size, C, depth multiplier); <see langword="null"/> before the layer is built.</summary>
    public Variable? Kernel { get; private set; }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        int channels = BuildChannels(inputs);
        Kernel = AddWeight("kernel", [.. KernelArray.Select(length => (Dim)length), channels, DepthMultiplier], DepthwiseInitializer, DepthwiseRegularizer, DepthwiseConstraint);
        AddBias(channels * DepthMultiplier);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => Finish((bias, relu) =>
        Ops.DepthwiseConv(inputs[0], Kernel!, bias, relu, StrideArray, Padding, DataFormat, DilationArray));

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of the right rank, its channels are not those for which the layer was built, or the output would be empty.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        ExpectBuiltChannels(inputs);
        return Windowed(inputs, KernelArray, DilationArray, Channels(inputs) * DepthMultiplier);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithWindow(base.GetConfig().With("depth_multiplier", DepthMultiplier))
        .With("activation", Activation).With("use_bias", UseBias)
        .With("depthwise_initializer", DepthwiseInitializer).With("bias_initializer", BiasInitializer)
        .With("depthwise_regularizer", DepthwiseRegularizer).With("bias_regularizer", BiasRegularizer)
        .With("activity_regularizer", ActivityRegularizer)
        .With("depthwise_constraint", DepthwiseConstraint).With("bias_constraint", BiasConstraint);
}
