using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>One step of a convolutional LSTM; <see cref="ConvLSTM"/> says more.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, …, C), and the call argument <c>states</c>: hidden and cell state, (B, …, F). With channels first, (B, C, …).</para>
/// <para><b>Output</b>  (B, …, F), then hidden state (the same again) and cell state.</para>
/// <para><b>Formula</b> z = x ∗ W + h ∗ V + b, four gates side by side; then as <see cref="LSTMCell"/>. The product with V has no stride and keeps the lengths.</para>
/// <para><b>Source</b>  Shi et al. 2015, arXiv:1506.04214; keras/src/layers/rnn/conv_lstm.py.</para>
/// </remarks>
internal sealed class ConvLSTMCell : WeightedCell
{
    private readonly int[] _kernelSize, _strides, _dilationRate;
    public ConvLSTMCell(
        int rank, int filters, Lengths kernelSize, Lengths? strides, Padding padding, DataFormat? dataFormat, Lengths? dilationRate,
        ActivationFunction? activation, ActivationFunction? recurrentActivation, bool useBias,
        Initializer? kernelInitializer, Initializer? recurrentInitializer, Initializer? biasInitializer, bool unitForgetBias,
        Regularizer? kernelRegularizer, Regularizer? recurrentRegularizer, Regularizer? biasRegularizer,
        Constraint? kernelConstraint, Constraint? recurrentConstraint, Constraint? biasConstraint,
        double dropout, double recurrentDropout, int? seed, string? name) : base(
            activation ?? "tanh", useBias, kernelInitializer, recurrentInitializer, biasInitializer, kernelRegularizer, recurrentRegularizer, biasRegularizer,
            kernelConstraint, recurrentConstraint, biasConstraint, dropout, recurrentDropout, seed, name)
    {
        ArgumentNullException.ThrowIfNull(kernelSize);
        (Rank, Filters, Padding, DataFormat) = (rank, Require.Positive(filters, this), padding, dataFormat ?? DataFormat.ChannelsLast);
        _kernelSize = kernelSize.Of(rank, this, nameof(kernelSize));
        _strides = (strides ?? 1).Of(rank, this, nameof(strides));
        _dilationRate = (dilationRate ?? 1).Of(rank, this, nameof(dilationRate));
        if (padding is Padding.Causal) throw new ArgumentException($"{this} expects padding Valid or Same. Received Causal.", nameof(padding));
        if (_strides.Max() > 1 && _dilationRate.Max() > 1)
            throw new ArgumentException($"{this} expects strides or dilationRate to be 1. Received [{string.Join(", ", _strides)}] and [{string.Join(", ", _dilationRate)}].");
        UnitForgetBias = unitForgetBias;
        RecurrentActivation = AddActivation(recurrentActivation ?? "sigmoid", "recurrent_activation");
    }

    public int Rank { get; }
    public int Filters { get; }
    public IReadOnlyList<int> KernelSize => _kernelSize;
    public IReadOnlyList<int> Strides => _strides;
    public Padding Padding { get; }
    public DataFormat DataFormat { get; }
    public IReadOnlyList<int> DilationRate => _dilationRate;
    public ActivationFunction RecurrentActivation { get; }
    public bool UnitForgetBias { get; }
    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSizes => [Filters, Filters];

    /// <inheritdoc/>
    public override Tensor[] InitialStates(int batch) => [.. StatesOf([batch, .. BuildShapes![0][1..]]).Select(state => Zeros(state, ComputeDType))];

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ComputeOutputShape(inputs);
        Expect(ChannelsLast.Spatial(inputs[0], DataFormat).IsKnown, "known spatial lengths, because its states have them", inputs);
        Dim channels = ChannelsLast.Channels(inputs[0], DataFormat);
        Expect(channels.IsKnown, "a known number of channels", inputs);
        Dim[] taps = [.. _kernelSize.Select(length => (Dim)length)];
        AddWeights([.. taps, channels, 4 * Filters], [.. taps, Filters, 4 * Filters], [4 * Filters], UnitForgetBias ? new ForgetBias(BiasInitializer, Filters) : null);
    }

    /// <inheritdoc/>
    protected internal override RecurrentStep Start(Tensor input, Tensor[] states, bool training)
    {
        Func<Tensor, Tensor> fromInput = FromInput(InChannelsLast(input), training);
        RecurrentStep step = Following(InChannelsLast(states[0]), training);
        return (x, before) =>
        {
            (Tensor output, Tensor[] after) = step(fromInput(InChannelsLast(x)), Array.ConvertAll(before, InChannelsLast));
            return (InOwnFormat(output), Array.ConvertAll(after, InOwnFormat));
        };
    }

    /// <summary>A whole sequence: the input's convolution for all steps at once, then what follows step by step.</summary>
    public (Tensor Output, Tensor[] States) Run(Tensor sequence, Tensor[] states, Tensor? mask, bool training, RecurrentSettings settings)
    {
        Shape shape = sequence.Shape;
        Tensor[] before = Array.ConvertAll(states, InChannelsLast);                                    // (B, …, F) each
        Tensor x = InChannelsLast(Reshape(sequence, [shape[0] * shape[1].Value, .. shape[2..]]));      // (B · T, …, C)
        Tensor first = Zeros([shape[0], .. x.Shape[1..]], x.DType);
        Tensor z = FromInput(first, training, steps: shape[1].Value)(x);                               // (B · T, …, 4F)
        z = Reshape(z, [shape[0], shape[1], .. z.Shape[1..]]);                                         // (B, T, …, 4F)
        (Tensor[] outputs, Tensor[] after) = RecurrentLoop.Run(z, before, Following(before[0], training), mask, settings.GoBackwards, settings.ZeroOutputForMask);
        Tensor output = settings.AllOutputs ? Stack(Array.ConvertAll(outputs, InOwnFormat), axis: 1) : InOwnFormat(outputs[^1]);
        return (output, Array.ConvertAll(after, InOwnFormat));
    }

    /// <summary>x ∗ W + b for one step or, sample by sample, for several.</summary>
    /// <param name="first">One step, (B, …, C); only shape and type matter.</param>
    /// <param name="training">Does dropout drop?</param>
    /// <param name="steps">How many steps follow each other in every sample.</param>
    private Func<Tensor, Tensor> FromInput(Tensor first, bool training, int steps = 1)
    {
        Tensor[] masks = CellParts.DropoutMasks(Seeds, Dropout, 4, first, training);
        if (steps > 1) masks = Array.ConvertAll(masks, mask => Repeat(mask, steps, axis: 0));
        Tensor kernel = Kernel!;
        Tensor? bias = Bias;
        Tensor Convolution(Tensor x, Tensor weights, Tensor? shift) => Conv(x, weights, shift, relu: false, _strides, Padding, DataFormat.ChannelsLast, _dilationRate);
        if (masks.Length == 0) return x => Convolution(x, kernel, bias);
        Tensor[] kernels = Split(kernel, 4, axis: -1);
        Tensor[]? shifts = bias is null ? null : Split(bias, 4, axis: 0);
        return x => Concatenate([.. masks.Select((mask, i) => Convolution(x * mask, kernels[i], shifts?[i]))], axis: -1);
    }

    /// <summary>One step from what the input gives, (B, …, 4F).</summary>
    private RecurrentStep Following(Tensor hidden, bool training)
    {
        Tensor[] masks = CellParts.DropoutMasks(Seeds, RecurrentDropout, 4, hidden, training);
        Tensor kernel = RecurrentKernel!;
        Tensor[] kernels = masks.Length == 0 ? [] : Split(kernel, 4, axis: -1);
        Tensor FromState(Tensor h) => masks.Length == 0
            ? Conv(h, kernel, padding: Padding.Same)
            : Concatenate([.. masks.Select((mask, i) => Conv(h * mask, kernels[i], padding: Padding.Same))], axis: -1);
        return (z, before) =>
        {
            var (next, cell) = LstmOp.Step(z + FromState(before[0]), before[1], Activation.Apply, RecurrentActivation.Apply);      // (B, …, F) each
            return (next, [next, cell]);
        };
    }

    private Tensor InChannelsLast(Tensor x) => ChannelsLast.Of(x, DataFormat);

    private Tensor InOwnFormat(Tensor x) => ChannelsLast.Back(x, DataFormat);

    private protected override Shape OutputOf(Shape input)
    {
        Expect(input.Rank == Rank + 2, $"steps of rank {Rank + 2}, {(DataFormat is DataFormat.ChannelsLast ? "(B, …, C)" : "(B, C, …)")}", [input]);
        var rule = new PaddingRule(Padding, _strides, _dilationRate);
        Dim[] spatial = [.. ChannelsLast.Spatial(input, DataFormat).Select((length, i) => length.IsKnown ? rule.Axis(i, length.Value, _kernelSize[i]).Output : Dim.Unknown)];
        Expect(!Array.Exists(spatial, length => length.Equals(0)),
            $"steps at least as long as its window [{string.Join(", ", _kernelSize)}] of dilation [{string.Join(", ", _dilationRate)}]", [input]);
        return ChannelsLast.Join(input[0], spatial, Filters, DataFormat);
    }

    internal override IReadOnlyList<Shape> StatesOf(Shape input) => [OutputOf(input), OutputOf(input)];

    /// <inheritdoc/>
    public override Config GetConfig() => AddSettings(base.GetConfig(), config => config);

    /// <summary>Adds the cell's own settings, which <see cref="ConvLSTM"/> repeats as its own, and between them what Keras writes there for the layer.</summary>
    internal Config AddSettings(Config config, Func<Config, Config> afterRegularizers) => WithRest(WithInitializers(config
        .With("filters", Filters).With("kernel_size", _kernelSize).With("strides", _strides).With("padding", Padding).With("data_format", DataFormat)
        .With("dilation_rate", _dilationRate)
        .With("activation", Activation).With("recurrent_activation", RecurrentActivation)).With("unit_forget_bias", UnitForgetBias), afterRegularizers).With("seed", Seed);

    /// <summary>The cell of a layer whose config holds both.</summary>
    internal static ConvLSTMCell FromConfig(Config c, int rank, string? name) => new(
        rank, c.Require<int>("filters"), SpatialLayer.RequireLengths(c, "kernel_size"),
        SpatialLayer.ReadLengths(c, "strides"), c.Get("padding", Padding.Valid), c.Get<DataFormat?>("data_format", null), SpatialLayer.ReadLengths(c, "dilation_rate"),
        CellParts.Function(c, "activation"), CellParts.Function(c, "recurrent_activation"), c.Get("use_bias", true),
        c.GetObject<Initializer>("kernel_initializer"), c.GetObject<Initializer>("recurrent_initializer"), c.GetObject<Initializer>("bias_initializer"),
        c.Get("unit_forget_bias", true), c.GetObject<Regularizer>("kernel_regularizer"), c.GetObject<Regularizer>("recurrent_regularizer"),
        c.GetObject<Regularizer>("bias_regularizer"), c.GetObject<Constraint>("kernel_constraint"), c.GetObject<Constraint>("recurrent_constraint"),
        c.GetObject<Constraint>("bias_constraint"), c.Get("dropout", 0.0), c.Get("recurrent_dropout", 0.0), c.Get<int?>("seed", null), name)
    { Trainable = c.Get("trainable", true) };
}
