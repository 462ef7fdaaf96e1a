namespace Heed.Layers;

/// <summary>Leaves only the upper bits of every value, as many as are drawn for each image.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  see <see cref="ColorLayer"/>.</para>
/// <para><b>Formula</b> as bytes, <c>(x &gt;&gt; 8 − bits) &lt;&lt; 8 − bits</c>; what lies outside the range of values is moved to its ends. There is no slope.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_posterization.py.</para>
/// </remarks>
public sealed class RandomPosterization : ColorLayer
{
    private const int AllBits = 8;

    private readonly int _least, _most;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">How many bits stay: a whole number in [1, 8] from the first on, below the second unless they are equal; one number x stands for [1, x].</param>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">The factor lies outside or is not whole, or the range is empty.</exception>
    public RandomPosterization(Factor factor, (double Min, double Max)? valueRange = null, DataFormat? dataFormat = null, int? seed = null, string? name = null)
        : base(Sorted(valueRange), isRandom: true, seed, dataFormat, name)
    {
        (double lower, double upper) = factor.Within(this, nameof(factor), 1, AllBits);
        if (lower < 1 || upper > AllBits || lower != Math.Floor(lower) || upper != Math.Floor(upper))
            throw new ArgumentException($"{this} expects factor to be whole numbers of bits in [1, 8]. Received {factor}.", nameof(factor));
        (_least, _most) = ((int)lower, (int)upper);
    }

    /// <summary>The interval of the number of bits.</summary>
    public Factor Factor => (_least, _most);

    private protected override bool TakesWholeNumbers => true;

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds)
    {
        Shape shape = [BatchSize(data), 1, 1, 1];
        Tensor bits = _least == _most ? Ops.Full(shape, _least, Heed.DType.Float32) : Ops.RandomInteger(shape, _least, _most, Heed.DType.Int32, seeds.Next()).Cast(Heed.DType.Float32);
        return new Drawn(Ops.Round(Ops.Power(2.0, AllBits - bits)));
    }

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation)
    {
        Tensor levels = ((Drawn)transformation!).Values.Cast(images.DType);
        if (images.DType is Heed.DType.Float32 or Heed.DType.Float64)
            return new PointOp<PosterizeOp>().Apply(images, Parameters(levels, ValueRange.Min, ValueRange.Max - ValueRange.Min));
        Tensor bytes = TransformValueRange(images, ValueRange, (0, 255), images.DType);        // narrow types: every step is rounded, which decides what 191.99 becomes
        return TransformValueRange(new PointOp<PosterizeOp>().Apply(bytes, Parameters(levels, 0, 255)), (0, 255), ValueRange, images.DType);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig().With("factor", new[] { _least, _most })).With("seed", Seed);

    internal static RandomPosterization FromConfig(Config config) =>
        new(Factor.FromConfig(config, "factor") ?? 0.0, ReadRange(config), FormatOf(config), config.Get<int?>("seed", null), config.Name) { BoundingBoxFormat = BoxesOf(config) };
}
