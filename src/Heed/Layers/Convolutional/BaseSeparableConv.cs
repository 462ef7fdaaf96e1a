using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>A depthwise convolution, then one with a kernel of length 1 that mixes the channels.</summary>
/// <remarks>
/// <para><b>Inputs</b>   (B, …, C), or (B, C, …) with channels first.</para>
/// <para><b>Output</b>   (B, …, filters), or (B, filters, …).</para>
/// <para><b>Weights</b>  depthwise kernel (kernel size, C, depth multiplier), pointwise kernel (1, …, C · depth multiplier, filters), bias (filters).</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Source</b>   keras/src/layers/convolutional/base_separable_conv.py.</para>
/// </remarks>
public abstract class BaseSeparableConv : ConvolutionLayer
{
    private protected BaseSeparableConv(int rank, int filters, Lengths kernelSize, Lengths? strides, Padding padding, DataFormat? dataFormat, Lengths? dilationRate,
                                        int depthMultiplier, ActivationFunction? activation, bool useBias, Initializer? depthwiseInitializer,
                                        Initializer? pointwiseInitializer, Initializer? biasInitializer, Regularizer? depthwiseRegularizer,
                                        Regularizer? pointwiseRegularizer, Regularizer? biasRegularizer, Constraint? depthwiseConstraint,
                                        Constraint? pointwiseConstraint, Constraint? biasConstraint, string? name)
        : base(rank, kernelSize, strides, padding, dataFormat, dilationRate, activation, useBias, biasInitializer, biasRegularizer, biasConstraint, name)
    {
        (Filters, DepthMultiplier) = (Require.Positive(filters, this), Require.Positive(depthMultiplier, this));
        (DepthwiseInitializer, PointwiseInitializer) = (depthwiseInitializer ?? new GlorotUniform(), pointwiseInitializer ?? new GlorotUniform());
        (DepthwiseRegularizer, PointwiseRegularizer) = (depthwiseRegularizer, pointwiseRegularizer);
        (DepthwiseConstraint, PointwiseConstraint) = (depthwiseConstraint, pointwiseConstraint);
    }

    /// <summary>Channels of the output.</summary>
    public int Filters { get; }

    /// <summary>Filters of each channel in the depthwise convolution.</summary>
    public int DepthMultiplier { get; }

    /// <summary>The depthwise kernel's first value.</summary>
    public Initializer DepthwiseInitializer { get; }

    /// <summary>The pointwise kernel's first value.</summary>
    public Initializer PointwiseInitializer { get; }

    /// <summary>A penalty on the depthwise kernel.</summary>
    public Regularizer? DepthwiseRegularizer { get; }

    /// <summary>A penalty on the pointwise kernel.</summary>
    public Regularizer? PointwiseRegularizer { get; }

    /// <summary>What keeps the depthwise kernel where it is allowed to be.</summary>
    public Constraint? DepthwiseConstraint { get; }

    /// <summary>What keeps the pointwise kernel where it is allowed to be.</summary>
    public Constraint? PointwiseConstraint { get; }

    /// <summary>The weights (kernel size, C, depth multiplier); <see langword="null"/> before the layer is built.</summary>
    public Variable? DepthwiseKernel { get; private set; }

    /// <summary>The weights (1, …, C · depth multiplier, filters); <see langword="null"/> before the layer is built.</summary>
    public Variable? PointwiseKernel { get; private set; }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        int channels = BuildChannels(inputs);
        DepthwiseKernel = AddWeight("depthwise_kernel", [.. KernelArray.Select(length => (Dim)length), channels, DepthMultiplier],
            DepthwiseInitializer, DepthwiseRegularizer, DepthwiseConstraint);
        PointwiseKernel = AddWeight("pointwise_kernel", [.. Enumerable.Repeat<Dim>(1, Rank), channels * DepthMultiplier, Filters],
            PointwiseInitializer, PointwiseRegularizer, PointwiseConstraint);
        AddBias(Filters);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => Finish((bias, relu) =>
        Ops.SeparableConv(inputs[0], DepthwiseKernel!, PointwiseKernel!, bias, relu, StrideArray, Padding, DataFormat, DilationArray));

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of the right rank, its channels are not those for which the layer was built, or the output would be empty.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        ExpectBuiltChannels(inputs);
        return Windowed(inputs, KernelArray, DilationArray, Filters);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithWindow(base.GetConfig().With("depth_multiplier", DepthMultiplier).With("filters", Filters))
        .With("activation", Activation).With("use_bias", UseBias)
        .With("depthwise_initializer", DepthwiseInitializer).With("pointwise_initializer", PointwiseInitializer).With("bias_initializer", BiasInitializer)
        .With("depthwise_regularizer", DepthwiseRegularizer).With("pointwise_regularizer", PointwiseRegularizer).With("bias_regularizer", BiasRegularizer)
        .With("activity_regularizer", ActivityRegularizer)
        .With("depthwise_constraint", DepthwiseConstraint).With("pointwise_constraint", PointwiseConstraint).With("bias_constraint", BiasConstraint);
}
