namespace Heed.Layers;

/// <summary>Gives numbers back as they are, in the compute type: what prepares the features of a <see cref="FeatureSpace"/> that are plain numbers.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  numbers of any shape; the same shape.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/feature_space.py.</para>
/// </remarks>
internal sealed class TFDIdentity(string? name = null) : Layer(name)
{
    public override string Module => Feature.PythonModule;

    public override string? RegisteredName => ClassName;

    public override bool SupportsMasking => true;

    protected override Tensors Call(Tensors inputs, CallArguments call) => inputs[0].Cast(ComputeDType);

    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        return inputs[0];
    }

    internal static TFDIdentity FromConfig(Config config) => new(config.Name);
}
