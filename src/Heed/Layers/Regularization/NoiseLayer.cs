namespace Heed.Layers;

/// <summary>What the layers have in common that change their input at random while training: strength, seed, and that they do nothing else.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape; the same shape. Without training, the input itself.</para>
/// <para><b>Masks</b>    pass through.</para>
/// </remarks>
public abstract class NoiseLayer : Layer
{
    private readonly SeedGenerator? _seeds;     // only with a strength

    private protected NoiseLayer(double strength, string argument, int? seed, string? name) : base(name)
    {
        (Strength, Seed) = (Require.Fraction(strength, this, argument), seed);
        _seeds = strength > 0 ? AddSeedGenerator(seed) : null;
    }

    /// <summary>The seed given.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>From 0, where nothing happens, to 1.</summary>
    private protected double Strength { get; }

    /// <inheritdoc/>
    protected sealed override Tensors Call(Tensors inputs, CallArguments call) =>
        call.Training && _seeds is not null ? Disturbed(inputs[0], _seeds.Next()) : inputs[0];

    /// <summary>The input while training.</summary>
    private protected abstract Tensor Disturbed(Tensor x, RandomKey key);

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        return inputs[0];
    }
}
