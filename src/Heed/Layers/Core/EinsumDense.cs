using System.Text.Json.Nodes;
using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>A dense layer over any axes: <c>y = activation(einsum(equation, x, kernel) + bias)</c>.</summary>
/// <remarks>
/// <para><b>Inputs</b>   (B, …), an axis for each letter of the equation's first term and any axes for an ellipsis.</para>
/// <para><b>Output</b>   the axes of the equation's result.</para>
/// <para><b>Weights</b>  kernel, the axes of the equation's second term; bias, from its first axis to the output's last, with length 1 where it has none.</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  quantized weights are refused. It has more than seven arguments because they are Keras's.</para>
/// <para><b>Source</b>   keras/src/layers/core/einsum_dense.py.</para>
/// </remarks>
public sealed class EinsumDense : Layer, IAdaptable
{
    private readonly EinsumDenseEquation _equation;
    private readonly LowRankAdapter _lora;

    /// <summary>Makes an unbuilt layer.</summary>
    /// <param name="equation"><c>ab,bc->ac</c>, <c>...b,bc->...c</c> or <c>ab...,bc->ac...</c> with any letters: the axes of input, kernel and output.</param>
    /// <param name="outputShape">The output's axes without the batch and without those of an ellipsis; those that only the input knows may be unknown.</param>
    /// <param name="activation">Applied to the sum; <see langword="null"/>: linear.</param>
    /// <param name="biasAxes">The letters of the output's axes along which the bias differs; <see langword="null"/>: no bias.</param>
    /// <param name="kernelInitializer">The kernel's first value; <see langword="null"/>: <c>glorot_uniform</c>, which takes its fans from the equation.</param>
    /// <param name="biasInitializer">The bias's first value; <see langword="null"/>: <c>zeros</c>.</param>
    /// <param name="kernelRegularizer">A penalty on the kernel.</param>
    /// <param name="biasRegularizer">A penalty on the bias.</param>
    /// <param name="kernelConstraint">What keeps the kernel where it is allowed to be.</param>
    /// <param name="biasConstraint">What keeps the bias where it is allowed to be.</param>
    /// <param name="loraRank">Freeze the kernel and train a product of this rank beside it; <see langword="null"/>: no. See <see cref="LowRank.EnableLora"/>.</param>
    /// <param name="loraAlpha">The product's factor times the rank; <see langword="null"/>: the rank.</param>
    /// <param name="gptqUnpackedColumnSize">Must be <see langword="null"/>.</param>
    /// <param name="quantizationConfig">Must be <see langword="null"/>.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">The equation cannot be read, a bias axis is not one of the output, or an adapter beside a constraint or a quantization is asked for.</exception>
    public EinsumDense(string equation, Shape outputShape, ActivationFunction? activation = null, string? biasAxes = null,
                       Initializer? kernelInitializer = null, Initializer? biasInitializer = null, Regularizer? kernelRegularizer = null, Regularizer? biasRegularizer = null,
                       Constraint? kernelConstraint = null, Constraint? biasConstraint = null, int? loraRank = null, double? loraAlpha = null,
                       int? gptqUnpackedColumnSize = null, Config? quantizationConfig = null, string? name = null) : base(name)
    {
        LowRankAndQuantization.Refuse(this, null, null, quantizationConfig, gptqUnpackedColumnSize);
        (Equation, OutputShape, BiasAxes, Activation) = (equation, outputShape, biasAxes, AddActivation(activation));
        _equation = new(equation, biasAxes, this);
        (KernelInitializer, BiasInitializer) = (kernelInitializer ?? new GlorotUniform(), biasInitializer ?? new Zeros());
        (KernelRegularizer, BiasRegularizer) = (kernelRegularizer, biasRegularizer);
        (KernelConstraint, BiasConstraint) = (kernelConstraint, biasConstraint);
        _lora = new(this, loraRank, loraAlpha, kernelConstraint is not null);
    }

    /// <summary>The axes of input, kernel and output.</summary>
    public string Equation { get; }

    /// <summary>The output's axes without the batch and without those of an ellipsis, as given.</summary>
    public Shape OutputShape { get; }

    /// <summary>Applied to the sum.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>The letters of the output's axes along which the bias differs; <see langword="null"/>: there is none.</summary>
    public string? BiasAxes { get; }

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

    /// <summary>The weights; <see langword="null"/> before the layer is built.</summary>
    public Variable? Kernel { get; private set; }

    /// <summary>The bias; <see langword="null"/> before the layer is built, or without one.</summary>
    public Variable? Bias { get; private set; }

    LowRankAdapter IAdaptable.Adapter => _lora;

    Variable? IAdaptable.Adapted => Kernel;

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        Shape output = ComputeOutputShape(inputs);
        Initializer initializer = KernelInitializer is VarianceScaling scaling ? scaling.WithAxes(_equation.InputAxes, _equation.OutputAxes) : KernelInitializer;
        Kernel = AddWeight("kernel", _equation.Kernel(inputs[0], output), initializer, KernelRegularizer, KernelConstraint);
        if (_equation.Bias(inputs[0], output) is { } bias) Bias = AddWeight("bias", bias, BiasInitializer, BiasRegularizer, BiasConstraint);
        _lora.Build(Kernel, keepsAlpha: true);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor kernel = _lora.Of(Kernel!);
        Tensor output = _equation.SummedAxes > 0 ? Product(inputs[0], kernel) : WithBias(Einsum(Equation, inputs[0], kernel));
        return Activation.Apply(output);
    }

    /// <summary>The sum where input and kernel are matrices as they lie in memory: a dense layer under other shapes.</summary>
    private Tensor Product(Tensor x, Tensor kernel)
    {
        int summed = _equation.SummedAxes;
        Shape rows = x.Shape[..^summed], columns = kernel.Shape[summed..];
        Tensor product = MatMul(Reshape(x, [rows.Size, kernel.Shape[..summed].Size]), Reshape(kernel, [Dim.Unknown, columns.Size]));
        if (Bias?.Shape != columns) return WithBias(Reshape(product, [.. rows, .. columns]));
        return Reshape(product + Reshape(Bias, [columns.Size]), [.. rows, .. columns]);
    }

    private Tensor WithBias(Tensor sum) => Bias is null ? sum : sum + Bias;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input, its rank or a length does not fit the equation, the output's shape or the kernel.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs, "Join several with Concatenate() first.");
        Shape input = inputs[0];
        Expect(_equation.HasEllipsis ? input.Rank >= _equation.InputRank : input.Rank == _equation.InputRank, $"an input with the axes of '{Equation}'", inputs);
        Expect(BuildShapes is not { } built || built[0].Rank == input.Rank, $"inputs of rank {BuildShapes?[0].Rank}, for which it was built", inputs);
        Shape output = _equation.Output(input, OutputShape);
        Expect(_equation.Fits(input, output), $"an input whose axes agree with the output {OutputShape} of '{Equation}'", inputs);
        Expect(Kernel is null || _equation.Kernel(input, output).IsCompatibleWith(Kernel.Shape), $"an input that fits its kernel {Kernel?.Shape}", inputs);
        return output;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => _lora.AddSettings(base.GetConfig()
        .With("output_shape", OutputShape).With("equation", Equation).With("activation", Activation).With("bias_axes", BiasAxes)
        .With("kernel_initializer", KernelInitializer).With("bias_initializer", BiasInitializer)
        .With("kernel_regularizer", KernelRegularizer).With("bias_regularizer", BiasRegularizer).With("activity_regularizer", ActivityRegularizer)
        .With("kernel_constraint", KernelConstraint).With("bias_constraint", BiasConstraint).With("quantization_config", null));

    internal static EinsumDense FromConfig(Config config) => new(
        config.Require<string>("equation"), Lengths(config, "output_shape") ?? config.Require<Shape>("output_shape"),
        config.GetObject<ActivationFunction>("activation"), config.Get<string?>("bias_axes", null),
        config.GetObject<Initializer>("kernel_initializer"), config.GetObject<Initializer>("bias_initializer"),
        config.GetObject<Regularizer>("kernel_regularizer"), config.GetObject<Regularizer>("bias_regularizer"),
        config.GetObject<Constraint>("kernel_constraint"), config.GetObject<Constraint>("bias_constraint"),
        config.Get<int?>("lora_rank", null), config.Get<double?>("lora_alpha", null), config.Get<int?>("gptq_unpacked_column_size", null),
        LowRankAndQuantization.Quantization(config), config.Name);

    /// <summary>A shape that a config may hold as a single length.</summary>
    internal static Shape? Lengths(Config config, string key) =>
        config.Json[key] is JsonValue ? [config.Require<int>(key)] : config.Get<Shape?>(key, null);
}
