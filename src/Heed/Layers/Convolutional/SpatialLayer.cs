using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>What the layers that move a window over sequences, images or volumes have in common: spatial axes, strides, padding, the place of the channels.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, …, C), or (B, C, …) with channels first, with one to three spatial axes.</para>
/// <para><b>Source</b>  keras/src/utils/argument_validation.py, keras/src/ops/operation_utils.py.</para>
/// </remarks>
public abstract class SpatialLayer : Layer
{
    private readonly int[] _strides;

    private protected SpatialLayer(int rank, Lengths strides, Padding padding, DataFormat? dataFormat, string? name) : base(name)
    {
        (Rank, Padding, DataFormat) = (rank, padding, dataFormat ?? DataFormat.ChannelsLast);
        _strides = strides.Of(rank, this, nameof(strides));
        if (padding is Padding.Causal && !AllowsCausal) throw new ArgumentException($"{this} expects padding Valid or Same. Received Causal.", nameof(padding));
    }

    /// <summary>From one window to the next, along every axis.</summary>
    public IReadOnlyList<int> Strides => _strides;

    /// <summary>May windows reach over the edges?</summary>
    public Padding Padding { get; }

    /// <summary>Where the input keeps its channels.</summary>
    public DataFormat DataFormat { get; }

    /// <summary>How many spatial axes there are.</summary>
    private protected int Rank { get; }

    private protected virtual bool AllowsCausal => false;

    /// <summary>The output's shape, if a window of <paramref name="size"/> moves over the input.</summary>
    private protected Shape Windowed(ReadOnlySpan<Shape> inputs, int[] size, int[] dilation, Dim filters)
    {
        ExpectImages(inputs);
        var rule = new PaddingRule(Padding, _strides, dilation);
        Dim[] spatial = [.. ChannelsLast.Spatial(inputs[0], DataFormat).Select((length, i) => length.IsKnown ? rule.Axis(i, length.Value, size[i]).Output : Dim.Unknown)];
        Expect(!Array.Exists(spatial, length => length.IsKnown && length.Value == 0), $"an input at least as long as its window {Text(size)} of dilation {Text(dilation)}", inputs);
        return ChannelsLast.Join(inputs[0][0], spatial, filters, DataFormat);
    }

    /// <summary>Fails unless there is one input of the right rank.</summary>
    private protected void ExpectImages(ReadOnlySpan<Shape> inputs) => Expect(inputs.Length == 1 && inputs[0].Rank == Rank + 2,
        $"one input of rank {Rank + 2}, {(DataFormat is DataFormat.ChannelsLast ? "(B, …, C)" : "(B, C, …)")}", inputs);

    /// <summary>The channels of the only input.</summary>
    private protected Dim Channels(ReadOnlySpan<Shape> inputs) => ChannelsLast.Channels(inputs[0], DataFormat);

    private protected int[] StrideArray => _strides;

    /// <summary>A setting that is one whole number or a list; <see langword="null"/> if it is absent or null.</summary>
    internal static Lengths? ReadLengths(Config config, string key) => config.Get<JsonNode?>(key, null) switch
    {
        null => null,
        JsonArray => config.Get<int[]>(key, []),
        _ => config.Get(key, 0),
    };

    internal static Lengths RequireLengths(Config config, string key) => ReadLengths(config, key)
        ?? throw new ArgumentException($"Config expects a value for '{key}'. Received none.");

    private static string Text(int[] lengths) => $"[{string.Join(", ", lengths)}]";
}
