using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Connects every input with every unit: <c>y = activation(x · kernel + bias)</c>.</summary>
/// <remarks>
/// <para><b>Inputs</b>   (B, …, D): rank at least 2; all axes but the last are carried along.</para>
/// <para><b>Output</b>   (B, …, units).</para>
/// <para><b>Weights</b>  kernel (D, units), bias (units).</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Differs</b>  quantized weights are refused. The thirteen constructor arguments are those of Keras.</para>
/// <para><b>Source</b>   keras/src/layers/core/dense.py.</para>
/// </remarks>
public sealed class Dense : Layer, IAdaptable
{
    private readonly LowRankAdapter _lora;

    /// <summary>Makes an unbuilt layer; the kernel's length follows from the first input.</summary>
    /// <param name="units">The length of the output's last axis, at least 1.</param>
    /// <param name="activation">Applied to the sum; <see langword="null"/>: linear.</param>
    /// <param name="useBias">Add a bias?</param>
    /// <param name="kernelInitializer">The kernel's first value; <see langword="null"/>: <c>glorot_uniform</c>.</param>
    /// <param name="biasInitializer">The bias's first value; <see langword="null"/>: <c>zeros</c>.</param>
    /// <param name="kernelRegularizer">A penalty on the kernel.</param>
    /// <param name="biasRegularizer">A penalty on the bias.</param>
    /// <param name="kernelConstraint">What keeps the kernel where it is allowed to be.</param>
    /// <param name="biasConstraint">What keeps the bias where it is allowed to be.</param>
    /// <param name="loraRank">Freeze the kernel and train a product of this rank beside it; <see langword="null"/>: no. See <see cref="LowRank.EnableLora"/>.</param>
    /// <param name="loraAlpha">The product's factor times the rank. As in Keras, a layer that is built with a rank takes the rank itself; give α to <see cref="LowRank.EnableLora"/>.</param>
    /// <param name="quantizationConfig">Must be <see langword="null"/>.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is below 1.</exception>
    /// <exception cref="ArgumentException">An adapter beside a constraint, or a quantization, is asked for.</exception>
    public Dense(int units, ActivationFunction? activation = null, bool useBias = true, Initializer? kernelInitializer = null, Initializer? biasInitializer = null,
                 Regularizer? kernelRegularizer = null, Regularizer? biasRegularizer = null, Constraint? kernelConstraint = null, Constraint? biasConstraint = null,
                 int? loraRank = null, double? loraAlpha = null, Config? quantizationConfig = null, string? name = null) : base(name)
    {
        LowRankAndQuantization.Refuse(this, null, null, quantizationConfig);
        (Units, Activation, UseBias) = (Require.Positive(units, this), AddActivation(activation), useBias);
        (KernelInitializer, BiasInitializer) = (kernelInitializer ?? new GlorotUniform(), biasInitializer ?? new Zeros());
        (KernelRegularizer, BiasRegularizer) = (kernelRegularizer, biasRegularizer);
        (KernelConstraint, BiasConstraint) = (kernelConstraint, biasConstraint);
        _lora = new(this, loraRank, loraAlpha, kernelConstraint is not null);
    }

    /// <summary>The length of the output's last axis.</summary>
    public int Units { get; }

    /// <summary>Applied to the sum.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>Is there a bias?</summary>
    public bool UseBias { get; }

    /// <summary>The kernel's first value.</summary>
    public Initializer KernelInitializer { get; }

    /// <summary>The bias's first value.</summary>
    public Initializer BiasInitializer { get; }

    /// <summary>A penalty on the kernel.</summary>
    public Regularizer? KernelRegularizer { get; }

    /// <summary>A penalty on the bias.</summary>
    public Regularizer? BiasRegularizer { get; }

    /// <summary>What keeps the kernel where it is allowed to be.</summary>
    public Constraint? KernelConstraint { get; }

    /// <summary>What keeps the bias where it is allowed to be.</summary>
    public Constraint? BiasConstraint { get; }

    /// <summary>The weights (D, units); <see langword="null"/> before the layer is built.</summary>
    public Variable? Kernel { get; private set; }

    /// <summary>The bias (units); <see langword="null"/> before the layer is built, or without one.</summary>
    public Variable? Bias { get; private set; }

    LowRankAdapter IAdaptable.Adapter => _lora;

    Variable? IAdaptable.Adapted => Kernel;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ComputeOutputShape(inputs);
        Kernel = AddWeight("kernel", [inputs[0][^1], Units], KernelInitializer, KernelRegularizer, KernelConstraint);
        if (UseBias) Bias = AddWeight("bias", [Units], BiasInitializer, BiasRegularizer, BiasConstraint);
        _lora.Build(Kernel, keepsAlpha: false);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor x = inputs[0], kernel = _lora.Of(Kernel!);
        Tensor? bias = Bias is null ? null : (Tensor)Bias;
        return Activation.Is(Relu) ? Ops.Dense<ReluOp>(x, kernel, bias)                // (B, …, units)
            : Activation.Is(Tanh) ? Ops.Dense<TanhOp>(x, kernel, bias)
            : Activation.Is(Sigmoid) ? Ops.Dense<SigmoidOp>(x, kernel, bias)
            : Activation.Apply(Ops.Dense<Unchanged>(x, kernel, bias));
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input, its rank is below 2, or its last axis is not the kernel's length.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs, "Join several with Concatenate() first.");
        Expect(inputs[0].Rank >= 2, "an input of rank 2 or more (B, …, D)", inputs);
        Expect(Kernel is null || inputs[0][^1] == Kernel.Shape[0], $"inputs of width {Kernel?.Shape[0]}, for which it was built", inputs);
        return inputs[0].With(^1, Units);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => _lora.AddSettings(base.GetConfig()
        .With("units", Units).With("activation", Activation).With("use_bias", UseBias)
        .With("kernel_initializer", KernelInitializer).With("bias_initializer", BiasInitializer)
        .With("kernel_regularizer", KernelRegularizer).With("bias_regularizer", BiasRegularizer)
        .With("kernel_constraint", KernelConstraint).With("bias_constraint", BiasConstraint).With("quantization_config", null));

    internal static Dense FromConfig(Config config) => new(
        config.Require<int>("units"), config.GetObject<ActivationFunction>("activation"), config.Get("use_bias", true),
        config.GetObject<Initializer>("kernel_initializer"), config.GetObject<Initializer>("bias_initializer"),
        config.GetObject<Regularizer>("kernel_regularizer"), config.GetObject<Regularizer>("bias_regularizer"),
        config.GetObject<Constraint>("kernel_constraint"), config.GetObject<Constraint>("bias_constraint"),
        config.Get<int?>("lora_rank", null), config.Get<double?>("lora_alpha", null), LowRankAndQuantization.Quantization(config), config.Name);
}
