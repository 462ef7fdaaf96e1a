using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>A convolution over one to three axes: <c>y = activation(x ∗ kernel + bias)</c>.</summary>
/// <remarks>
/// <para><b>Inputs</b>   (B, …, C), or (B, C, …) with channels first.</para>
/// <para><b>Output</b>   (B, …, filters), or (B, filters, …).</para>
/// <para><b>Weights</b>  kernel (kernel size, C / groups, filters), bias (filters).</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Source</b>   keras/src/layers/convolutional/base_conv.py.</para>
/// </remarks>
public abstract class BaseConv : ConvolutionLayer, IAdaptable
{
    private readonly LowRankAdapter _lora;

    private protected BaseConv(int rank, int filters, Lengths kernelSize, Lengths? strides, Padding padding, DataFormat? dataFormat, Lengths? dilationRate, int groups,
                               ActivationFunction? activation, bool useBias, Initializer? kernelInitializer, Initializer? biasInitializer,
                               Regularizer? kernelRegularizer, Regularizer? biasRegularizer, Constraint? kernelConstraint, Constraint? biasConstraint,
                               int? loraRank, double? loraAlpha, string? name)
        : base(rank, kernelSize, strides, padding, dataFormat, dilationRate, activation, useBias, biasInitializer, biasRegularizer, biasConstraint, name)
    {
        (Filters, Groups) = (Require.Positive(filters, this), Require.Positive(groups, this));
        if (filters % groups != 0) throw new ArgumentException($"{this} expects filters to be a multiple of groups. Received {filters} filters and {groups} groups.");
        if (StrideArray.Max() > 1 && DilationArray.Max() > 1)
            throw new ArgumentException($"{this} expects strides or dilationRate to be 1. Received [{string.Join(", ", Strides)}] and [{string.Join(", ", DilationRate)}].");
        (KernelInitializer, KernelRegularizer, KernelConstraint) = (kernelInitializer ?? new GlorotUniform(), kernelRegularizer, kernelConstraint);
        _lora = new(this, loraRank, loraAlpha, kernelConstraint is not null);
    }

    /// <summary>Channels of the output.</summary>
    public int Filters { get; }

    /// <summary>Into how many groups channels and filters fall; each filter sees the channels of its group only.</summary>
    public int Groups { get; }

    /// <summary>The kernel's first value.</summary>
    public Initializer KernelInitializer { get; }

    /// <summary>A penalty on the kernel.</summary>
    public Regularizer? KernelRegularizer { get; }

    /// <summary>What keeps the kernel where it is allowed to be.</summary>
    public Constraint? KernelConstraint { get; }

    /// <summary>The weights (kernel size, C / groups, filters); <see langword="null"/> before the layer is built.</summary>
    public Variable? Kernel { get; private set; }

    LowRankAdapter IAdaptable.Adapter => _lora;

    Variable? IAdaptable.Adapted => Kernel;

    private protected override bool AllowsCausal => Rank == 1;

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        int channels = BuildChannels(inputs);
        Kernel = AddWeight("kernel", [.. KernelArray.Select(length => (Dim)length), channels / Groups, Filters], KernelInitializer, KernelRegularizer, KernelConstraint);
        AddBias(Filters);
        _lora.Build(Kernel, keepsAlpha: true);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => Finish((bias, relu) =>
        Ops.Conv(inputs[0], _lora.Of(Kernel!), bias, relu, StrideArray, Padding, DataFormat, DilationArray));

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of the right rank, its channels are not a multiple of the groups or not those for which it was built, or the output would be empty.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        ExpectBuiltChannels(inputs);
        Expect(!Channels(inputs).IsKnown || Channels(inputs).Value % Groups == 0, $"channels that are a multiple of groups, {Groups}", inputs);
        return Windowed(inputs, KernelArray, DilationArray, Filters);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => _lora.AddSettings(WithWindow(base.GetConfig().With("filters", Filters))
        .With("groups", Groups).With("activation", Activation).With("use_bias", UseBias)
        .With("kernel_initializer", KernelInitializer).With("bias_initializer", BiasInitializer)
        .With("kernel_regularizer", KernelRegularizer).With("bias_regularizer", BiasRegularizer)
        .With("activity_regularizer", ActivityRegularizer)
        .With("kernel_constraint", KernelConstraint).With("bias_constraint", BiasConstraint));
}
