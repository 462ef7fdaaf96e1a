namespace Heed;

/// <summary>Which layers of a <see cref="RematScope"/> are computed again for their gradients.</summary>
public enum RematMode
{
    /// <summary>All layers.</summary>
    Full,
    /// <summary>Only the activations inside layers, such as that of <c>Dense(…, activation: "relu")</c>.</summary>
    Activations,
    /// <summary>Layers whose outputs have more elements than a threshold.</summary>
    LargerThan,
    /// <summary>Layers of given names.</summary>
    ListOfLayers,
}

/// <summary>Layers that are made while it is open save memory in training: they compute again for their gradients what others keep (gradient checkpointing).</summary>
/// <remarks>
/// It matters where a layer is made, not where it is called. Scopes nest; the innermost counts. Results are the same bits with and without.
/// Source: keras/src/backend/common/remat.py (<c>keras.RematScope</c>).
/// </remarks>
public sealed class RematScope : IDisposable
{
    [ThreadStatic] private static RematScope? t_current;

    private readonly RematScope? _outer;
    private readonly HashSet<string> _layerNames;
    private bool _isClosed;

    /// <summary>Opens a scope on this thread.</summary>
    /// <param name="mode">Which layers; <see langword="null"/>: none, whatever an outer scope says.</param>
    /// <param name="outputSizeThreshold">With <see cref="RematMode.LargerThan"/>: outputs with more elements are computed again.</param>
    /// <param name="layerNames">With <see cref="RematMode.ListOfLayers"/>: the names.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mode"/> or <paramref name="outputSizeThreshold"/> is out of its range.</exception>
    public RematScope(RematMode? mode = RematMode.Full, int outputSizeThreshold = 1024, IEnumerable<string>? layerNames = null)
    {
        if (mode is { } given && !Enum.IsDefined(given))
            throw new ArgumentOutOfRangeException(nameof(mode), $"RematScope expects the mode {string.Join(", ", Enum.GetNames<RematMode>())} or null. Received {mode}.");
        (Mode, OutputSizeThreshold, _layerNames) = (mode, Require.AtLeast(0, outputSizeThreshold, nameof(RematScope)), [.. layerNames ?? []]);
        _outer = t_current;
        t_current = this;
    }

    /// <summary>Which layers are computed again.</summary>
    public RematMode? Mode { get; }

    /// <summary>With <see cref="RematMode.LargerThan"/>: outputs with more elements are computed again.</summary>
    public int OutputSizeThreshold { get; }

    /// <summary>With <see cref="RematMode.ListOfLayers"/>: the names.</summary>
    public IReadOnlyCollection<string> LayerNames => _layerNames;

    internal static RematScope? Current => t_current;

    /// <summary>Is the call of a layer that was made here to be repeated?</summary>
    internal bool Covers(Layers.Layer layer, Func<long> sizeOfOutputs) => Tape.IsAnyRecording && Mode switch
    {
        RematMode.Full => true,
        RematMode.LargerThan => sizeOfOutputs() > OutputSizeThreshold,
        RematMode.ListOfLayers => _layerNames.Contains(layer.Name),
        _ => false,
    };

    /// <summary>Closes the scope; the layers made inside keep their ways.</summary>
    /// <exception cref="InvalidOperationException">A scope inside is still open, or another thread opened this one.</exception>
    public void Dispose()
    {
        if (_isClosed) return;
        if (t_current != this)
            throw new InvalidOperationException("RematScope expects to be closed on its own thread, after all scopes opened inside it. Use a using statement for each.");
        _isClosed = true;
        t_current = _outer;
    }
}
