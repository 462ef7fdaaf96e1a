namespace Heed.Losses;

/// <summary>Says in one number how far predictions are from the truth; training makes it small.</summary>
/// <remarks>
/// <para>An author overrides <see cref="Call"/>, which gives a loss for each sample or time step; weights, masks and the reduction are applied here.
/// A mask that the predictions carry hides the steps where it is false.</para>
/// <para><b>Source</b>  keras/src/losses/loss.py.</para>
/// </remarks>
public abstract class Loss : IKerasObject
{
    /// <summary>Names the loss.</summary>
    /// <param name="reduction">How losses become one number.</param>
    /// <param name="name">The stem of its name in histories; <see langword="null"/>: Keras's automatic name.</param>
    /// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
    protected Loss(Reduction reduction = Reduction.SumOverBatchSize, string? name = null, DTypePolicy? dtype = null)
    {
        Reduction = Enum.IsDefined(reduction) ? reduction
            : throw new ArgumentOutOfRangeException(nameof(reduction), $"{ClassName} expects one of the named reductions. Received {reduction}.");
        Name = name ?? AutomaticName.Next(ClassName);
        DType = dtype ?? Heed.DType.Float32;
    }

    /// <summary>The stem of its name in histories.</summary>
    public string Name { get; internal set; }

    /// <summary>The name by which it was given to <c>Compile</c>, and which files then hold in its place; <see langword="null"/>: it was given as an object.</summary>
    internal string? ShortName { get; private set; }

    /// <summary>How losses become one number.</summary>
    public Reduction Reduction { get; }

    /// <summary>The type of the computation is its compute type.</summary>
    public DTypePolicy DType { get; private set; }

    /// <inheritdoc/>
    public virtual string Module => "keras.losses";

    /// <inheritdoc/>
    public virtual string ClassName => GetType().Name;

    /// <inheritdoc/>
    public virtual string? RegisteredName => null;

    /// <summary>Computes the loss.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The prediction; the mask that it carries is respected.</param>
    /// <param name="sampleWeight">A weight for each sample, or for each step; <see langword="null"/>: all weigh 1.</param>
    /// <returns>A scalar, or with <see cref="Reduction.None"/> a loss for each sample or step.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or <paramref name="yTrue"/> holds values that this loss does not take.</exception>
    public Tensor Apply(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        DType type = DType.ComputeDType;
        Tensor losses = Call(KeepsIntegers && !yTrue.DType.IsFloat() ? yTrue : yTrue.Cast(type), yPred.Cast(type));
        Tensor? mask = (yPred.Mask, losses.Mask) switch
        {
            ({ } carried, { } own) => carried.Cast(Heed.DType.Bool) & own,
            var (carried, own) => carried ?? own,
        };
        return Weighting.Reduce(losses.Cast(type), sampleWeight, mask, Reduction);
    }

    /// <summary>Does <see cref="Call"/> take class numbers as integers, rather than converted to the type of the computation?</summary>
    private protected virtual bool KeepsIntegers => false;

    /// <summary>A loss for each sample or step.</summary>
    /// <param name="yTrue">The truth, in the type of the computation.</param>
    /// <param name="yPred">The prediction, in the type of the computation.</param>
    /// <returns>Usually without the last axis of <paramref name="yPred"/>; its mask hides steps that do not count.</returns>
    protected abstract Tensor Call(Tensor yTrue, Tensor yPred);

    /// <inheritdoc/>
    public virtual Config GetConfig() => new Config().With("name", Name).With("reduction", Reduction is Reduction.None ? null : Reduction);

    /// <summary>The type, which Keras's configs do not hold but which may stand in one.</summary>
    void IKerasObject.Restore(Config config) => DType = config.GetObject<DTypePolicy>("dtype") ?? DType;

    /// <summary>A loss by Keras's name; that becomes its name.</summary>
    /// <param name="name">Such as <c>mse</c> or <c>sparse_categorical_crossentropy</c>; <c>crossentropy</c> chooses by the shapes.</param>
    /// <exception cref="ArgumentException">No loss has this name.</exception>
    public static implicit operator Loss(string name)
    {
        if (name.ToLowerInvariant() is "crossentropy" or "ce") return new CrossentropyByShape(name) { ShortName = name };
        var loss = KerasRegistry.Create<Loss>(name);
        (loss.Name, loss.ShortName) = (name, name);
        return loss;
    }

    /// <summary>Class and name.</summary>
    /// <returns>Such as <c>MeanSquaredError 'mse'</c>.</returns>
    public override string ToString() => $"{ClassName} '{Name}'";

    /// <summary>The reduction in a config, where null is none.</summary>
    internal static Reduction ReadReduction(Config config) => config.Get<Reduction?>("reduction", Reduction.SumOverBatchSize) ?? Reduction.None;
}
