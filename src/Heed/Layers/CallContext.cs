namespace Heed.Layers;

/// <summary>The layers whose calls are running on this thread: inner layers take <c>training</c> from outer ones, losses gather at the outermost.</summary>
internal readonly ref struct CallContext
{
    [ThreadStatic] private static Layer? t_entry;
    [ThreadStatic] private static bool? t_training;

    private readonly Layer? _outerEntry;
    private readonly bool? _outerTraining;

    public CallContext(Layer layer, CallArguments call)
    {
        (_outerEntry, _outerTraining) = (t_entry, t_training);
        if (t_entry is null)
        {
            t_entry = layer;
            layer.ClearLosses();
        }
        if (call.Has("training")) t_training = call.Training;
    }

    private CallContext(Layer? entry, bool? training)
    {
        (_outerEntry, _outerTraining) = (t_entry, t_training);
        (t_entry, t_training) = (entry, training);
    }

    /// <summary>Remembers where calls stand now.</summary>
    /// <returns>Opens a context that stands there again.</returns>
    public static Restoring Remember()
    {
        (Layer? entry, bool? training) = (t_entry, t_training);
        return () => new CallContext(entry, training);
    }

    /// <summary>Opens a context.</summary>
    public delegate CallContext Restoring();

    /// <summary>What the running calls on this thread were told; <see langword="null"/>: nothing.</summary>
    public static bool? GivenTraining => t_training;

    /// <summary>The type in which the layer reads its variables, if that is not their own.</summary>
    public static DType? AutocastType(Layer layer) =>
        layer.Autocast && layer.ComputeDType.IsFloat() && (AutocastScope.Current is not null || layer.ComputeDType != layer.VariableDType)
            ? layer.ComputeDType : null;

    public void Dispose() => (t_entry, t_training) = (_outerEntry, _outerTraining);
}
