namespace Heed.Optimizers;

/// <summary>Changes weights by their gradients, so that a loss gets smaller.</summary>
/// <remarks>
/// <para>What Keras gives every optimizer besides its learning rate and name are properties here:
/// <c>new Adam(1e-3) { GlobalClipnorm = 1.0 }</c>. Gradients are clipped, weights decayed, then updated, then projected by their constraints.</para>
/// <para><b>Source</b>  keras/src/optimizers/base_optimizer.py.</para>
/// </remarks>
public abstract partial class Optimizer : IKerasObject
{
    private readonly Variable _iteration;
    private Variable? _learningRate;
    private LearningRateSchedule? _schedule;

    /// <summary>Starts an optimizer that knows no weights yet.</summary>
    /// <param name="learningRate">A number or a schedule.</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    protected Optimizer(LearningRateSchedule learningRate, string? name)
    {
        Name = name ?? AutomaticName.Next(ClassName);
        _iteration = AddVariable("iteration", Tensor.FromScalar(0));
        Schedule(learningRate);
    }

    /// <summary>The first part of its variables' paths.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public virtual string Module => "keras.optimizers";

    /// <inheritdoc/>
    public virtual string ClassName => GetType().Name;

    /// <inheritdoc/>
    public virtual string? RegisteredName => null;

    /// <summary>How many steps it has taken; with gradient accumulation, how many updates.</summary>
    public virtual long Iterations => Steps / (GradientAccumulationSteps ?? 1);

    /// <summary>The learning rate of the next step; it can be set unless a schedule was given.</summary>
    /// <exception cref="InvalidOperationException">It is set, but a schedule decides.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a negative number or NaN.</exception>
    public virtual double LearningRate
    {
        get => _schedule?.At(Steps) ?? _learningRate!.Value.Item<float>();
        set
        {
            if (_learningRate is null)
                throw new InvalidOperationException($"{this} leaves its learning rate to {_schedule}. Set {nameof(LearningRateSchedule)} instead.");
            _learningRate.Assign(Tensor.FromScalar((float)Require.NotNegative(value, this, nameof(LearningRate))));
        }
    }

    /// <summary>What decides about the learning rate; <see langword="null"/>: a number that stays until it is set.</summary>
    public virtual LearningRateSchedule? LearningRateSchedule
    {
        get => _schedule;
        set => Schedule(value ?? LearningRate);
    }

    /// <summary>Its own variables, in Keras's order: the count of steps, the learning rate, and what it keeps for each weight.</summary>
    public virtual IReadOnlyList<Variable> Variables => _variables;

    /// <summary>The steps taken, accumulating ones included.</summary>
    private protected int Steps => _iteration.Value.Item<int>();

    /// <summary>Multiplies the loss before gradients are taken, if it scales losses.</summary>
    /// <param name="loss">A scalar.</param>
    /// <returns>What is to be differentiated.</returns>
    public virtual Tensor ScaleLoss(Tensor loss) => LossScaleFactor is { } factor ? loss * factor : loss;

    /// <inheritdoc/>
    public virtual Config GetConfig() => new Config().With("name", Name).With("learning_rate", _schedule ?? (object)LearningRate)
        .With("weight_decay", WeightDecay).With("clipnorm", Clipnorm).With("global_clipnorm", GlobalClipnorm).With("clipvalue", Clipvalue)
        .With("use_ema", UseEma).With("ema_momentum", EmaMomentum).With("ema_overwrite_frequency", EmaOverwriteFrequency)
        .With("loss_scale_factor", LossScaleFactor).With("gradient_accumulation_steps", GradientAccumulationSteps);

    void IKerasObject.Restore(Config config)
    {
        WeightDecay = config.Get<double?>("weight_decay", DefaultWeightDecay);
        Clipnorm = config.Get<double?>("clipnorm", null);
        GlobalClipnorm = config.Get<double?>("global_clipnorm", null);
        Clipvalue = config.Get<double?>("clipvalue", null);
        UseEma = config.Get("use_ema", false);
        EmaMomentum = config.Get("ema_momentum", 0.99);
        EmaOverwriteFrequency = NotZero(config.Get<int?>("ema_overwrite_frequency", null));
        LossScaleFactor = config.Get<double?>("loss_scale_factor", null);
        GradientAccumulationSteps = NotZero(config.Get<int?>("gradient_accumulation_steps", null));

        static int? NotZero(int? count) => count == 0 ? null : count;       // to Keras both mean: never
    }

    /// <summary>An optimizer by Keras's name, with Keras's settings.</summary>
    /// <param name="name">Such as <c>adam</c>.</param>
    /// <exception cref="ArgumentException">No optimizer has this name.</exception>
    public static implicit operator Optimizer(string name) => KerasRegistry.Create<Optimizer>(name);

    /// <summary>Class and name.</summary>
    /// <returns>Such as <c>Adam 'adam_1'</c>.</returns>
    public override string ToString() => $"{ClassName} '{Name}'";

    /// <summary>The learning rate in a config: a number or a schedule.</summary>
    private protected static LearningRateSchedule? ReadLearningRate(Config config) =>
        config.Json["learning_rate"] is System.Text.Json.Nodes.JsonObject ? config.GetObject<LearningRateSchedule>("learning_rate")
        : config.Get<double?>("learning_rate", null) is { } rate ? rate : null;

    private void Schedule(LearningRateSchedule rate)
    {
        if (_learningRate is not null) _variables.Remove(_learningRate);
        (_schedule, _learningRate) = (rate, null);
        if (rate is not ConstantRate number) return;
        _schedule = null;
        _learningRate = NewVariable("learning_rate", Tensor.FromScalar((float)number.Rate));
        _variables.Insert(1, _learningRate);        // after the count of steps, also if the slots are there already
    }
}
