namespace Heed.Optimizers;

/// <summary>Adam with weight decay beside the gradients.</summary>
/// <remarks>
/// <para><b>Rule</b>  w ← w − rate · decay · w, then as <see cref="Adam"/>.</para>
/// <para><b>Source</b>  Loshchilov and Hutter 2019, arXiv:1711.05101; keras/src/optimizers/adamw.py.</para>
/// </remarks>
public sealed class AdamW : Adam
{
    private const double DefaultDecay = 0.004;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.001.</param>
    /// <param name="weightDecay">Every step takes this fraction, times the learning rate, off each weight.</param>
    /// <param name="beta1">How much of the mean of gradients stays at every step, in [0, 1].</param>
    /// <param name="beta2">How much of the mean of squares stays at every step, in [0, 1].</param>
    /// <param name="epsilon">Keeps the division finite; at least 0.</param>
    /// <param name="amsgrad">Divide by the largest mean of squares so far?</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public AdamW(LearningRateSchedule? learningRate = null, double weightDecay = DefaultDecay, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7,
                 bool amsgrad = false, string? name = null) : base(learningRate, beta1, beta2, epsilon, amsgrad, name) => WeightDecay = weightDecay;

    private protected override double? DefaultWeightDecay => DefaultDecay;

    internal static new AdamW FromConfig(Config config) => new(ReadLearningRate(config),
        config.Get<double?>("weight_decay", DefaultDecay) ?? throw new ArgumentException("AdamW expects a number as weight_decay. Received null. Use Adam instead."),
        config.Get("beta_1", 0.9), config.Get("beta_2", 0.999), config.Get("epsilon", 1e-7), config.Get("amsgrad", false), config.Name);
}
