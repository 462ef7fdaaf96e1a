using System.Text.Json.Nodes;
using Heed.Initializers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Shifts and scales its input to mean 0 and variance 1, by a mean and a variance that are given or learned from data.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape; the same shape, in the compute type.</para>
/// <para><b>Formula</b>  (x − mean) / max(√variance, 1e-7), for every place along the kept axes; inverted: mean + x · max(√variance, 1e-7).</para>
/// <para><b>Weights</b>  mean and variance of the kept axes' lengths and count, not trainable; none where mean and variance are given.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Differs</b>  data with NaN or infinities cannot be learned from, and a negative variance is an error.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/normalization.py.</para>
/// </remarks>
public sealed class Normalization : AdaptableLayer
{
    private const double Epsilon = 1e-7;

    private Variable? _adaptedMean, _adaptedVariance, _count;      // in this order: weights are numbered by creation in .keras files
    private double[]? _sumMean, _sumVariance;                      // of the batches seen since ResetState
    private long _seen;

    /// <summary>Makes the layer.</summary>
    /// <param name="axis">The axes that keep a mean and a variance of their own for each place; <see langword="null"/>: the last; empty: one mean for all.</param>
    /// <param name="mean">The mean, a number or of the kept axes' lengths; <see langword="null"/>: it is learned by Adapt.</param>
    /// <param name="variance">The variance, together with <paramref name="mean"/> and of its shape.</param>
    /// <param name="invert">Undo a normalization instead.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">Only one of mean and variance is given, their shapes differ or have more axes than are kept, or a variance is negative.</exception>
    public Normalization(int[]? axis = null, Tensor? mean = null, Tensor? variance = null, bool invert = false, string? name = null) : base(name)
    {
        (Axis, Invert) = (axis is null ? [-1] : [.. axis], invert);
        if (mean is null != variance is null)
            throw new ArgumentException($"{this} expects mean and variance together. Received only {(mean is null ? "variance" : "mean")}. Give both, or neither and call Adapt.");
        if (mean is null) return;
        if (mean.Shape != variance!.Shape) throw new ShapeException($"{this} expects mean and variance of one shape. Received mean {mean.Spec} and variance {variance.Spec}.");
        if (mean.Rank > Axis.Count)
            throw new ShapeException($"{this} expects a mean with at most as many axes as are kept ({Axis.Count}). Received mean {mean.Spec} for axis [{string.Join(", ", Axis)}].");
        if (!All(GreaterEqual(variance, 0)).Item<bool>() || !All(IsFinite(AsFloat(mean))).Item<bool>())
            throw new ArgumentException($"{this} expects a finite mean and a variance of at least 0. Received mean {mean} and variance {variance}.");
        (Mean, Variance) = (mean.Keep(), variance.Keep());
    }

    /// <summary>The axes whose places have a mean of their own.</summary>
    public IReadOnlyList<int> Axis { get; }

    /// <summary>The mean given.</summary>
    public Tensor? Mean { get; }

    /// <summary>The variance given.</summary>
    public Tensor? Variance { get; }

    /// <summary>Does it undo a normalization?</summary>
    public bool Invert { get; }

    /// <inheritdoc/>
    public override bool IsAdaptable => Mean is null;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        Shape input = ComputeOutputShape(inputs);
        if (!IsAdaptable) return;
        Shape kept = [.. KeptAxes(input.Rank).Select(axis => input[axis])];
        _adaptedMean = AddWeight("mean", kept, new Zeros(), trainable: false);
        _adaptedVariance = AddWeight("variance", kept, new Ones(), trainable: false);
        _count = AddWeight("count", Shape.Scalar, new Zeros(), trainable: false, dtype: Heed.DType.Int32);      // for older files; never used
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor x = inputs[0].Cast(ComputeDType), mean = Spread(Mean ?? _adaptedMean!, x), variance = Spread(Variance ?? _adaptedVariance!, x);
        Tensor deviation = Maximum(Sqrt(variance), Epsilon);
        return Invert ? mean + x * deviation : (x - mean) / deviation;
    }

    /// <summary>A statistic with as many axes as the input: those it has go to the last of the kept axes, all others have length 1.</summary>
    private Tensor Spread(Tensor statistic, Tensor x)
    {
        int[] kept = KeptAxes(x.Rank), lengths = [.. Enumerable.Repeat(1, x.Rank)];
        for (int i = 1; i <= statistic.Rank; i++) lengths[kept[^i]] = statistic.Shape[^i].Value;
        return Reshape(statistic.Cast(ComputeDType), new Shape(lengths.Select(length => (Dim)length)));
    }

    private int[] KeptAxes(int rank) => [.. Axis.Select(axis => axis < 0 ? axis + rank : axis).Order()];

    /// <inheritdoc/>
    public override void ResetState() => (_sumMean, _sumVariance, _seen) = (null, null, 0);

    /// <inheritdoc/>
    public override void UpdateState(Tensor data)
    {
        if (!IsAdaptable) throw new ArgumentException($"{this} expects nothing to learn, as it was made with mean and variance. Received data to adapt to. Make it without them.");
        if (data.Length == 0) throw new ArgumentException($"{this} expects data to adapt to. Received {data.Spec}, which is empty.");
        BuildFor(data.Shape);
        int[] kept = KeptAxes(BuildShapes![0].Rank);
        if (data.Rank != BuildShapes[0].Rank || kept.Any(axis => data.Shape[axis] != BuildShapes[0][axis]))
            throw new ShapeException($"{this} was built for {BuildShapes[0]}. Received data {data.Spec}, whose rank or kept axes differ. Make another layer for them.");

        int[] reduced = [.. Enumerable.Range(0, data.Rank).Except(kept)];
        Tensor x = data.Cast(Heed.DType.Float64);
        Add(reduced.Length == 0 ? x : Ops.Mean(x, reduced), reduced.Length == 0 ? ZerosLike(x) : Ops.Variance(x, reduced), data.Length / _adaptedMean!.Shape.Size);
    }

    /// <summary>Mean and variance of all numbers so far and a batch more.</summary>
    private void Add(Tensor mean, Tensor variance, long count)
    {
        double[] batchMean = mean.ToArray<double>(), batchVariance = variance.ToArray<double>();
        if (batchMean.Any(x => !double.IsFinite(x))) throw new ArgumentException($"{this} expects finite numbers to adapt to. Received NaN or infinities. Leave such samples out.");
        _sumMean ??= new double[batchMean.Length];
        _sumVariance ??= new double[batchMean.Length];
        _seen += count;
        double part = (double)count / _seen, rest = 1 - part;
        for (int i = 0; i < batchMean.Length; i++)
        {
            double before = _sumMean[i], now = before * rest + batchMean[i] * part;
            _sumVariance[i] = (_sumVariance[i] + (before - now) * (before - now)) * rest + (batchVariance[i] + (batchMean[i] - now) * (batchMean[i] - now)) * part;
            _sumMean[i] = now;
        }
    }

    /// <inheritdoc/>
    public override void FinalizeState()
    {
        if (!IsAdaptable) return;
        if (_sumMean is null) throw new ArgumentException($"{this} expects at least one batch to adapt to. Received none.");
        _adaptedMean!.Assign(Tensor.From(_sumMean, _adaptedMean.Shape));
        _adaptedVariance!.Assign(Tensor.From(_sumVariance!, _adaptedVariance.Shape));
        ResetState();
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">An axis does not exist, has no known length, or the mean's length differs.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        Shape input = inputs[0];
        Expect(Axis.All(axis => axis >= -input.Rank && axis < input.Rank), $"an input that has the axes [{string.Join(", ", Axis)}]", inputs);
        int[] kept = KeptAxes(input.Rank);
        Expect(kept.Distinct().Count() == kept.Length, $"axes that differ; [{string.Join(", ", Axis)}] names one twice", inputs);
        Expect(kept.All(axis => input[axis].IsKnown), $"known lengths along the axes [{string.Join(", ", Axis)}]", inputs);
        for (int i = 1; i <= (Mean?.Rank ?? 0); i++)
            Expect(Mean!.Shape[^i].Equals(1) || Mean.Shape[^i] == input[kept[^i]], $"an input whose kept axes fit its mean {Mean.Shape}", inputs);
        return input;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("axis", Axis).With("invert", Invert)
        .With("mean", Mean is null ? null : TensorConfig.ToLists(Mean)).With("variance", Variance is null ? null : TensorConfig.ToLists(Variance));

    internal static Normalization FromConfig(Config config) => new(
        !config.Has("axis") ? null : config.Json["axis"] is JsonArray ? config.Get<int[]>("axis", []) : config.Get<int?>("axis", null) is { } axis ? [axis] : [],
        Statistic(config.Json["mean"]), Statistic(config.Json["variance"]), config.Get("invert", false), config.Name);

    /// <summary>Numbers of a config: whole ones stay whole, so that they are written as they were read.</summary>
    private static Tensor? Statistic(JsonNode? node)
    {
        if (node is null) return null;
        Tensor read = TensorConfig.Read(node);
        bool isWhole = node is JsonArray && node.ToJsonString().All(c => char.IsAsciiDigit(c) || "[], -".Contains(c, StringComparison.Ordinal));
        return isWhole ? read.Cast(Heed.DType.Int64) : read;
    }
}
