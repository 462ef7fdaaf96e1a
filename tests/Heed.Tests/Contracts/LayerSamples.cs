using Heed.Layers;

namespace Heed.Tests;

/// <summary>What becomes of a mask on a layer's inputs.</summary>
internal enum MaskRule
{
    /// <summary>The output has none.</summary>
    Ends,
    /// <summary>The output has the same one.</summary>
    Passes,
    /// <summary>The output has one of the layer's making, with or without a mask on the inputs.</summary>
    Makes,
}

/// <summary>A layer at work on a few small inputs: what the contract of layers is tested on.</summary>
/// <param name="Name">The class, with a colon and a remark where it has several samples (<c>Dense: without bias</c>).</param>
/// <param name="Make">Makes the layer anew.</param>
/// <param name="Inputs">Float64, away from kinks, or whole numbers; the first axis is the batch's, of length 2 or more.</param>
internal sealed record LayerSample(string Name, Func<Layer> Make, params Tensor[] Inputs)
{
    /// <summary>Call arguments besides masks; without training no values are drawn.</summary>
    public CallArguments Arguments { get; init; } = CallArguments.None;

    /// <summary>What becomes of a mask.</summary>
    public MaskRule MaskRule { get; init; } = MaskRule.Passes;

    /// <summary>The mask that every input carries; <see langword="null"/>: one of the first input's axes but the last.</summary>
    public Tensor? Mask { get; init; }

    /// <summary>Is a mask that the layer makes also on symbolic outputs? Not where Keras makes it only in the call.</summary>
    public bool HasSymbolicMask { get; init; } = true;

    /// <summary>The names of weights that this call does not use, so that they have no gradient.</summary>
    public IReadOnlyList<string> IdleWeights { get; init; } = [];

    /// <summary>Does a sample's result depend on it alone?</summary>
    public bool IsBatchIndependent { get; init; } = true;

    /// <summary>After how many training steps has every trainable weight changed? Where one factor starts at zero, the other one moves later.</summary>
    public int TrainingSteps { get; init; } = 1;

    /// <summary>Are its inputs a list, rather than one tensor?</summary>
    public bool IsList { get; init; }

    /// <summary>The inputs' names, where they are given by name.</summary>
    public string[]? InputNames { get; init; }

    /// <summary>Is there a slope? Not where numbers are looked up, counted or put into bins.</summary>
    public bool IsDifferentiable { get; init; } = true;

    /// <summary>Do the outputs' types follow the type policy?</summary>
    public bool FollowsPolicy { get; init; } = true;

    /// <summary>Settings without which the layer cannot be made, though each of them has a default.</summary>
    public string[] Needs { get; init; } = [];

    /// <summary>The class under which the registry knows the layer.</summary>
    public string ClassName => Name.Split(':')[0];

    /// <summary>The layer, and all layers inside, under a type policy.</summary>
    public Layer Under(DTypePolicy policy)
    {
        static void Set(Layer layer, DTypePolicy policy)
        {
            layer.DType = policy;
            foreach (Layer inner in layer.Layers) Set(inner, policy);
        }
        Layer layer = Make();
        if (FollowsPolicy) Set(layer, policy);
        return layer;
    }

    /// <summary>The inputs as a call takes them, each changed by a function.</summary>
    public Tensors Mapped(Func<Tensor, Tensor> map)
    {
        Tensor[] inputs = Array.ConvertAll(Inputs, input => map(input));
        if (InputNames is not null) return Tensors.Named(InputNames.Zip(inputs, KeyValuePair.Create));
        return IsList || inputs.Length > 1 ? Tensors.List(inputs) : inputs[0];
    }

    public override string ToString() => Name;
}

/// <summary>The samples of all layers: one partial file an area, with its own <c>Add…</c> method.</summary>
internal static partial class LayerSamples
{
    public static IReadOnlyList<LayerSample> Table { get; } = Collect();

    private static List<LayerSample> Collect()
    {
        List<LayerSample> samples = [];
        AddCore(samples);
        AddAttention(samples);
        AddRnn(samples);
        AddProjected(samples);
        AddNormalization(samples);
        AddConvolutional(samples);
        AddWrappers(samples);
        AddMerging(samples);
        AddReshaping(samples);
        AddPooling(samples);
        AddRegularization(samples);
        AddPreprocessing(samples);
        AddSpectrograms(samples);
        AddImageColors(samples);
        AddGeometry(samples);
        return samples;
    }

    static partial void AddCore(List<LayerSample> samples);

    static partial void AddAttention(List<LayerSample> samples);

    static partial void AddRnn(List<LayerSample> samples);

    static partial void AddProjected(List<LayerSample> samples);

    static partial void AddNormalization(List<LayerSample> samples);

    static partial void AddConvolutional(List<LayerSample> samples);

    static partial void AddWrappers(List<LayerSample> samples);

    static partial void AddMerging(List<LayerSample> samples);

    static partial void AddReshaping(List<LayerSample> samples);

    static partial void AddPooling(List<LayerSample> samples);

    static partial void AddRegularization(List<LayerSample> samples);

    static partial void AddPreprocessing(List<LayerSample> samples);

    static partial void AddSpectrograms(List<LayerSample> samples);

    static partial void AddImageColors(List<LayerSample> samples);

    static partial void AddGeometry(List<LayerSample> samples);

    /// <summary>Numbers between −2 and 2 that repeat from run to run.</summary>
    private static Tensor Numbers(Shape shape, int seed = 1) => GradientCheck.Random(shape, new Random(seed)) * 2;
}
