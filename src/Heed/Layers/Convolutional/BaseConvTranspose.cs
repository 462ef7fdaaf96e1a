using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>The transposed convolution, which makes its input larger: <c>y = activation(x ∗ᵀ kernel + bias)</c>.</summary>
/// <remarks>
/// <para><b>Inputs</b>   (B, …, C), or (B, C, …) with channels first.</para>
/// <para><b>Output</b>   (B, …, filters), or (B, filters, …).</para>
/// <para><b>Weights</b>  kernel (kernel size, filters, C), bias (filters).</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Source</b>   keras/src/layers/convolutional/base_conv_transpose.py.</para>
/// </remarks>
public abstract class BaseConvTranspose : ConvolutionLayer
{
    private readonly int[]? _outputPadding;

    private protected BaseConvTranspose(int rank, int filters, Lengths kernelSize, Lengths? strides, Padding padding, Lengths? outputPadding, DataFormat? dataFormat,
                                        Lengths? dilationRate, ActivationFunction? activation, bool useBias, Initializer? kernelInitializer, Initializer? biasInitializer,
                                        Regularizer? kernelRegularizer, Regularizer? biasRegularizer, Constraint? kernelConstraint, Constraint? biasConstraint, string? name)
        : base(rank, kernelSize, strides, padding, dataFormat, dilationRate, activation, useBias, biasInitializer, biasRegularizer, biasConstraint, name)
    {
        Filters = Require.Positive(filters, this);
        _outputPadding = outputPadding?.Of(rank, this, nameof(outputPadding), least: 0);
        if (StrideArray.Max() > 1 && DilationArray.Max() > 1)
            throw new ArgumentException($"{this} expects strides or dilationRate to be 1. Received [{string.Join(", ", Strides)}] and [{string.Join(", ", DilationRate)}].");
        if (_outputPadding is not null && _outputPadding.Zip(StrideArray).Any(pair => pair.First >= pair.Second))
            throw new ArgumentException($"{this} expects outputPadding to be below the strides. Received [{string.Join(", ", _outputPadding)}] and [{string.Join(", ", Strides)}].");
        (KernelInitializer, KernelRegularizer, KernelConstraint) = (kernelInitializer ?? new GlorotUniform(), kernelRegularizer, kernelConstraint);
    }

    /// <summary>Channels of the output.</summary>
    public int Filters { get; }

    /// <summary>How much longer the output becomes at its end; <see langword="null"/>: Keras's lengths.</summary>
    public IReadOnlyList<int>? OutputPadding => _outputPadding;

    /// <summary>The kernel's first value.</summary>
    public Initializer KernelInitializer { get; }

    /// <summary>A penalty on the kernel.</summary>
    public Regularizer? KernelRegularizer { get; }

    /// <summary>What keeps the kernel where it is allowed to be.</summary>
    public Constraint? KernelConstraint { get; }

    /// <summary>The weights (kernel size, filters, C); <see langword="null"/> before the layer is built.</summary>
    public Variable? Kernel { get; private set; }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        int channels = BuildChannels(inputs);
        Kernel = AddWeight("kernel", [.. KernelArray.Select(length => (Dim)length), Filters, channels], KernelInitializer, KernelRegularizer, KernelConstraint);
        AddBias(Filters);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor output = Ops.ConvTranspose(inputs[0], Kernel!, StrideArray, Padding, _outputPadding is null ? null : (Lengths)_outputPadding, DataFormat, DilationArray);
        if (Bias is not null)
        {
            Tensor bias = Bias;
            output += DataFormat is DataFormat.ChannelsLast ? bias : Ops.Reshape(bias, [Filters, .. Enumerable.Repeat<Dim>(1, Rank)]);
        }
        return Activation.Apply(output);
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of the right rank, or its channels are not those for which the layer was built.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        ExpectBuiltChannels(inputs);
        var rule = new TransposeRule(Padding, StrideArray, DilationArray, _outputPadding);
        IEnumerable<Dim> spatial = ChannelsLast.Spatial(inputs[0], DataFormat)
            .Select((length, i) => length.IsKnown ? rule.Axis(i, length.Value, KernelArray[i]).Input : Dim.Unknown);
        return ChannelsLast.Join(inputs[0][0], spatial, Filters, DataFormat);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithDilation(WithStrides(base.GetConfig().With("filters", Filters)).With("output_padding", _outputPadding))
        .With("activation", Activation).With("use_bias", UseBias)
        .With("kernel_initializer", KernelInitializer).With("bias_initializer", BiasInitializer)
        .With("kernel_regularizer", KernelRegularizer).With("bias_regularizer", BiasRegularizer)
        .With("activity_regularizer", ActivityRegularizer)
        .With("kernel_constraint", KernelConstraint).With("bias_constraint", BiasConstraint);
}
