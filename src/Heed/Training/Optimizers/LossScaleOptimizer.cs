namespace Heed.Optimizers;

/// <summary>Scales the loss so that small gradients survive 16-bit numbers, and finds the scale itself.</summary>
/// <remarks>
/// <para>A step with a gradient that is not finite is skipped and halves the scale; after enough finite steps the scale is doubled. <c>Compile</c> wraps
/// the optimizer of a <c>mixed_float16</c> model unasked. Clipping, averages and so on are set on the inner optimizer.</para>
/// <para><b>Source</b>  keras/src/optimizers/loss_scale_optimizer.py.</para>
/// </remarks>
public sealed class LossScaleOptimizer : Optimizer
{
    private Variable? _steps, _scale;
    private string _scope = "";     // what the inner optimizer's paths begin with

    /// <summary>Creates the optimizer.</summary>
    /// <param name="innerOptimizer">The one that changes the weights.</param>
    /// <param name="initialScale">The first scale; too large a one shrinks fast.</param>
    /// <param name="dynamicGrowthSteps">After so many finite steps the scale is doubled.</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public LossScaleOptimizer(Optimizer innerOptimizer, double initialScale = 32768, int dynamicGrowthSteps = 2000, string? name = null)
        : base(0.0, name)
    {
        InnerOptimizer = innerOptimizer;
        InitialScale = Require.Positive(initialScale, this);
        DynamicGrowthSteps = Require.Positive(dynamicGrowthSteps, this);
        innerOptimizer.LossScaleFactor = null;      // gradients are divided once, here
    }

    /// <summary>The one that changes the weights.</summary>
    public Optimizer InnerOptimizer { get; }

    /// <summary>The first scale.</summary>
    public double InitialScale { get; }

    /// <summary>After so many finite steps the scale is doubled.</summary>
    public int DynamicGrowthSteps { get; }

    /// <summary>The scale now.</summary>
    public double Scale => _scale?.Value.Item<float>() ?? InitialScale;

    /// <inheritdoc/>
    public override long Iterations => InnerOptimizer.Iterations;

    /// <inheritdoc/>
    public override double LearningRate
    {
        get => InnerOptimizer.LearningRate;
        set => InnerOptimizer.LearningRate = value;
    }

    /// <inheritdoc/>
    public override LearningRateSchedule? LearningRateSchedule
    {
        get => InnerOptimizer.LearningRateSchedule;
        set => InnerOptimizer.LearningRateSchedule = value;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> Variables => [.. base.Variables, .. InnerOptimizer.Variables];

    /// <inheritdoc/>
    public override Tensor ScaleLoss(Tensor loss) => loss * Scale;

    /// <inheritdoc/>
    public override void Apply(IReadOnlyList<Tensor?> gradients, IReadOnlyList<Variable>? variables = null)
    {
        if (!Built && variables is not null)
        {
            _scope = Name;
            Build(variables);
        }
        using var scope = new MemoryScope();
        if (Tape.Pause(() => gradients.All(gradient => gradient is null || Ops.All(Ops.IsFinite(gradient)).Item<bool>())))
        {
            double share = 1 / Scale;
            InnerOptimizer.Apply(Tape.Pause(() => gradients.Select(gradient => gradient is null ? null : gradient * share).ToArray()), variables);
            if (_steps!.Value.Item<int>() == DynamicGrowthSteps - 1) Restart(2 * Scale);
            else _steps.Assign(Tensor.FromScalar(_steps.Value.Item<int>() + 1));
        }
        else
        {
            Restart(Scale / 2);
        }
    }

    /// <inheritdoc/>
    public override void FinalizeVariables() => InnerOptimizer.FinalizeVariables();

    internal override void SwapAverages() => InnerOptimizer.SwapAverages();

    internal override void ResetAverages() => InnerOptimizer.ResetAverages();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An option was set here rather than on the inner optimizer.</exception>
    protected override void CreateSlots(IReadOnlyList<Variable> variables)
    {
        if (WeightDecay is not null || Clipnorm is not null || GlobalClipnorm is not null || Clipvalue is not null || UseEma
            || LossScaleFactor is not null || GradientAccumulationSteps is not null)
            throw new ArgumentException($"{this} expects clipping, decay, averages and accumulation to be set on its inner optimizer, {InnerOptimizer}.");
        _steps = AddVariable("step_counter", Tensor.FromScalar(0));
        _scale = AddVariable("dynamic_scale", Tensor.FromScalar((float)InitialScale));
        InnerOptimizer.BuildInside(_scope, variables, listsUnnamed: false);
    }

    /// <inheritdoc/>
    protected override void Update(int index, Variable variable, Tensor gradient, double learningRate) =>
        throw new InvalidOperationException($"{this} expects its inner optimizer, {InnerOptimizer}, to change the weights.");

    private void Restart(double scale)
    {
        _steps!.Assign(Tensor.FromScalar(0));
        _scale!.Assign(Tensor.FromScalar((float)scale));
    }

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("name", Name).With("inner_optimizer", InnerOptimizer)
        .With("initial_scale", InitialScale).With("dynamic_growth_steps", DynamicGrowthSteps);

    internal static LossScaleOptimizer FromConfig(Config config) => new(
        config.GetObject<Optimizer>("inner_optimizer") ?? throw new ArgumentException("LossScaleOptimizer expects an 'inner_optimizer'. Received none."),
        config.Get("initial_scale", 32768.0), config.Get("dynamic_growth_steps", 2000), config.Name);
}
