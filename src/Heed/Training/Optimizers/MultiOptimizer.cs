namespace Heed.Optimizers;

/// <summary>Several optimizers, each for some of the weights.</summary>
/// <remarks>
/// <para>Learning rates, clipping, decay, averages and accumulation are set on the optimizers inside.</para>
/// <para><b>Source</b>  keras/src/optimizers/multi_optimizer.py.</para>
/// </remarks>
public sealed class MultiOptimizer : Optimizer
{
    private readonly Dictionary<Variable, Optimizer> _optimizerOf = new(ReferenceEqualityComparer.Instance);
    private IReadOnlyList<Variable> _all = [];

    /// <summary>Creates the optimizer.</summary>
    /// <param name="optimizerMap">Which optimizer changes which weights.</param>
    /// <param name="lossScaleFactor">Multiplies the loss and divides the gradients; <see langword="null"/>: 1.</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    public MultiOptimizer(OptimizerMap optimizerMap, double? lossScaleFactor = null, string? name = null) : base(0.0, name)
    {
        ArgumentNullException.ThrowIfNull(optimizerMap);
        (OptimizerMap, LossScaleFactor) = (optimizerMap, lossScaleFactor);
    }

    /// <summary>Which optimizer changes which weights.</summary>
    public OptimizerMap OptimizerMap { get; }

    /// <summary>The optimizers inside.</summary>
    public IReadOnlyList<Optimizer> Optimizers => OptimizerMap.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> Variables => [.. base.Variables, .. Optimizers.SelectMany(optimizer => optimizer.Variables)];

    /// <summary>There is none: each of <see cref="Optimizers"/> has its own.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override double LearningRate
    {
        get => throw NoRate();
        set => throw NoRate();
    }

    /// <summary>There is none: each of <see cref="Optimizers"/> has its own.</summary>
    /// <exception cref="InvalidOperationException">It is set.</exception>
    public override LearningRateSchedule? LearningRateSchedule
    {
        get => null;
        set => throw NoRate();
    }

    /// <inheritdoc/>
    public override void Apply(IReadOnlyList<Tensor?> gradients, IReadOnlyList<Variable>? variables = null)
    {
        if (!Built && variables is not null) Build(variables);
        variables ??= _all;
        if (gradients.Count != variables.Count)
            throw new ArgumentException($"{this} expects a gradient, or null, for each weight. Received {gradients.Count} for {variables.Count} weights.");
        if (variables.FirstOrDefault(variable => !_optimizerOf.ContainsKey(variable)) is { } stranger)
            throw new ArgumentException($"{this} expects the weights for which it was built. Received {stranger}. Make a new optimizer.");
        foreach (Optimizer optimizer in Optimizers)
        {
            int[] own = [.. Enumerable.Range(0, variables.Count).Where(i => _optimizerOf[variables[i]] == optimizer && gradients[i] is not null)];
            if (own.Length == 0) continue;
            optimizer.LossScaleFactor = LossScaleFactor;
            optimizer.Apply([.. own.Select(i => gradients[i])], [.. own.Select(i => variables[i])]);
        }
        CountStep();
    }

    /// <inheritdoc/>
    public override void FinalizeVariables()
    {
        foreach (Optimizer optimizer in Optimizers) optimizer.FinalizeVariables();
    }

    internal override void SwapAverages()
    {
        if (!Optimizers.Any(optimizer => optimizer.UseEma))
            throw new InvalidOperationException($"{this} expects UseEma on one of the optimizers inside where averaged weights are asked for: {string.Join(", ", Optimizers)}.");
        foreach (Optimizer optimizer in Optimizers.Where(optimizer => optimizer.UseEma)) optimizer.SwapAverages();
    }

    internal override void ResetAverages()
    {
        foreach (Optimizer optimizer in Optimizers) optimizer.ResetAverages();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An option was set here rather than on the optimizers inside.</exception>
    protected override void CreateSlots(IReadOnlyList<Variable> variables)
    {
        if (WeightDecay is not null || Clipnorm is not null || GlobalClipnorm is not null || Clipvalue is not null || UseEma || GradientAccumulationSteps is not null)
            throw new ArgumentException($"{this} expects clipping, decay, averages and accumulation to be set on the optimizers inside: {string.Join(", ", Optimizers)}.");
        _all = [.. variables];
        foreach (Variable variable in variables) _optimizerOf[variable] = OptimizerMap[variable.Path];
        foreach (Optimizer optimizer in Optimizers)
        {
            Variable[] own = [.. variables.Where(variable => _optimizerOf[variable] == optimizer)];
            if (own.Length > 0) optimizer.BuildInside(Outer, own, ListsUnnamed);
        }
    }

    /// <inheritdoc/>
    protected override void Update(int index, Variable variable, Tensor gradient, double learningRate) =>
        throw new InvalidOperationException($"{this} expects the optimizers inside to change the weights.");

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("optimizer_map", OptimizerMap).With("loss_scale_factor", LossScaleFactor).With("name", Name);

    internal static MultiOptimizer FromConfig(Config config) => new(
        config.GetObject<OptimizerMap>("optimizer_map") ?? throw new ArgumentException("MultiOptimizer expects an 'optimizer_map'. Received none."),
        config.Get<double?>("loss_scale_factor", null), config.Name);

    private InvalidOperationException NoRate() =>
        new($"{this} has no learning rate of its own. Ask, or set it on, one of the optimizers inside: {string.Join(", ", Optimizers)}.");
}
