namespace Heed.Layers;

/// <summary>What the layers that drop elements have in common: the rate, and which elements fall together.</summary>
/// <remarks>
/// <para><b>Inputs, output, masks</b>  see <see cref="NoiseLayer"/>.</para>
/// <para><b>Source</b>  keras/src/layers/regularization/dropout.py, alpha_dropout.py.</para>
/// </remarks>
public abstract class BaseDropout : NoiseLayer
{
    private protected BaseDropout(double rate, Shape? noiseShape, int? seed, string? name) : base(rate, nameof(rate), seed, name)
    {
        NoiseShape = noiseShape;
        if (noiseShape?.Any(dim => dim.Equals(0)) == true)
            throw new ArgumentException($"{this} expects lengths of at least 1 in noiseShape. Received {noiseShape}.", nameof(noiseShape));
    }

    /// <summary>The part to drop.</summary>
    public double Rate => Strength;

    /// <summary>Which elements are dropped together.</summary>
    public Shape? NoiseShape { get; }

    /// <summary>The noise shape for an input: unknown lengths filled in from the left, axes of length 1 put in front.</summary>
    private protected Shape? NoiseFor(Shape input) => NoiseShape is null || NoiseShape.Rank > input.Rank ? NoiseShape
        : [.. Enumerable.Repeat<Dim>(1, input.Rank - NoiseShape.Rank), .. NoiseShape.Select((length, axis) => length.IsKnown ? length : input[axis])];

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The noise shape does not broadcast to the input's.</exception>
    public sealed override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Shape input = base.ComputeOutputShape(inputs);
        if (NoiseFor(input) is { } noise)
            Expect(noise.Rank == input.Rank && input.Zip(noise).All(pair => pair.Second.Equals(1) || pair.Second == pair.First),
                $"an input to which noiseShape {NoiseShape} broadcasts", inputs);
        return input;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("rate", Rate).With("seed", Seed).With("noise_shape", NoiseShape);
}
