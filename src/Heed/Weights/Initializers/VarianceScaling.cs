namespace Heed.Initializers;

/// <summary>What <see cref="VarianceScaling"/> divides its scale by.</summary>
public enum FanMode
{
    /// <summary>The number of inputs of a unit.</summary>
    FanIn,
    /// <summary>The number of units that an input reaches.</summary>
    FanOut,
    /// <summary>The mean of both.</summary>
    FanAvg,
}

/// <summary>How <see cref="VarianceScaling"/> spreads its values.</summary>
public enum ScalingDistribution
{
    /// <summary>Normal, cut off at two standard deviations; the variance counts after the cut.</summary>
    TruncatedNormal,
    /// <summary>Normal.</summary>
    UntruncatedNormal,
    /// <summary>Even between −limit and limit.</summary>
    Uniform,
}

/// <summary>Random values of variance <c>scale / fan</c>, so that signals keep their size from layer to layer.</summary>
/// <remarks>
/// <para><b>Fans</b>  of a matrix (in, out) its two lengths; of a convolution kernel (…, in, out) times the number of its positions;
/// with <c>inputAxes</c> and <c>outputAxes</c> the products of those lengths.</para>
/// <para><b>Source</b>  keras/src/initializers/random_initializers.py.</para>
/// </remarks>
public class VarianceScaling : RandomInitializer
{
    private const double TruncatedStddev = 0.87962566103423978;    // of a standard normal cut off at ±2

    /// <summary>Random values of a variance that fits the shape.</summary>
    /// <param name="scale">The variance times the fan, above 0.</param>
    /// <param name="mode">Which fan.</param>
    /// <param name="distribution">How values are spread.</param>
    /// <param name="seed">A number or a generator; <see langword="null"/> draws a number.</param>
    /// <param name="inputAxes">The axes whose lengths make the fan in; <see langword="null"/>: as the shape suggests.</param>
    /// <param name="outputAxes">The axes whose lengths make the fan out; <see langword="null"/>: as the shape suggests.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not a finite number above 0.</exception>
    public VarianceScaling(double scale = 1.0, FanMode mode = FanMode.FanIn, ScalingDistribution distribution = ScalingDistribution.TruncatedNormal,
                           RandomSeed? seed = null, int[]? inputAxes = null, int[]? outputAxes = null) : base(seed)
    {
        Scale = Require.Positive(scale, this);
        (Mode, Distribution, InputAxes, OutputAxes) = (mode, distribution, inputAxes, outputAxes);
    }

    /// <summary>The variance times the fan.</summary>
    public double Scale { get; }

    /// <summary>Which fan.</summary>
    public FanMode Mode { get; }

    /// <summary>How values are spread.</summary>
    public ScalingDistribution Distribution { get; }

    /// <summary>The axes whose lengths make the fan in.</summary>
    public IReadOnlyList<int>? InputAxes { get; private set; }

    /// <summary>The axes whose lengths make the fan out.</summary>
    public IReadOnlyList<int>? OutputAxes { get; private set; }

    /// <summary>The same initializer, seed included, where the axes that make the fans are known and were not given.</summary>
    internal VarianceScaling WithAxes(int[] inputAxes, int[] outputAxes)
    {
        if (InputAxes is not null && OutputAxes is not null) return this;
        var other = (VarianceScaling)MemberwiseClone();
        (other.InputAxes, other.OutputAxes) = (inputAxes, outputAxes);
        return other;
    }

    /// <inheritdoc/>
    protected sealed override Tensor Create(Shape shape, DType dtype, RandomKey key)
    {
        var (fanIn, fanOut) = Fans(shape);
        double fan = Mode switch { FanMode.FanIn => fanIn, FanMode.FanOut => fanOut, _ => (fanIn + fanOut) / 2 };
        double variance = Scale / Math.Max(1, fan), limit = Math.Sqrt(3 * variance);
        return Distribution switch
        {
            ScalingDistribution.Uniform => Ops.RandomUniform(shape, -limit, limit, dtype, key),
            ScalingDistribution.UntruncatedNormal => Ops.RandomNormal(shape, 0, Math.Sqrt(variance), dtype, key),
            _ => Ops.RandomTruncatedNormal(shape, 0, Math.Sqrt(variance) / TruncatedStddev, dtype, key),
        };
    }

    private (double In, double Out) Fans(Shape shape)
    {
        double Product(IEnumerable<int> axes) => axes.Aggregate(1.0, (product, axis) => product * shape[axis < 0 ? axis + shape.Rank : axis].Value);
        if (InputAxes is not null && OutputAxes is not null) return (Product(InputAxes), Product(OutputAxes));
        if (shape.Rank < 2) return (Product(Enumerable.Range(0, shape.Rank)), Product(Enumerable.Range(0, shape.Rank)));
        double positions = Product(Enumerable.Range(0, shape.Rank - 2));
        return (shape[^2].Value * positions, shape[^1].Value * positions);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("scale", Scale).With("mode", Mode).With("distribution", Distribution).With("input_axes", InputAxes).With("output_axes", OutputAxes);

    /// <summary>The config of the classes whose scale, mode and distribution are fixed.</summary>
    private protected Config AxesConfig() => base.GetConfig().With("input_axes", InputAxes).With("output_axes", OutputAxes);

    internal static VarianceScaling FromConfig(Config config)
    {
        if (config.Get<string?>("distribution", null) is { } name)      // Keras takes capitals, and "normal" for the truncated one
            config = new Config(config.Json.DeepClone().AsObject()).With("distribution", name.ToLowerInvariant() is "normal" ? "truncated_normal" : name.ToLowerInvariant());
        return new(config.Get("scale", 1.0), config.Get("mode", FanMode.FanIn), config.Get("distribution", ScalingDistribution.TruncatedNormal),
            RandomSeed.FromConfig(config), config.Get<int[]?>("input_axes", null), config.Get<int[]?>("output_axes", null));
    }
}
