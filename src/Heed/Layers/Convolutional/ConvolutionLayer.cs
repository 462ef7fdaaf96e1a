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
        Expect(channels.IsKnown && channels.Value > 0, "a known number of channels, at least one", inputs);
        BuiltChannels = channels;
        return channels.Value;
    }

    /// <summary>Fails if the channels are not those for which the layer was built.</summary>
    private protected void ExpectBuiltChannels(ReadOnlySpan<Shape> inputs)
    {
        ExpectImages(inputs);
        Expect(Channels(inputs) == BuiltChannels, $"inputs of {BuiltChannels} channels, for which it was built", inputs);
    }

    /// <summary>A convolution with the bias and, if it is Keras's own relu, the activation in its last pass; other activations follow.</summary>
    /// <param name="convolution">Computes it, given the bias and whether to rectify.</param>
    private protected Tensor Finish(Func<Tensor?, bool, Tensor> convolution)
    {
        bool relu = ReferenceEquals(Activation, KerasRegistry.Create<ActivationFunction>("relu"));
        Tensor output = convolution(Bias is null ? null : (Tensor)Bias, relu);
        return relu ? output : Activation.Apply(output);
    }

    /// <summary>The settings from strides on that all share, in Keras's order.</summary>
    private protected Config WithWindow(Config config) => WithDilation(WithStrides(config));

    /// <summary>The first of these settings.</summary>
    private protected Config WithStrides(Config config) => config.With("kernel_size", _kernelSize).With("strides", StrideArray).With("padding", Padding);

    /// <summary>The last of these settings.</summary>
    private protected Config WithDilation(Config config) => config.With("data_format", DataFormat).With("dilation_rate", _dilationRate);

    /// <summary>What a config says, each setting where a layer has it.</summary>
    private protected readonly struct Settings(Config config)
    {
        public int Filters => config.Require<int>("filters");
        public Lengths KernelSize => RequireLengths(config, "kernel_size");
        public Lengths? Strides => ReadLengths(config, "strides");
        public Padding Padding => config.Get("padding", Padding.Valid);
        public DataFormat? DataFormat => config.Get<DataFormat?>("data_format", null);
        public Lengths? DilationRate => ReadLengths(config, "dilation_rate");
        public int Groups => config.Get("groups", 1);
        public ActivationFunction? Activation => config.GetObject<ActivationFunction>("activation");
        public bool UseBias => config.Get("use_bias", true);
        public Initializer? KernelInitializer => config.GetObject<Initializer>("kernel_initializer");
        public Initializer? BiasInitializer => config.GetObject<Initializer>("bias_initializer");
        public Regularizer? KernelRegularizer => config.GetObject<Regularizer>("kernel_regularizer");
        public Regularizer? BiasRegularizer => config.GetObject<Regularizer>("bias_regularizer");
        public Constraint? KernelConstraint => config.GetObject<Constraint>("kernel_constraint");
        public Constraint? BiasConstraint => config.GetObject<Constraint>("bias_constraint");

        public int DepthMultiplier => config.Get("depth_multiplier", 1);
        public Lengths? OutputPadding => ReadLengths(config, "output_padding");
        public Initializer? DepthwiseInitializer => config.GetObject<Initializer>("depthwise_initializer");
        public Initializer? PointwiseInitializer => config.GetObject<Initializer>("pointwise_initializer");
        public Regularizer? DepthwiseRegularizer => config.GetObject<Regularizer>("depthwise_regularizer");
        public Regularizer? PointwiseRegularizer => config.GetObject<Regularizer>("pointwise_regularizer");
        public Constraint? DepthwiseConstraint => config.GetObject<Constraint>("depthwise_constraint");
        public Constraint? PointwiseConstraint => config.GetObject<Constraint>("pointwise_constraint");

        public int? LoraRank => config.Get<int?>("lora_rank", null);
        public double? LoraAlpha => config.Get<double?>("lora_alpha", null);
    }
}
