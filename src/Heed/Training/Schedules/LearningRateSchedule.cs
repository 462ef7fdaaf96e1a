namespace Heed.Optimizers;

/// <summary>A learning rate that changes with the number of steps; a plain number converts to one that does not.</summary>
/// <remarks>Source: keras/src/optimizers/schedules/learning_rate_schedule.py.</remarks>
public abstract class LearningRateSchedule : IKerasObject
{
    /// <summary>Names the schedule.</summary>
    /// <param name="name">Keras's default is the class name; it is only kept for configs.</param>
    protected LearningRateSchedule(string name) => Name = name;

    /// <summary>The name that configs hold.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public virtual string Module => "keras.optimizers.schedules";

    /// <inheritdoc/>
    public virtual string ClassName => GetType().Name;

    /// <inheritdoc/>
    public virtual string? RegisteredName => null;

    /// <summary>A learning rate that stays as it is until somebody sets <see cref="Optimizer.LearningRate"/>.</summary>
    /// <param name="rate">At least 0.</param>
    public static implicit operator LearningRateSchedule(double rate) => new ConstantRate(rate);

    /// <summary>The learning rate of one step.</summary>
    /// <param name="step">How many steps were taken before, from 0.</param>
    /// <returns>The rate.</returns>
    public abstract double At(double step);

    /// <inheritdoc/>
    public virtual Config GetConfig() => new Config().With("name", Name);

    /// <summary>A number of steps for a config: usually a whole one, and then written so.</summary>
    private protected static object Steps(double steps) => double.IsInteger(steps) && Math.Abs(steps) < long.MaxValue ? (object)(long)steps : steps;

    /// <summary>The class.</summary>
    /// <returns>Such as <c>CosineDecay</c>.</returns>
    public override string ToString() => ClassName;
}

/// <summary>A number given where a schedule could stand.</summary>
internal sealed class ConstantRate(double rate) : LearningRateSchedule("constant")
{
    public double Rate { get; } = Require.NotNegative(rate, nameof(Optimizer), "learningRate");

    public override double At(double step) => Rate;
}
