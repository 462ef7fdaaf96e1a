using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>What all layers with a convolution have in common: the kernel's lengths, dilation, bias and activation.</summary>
public abstract class ConvolutionLayer : SpatialLayer
{
    private readonly int[] _kernelSize, _dilationRate;

    private protected ConvolutionLayer(int rank, Lengths kernelSize, Lengths? strides, Padding padding, DataFormat? dataFormat, Lengths? dilationRate,
                                       ActivationFunction? activation, bool useBias, Initializer? biasInitializer, Regularizer? biasRegularizer,
                                       Constraint? biasConstraint, string? name) : base(rank, strides ?? 1, padding, dataFormat, name)
    {
        ArgumentNullException.ThrowIfNull(kernelSize);
        _kernelSize = kernelSize.Of(rank, this, nameof(kernelSize));
        _dilationRate = (dilationRate ?? 1).Of(rank, this, nameof(dilationRate));
        (Activation, UseBias, BiasInitializer) = (AddActivation(activation), useBias, biasInitializer ?? new Zeros());
        (BiasRegularizer, BiasConstraint) = (biasRegularizer, biasConstraint);
    }

    /// <summary>The kernel's length along every axis.</summary>
    public IReadOnlyList<int> KernelSize => _kernelSize;

    /// <summary>Inputs from one tap of the kernel to the next, along every axis.</summary>
    public IReadOnlyList<int> DilationRate => _dilationRate;

    /// <summary>Applied to the sum.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>Is there a bias?</summary>
    public bool UseBias { get; }

    /// <summary>The bias's first value.</summary>
    public Initializer BiasInitializer { get; }

    /// <summary>A penalty on the bias.</summary>
    public Regularizer? BiasRegularizer { get; }

    /// <summary>What keeps the bias where it is allowed to be.</summary>
    public Constraint? BiasConstraint { get; }

    /// <summary>The bias, one for each channel of the output; <see langword="null"/> before the layer is built, or without one.</summary>
    public Variable? Bias { get; private set; }

    private protected int[] KernelArray => _kernelSize;

    private protected int[] DilationArray => _dilationRate;

    /// <summary>The channels for which it was built; unknown before.</summary>
    private protected Dim BuiltChannels { get; private set; }

    /// <summary>Is the activation Keras's own relu? Then the convolution itself applies it.</summary>
    private protected bool FusesRelu => ReferenceEquals(Activation, KerasRegistry.Create<ActivationFunction>("relu"));

    /// <summary>Makes the bias; the last weight of all these layers.</summary>
    private protected void AddBias(int filters)
    {
        if (UseBias) Bias = AddWeight("bias", [filters], BiasInitializer, BiasRegularizer, BiasConstraint);
    }

    /// <summary>Fixes the number of channels: checks the shape, and gives it.</summary>
    private protected int BuildChannels(ReadOnlySpan<Shape> inputs)
    {
        ComputeOutputShape(inputs);
        Dim channels = Channels(inputs);
        Expect(channels.IsKnown, "a known number of channels", inputs);
        BuiltChannels = channels;
        return channels.Value;
    }

    /// <summary>Fails if the channels are not those for which the layer was built.</summary>
    private protected void ExpectBuiltChannels(ReadOnlySpan<Shape> inputs)
    {
        ExpectImages(inputs);
        Expect(Channels(inputs) == BuiltChannels, $"inputs of {BuiltChannels} channels, for which it was built", inputs);
    }

    /// <summary>Adds the bias and applies the activation, where the convolution has not.</summary>
    private protected Tensor Finish(Tensor output)
    {
        if (Bias is null) return Activation.Apply(output);
        Tensor bias = Bias;
        return Activation.Apply(output + (DataFormat is DataFormat.ChannelsLast ? bias : Ops.Reshape(bias, [bias.Shape[0], .. Enumerable.Repeat<Dim>(1, Rank)])));
    }

    /// <summary>The settings from strides on that all share, in Keras's order.</summary>
    private protected Config WithWindow(Config config) => config
        .With("kernel_size", _kernelSize).With("strides", StrideArray).With("padding", Padding).With("data_format", DataFormat).With("dilation_rate", _dilationRate);
}
