namespace Heed.Layers;

/// <summary>A layer that learns from data before it is used: a vocabulary, bins, a mean.</summary>
/// <remarks>It sees the data once, batch after batch, so they may be larger than memory.
/// <see cref="Adapt(Tensor)"/> is <see cref="ResetState"/>, <see cref="UpdateState"/> for every batch, <see cref="FinalizeState"/>; they may also be called one by one.</remarks>
public abstract class AdaptableLayer : Layer
{
    /// <summary>Starts an unbuilt layer.</summary>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    protected AdaptableLayer(string? name = null) : base(name) { }

    /// <summary>Is there something to learn? Not where it was given to the constructor.</summary>
    public abstract bool IsAdaptable { get; }

    /// <summary>Learns from an array.</summary>
    /// <param name="data">All samples; the first axis is the batch's.</param>
    /// <exception cref="ArgumentException">There is nothing to learn, or the data do not fit.</exception>
    public void Adapt(Tensor data)
    {
        using var scope = new MemoryScope();
        ResetState();
        UpdateState(AsBatch(data));
        FinalizeState();
    }

    /// <summary>Learns from batches, one at a time.</summary>
    /// <param name="batches">Is read once.</param>
    /// <param name="steps">At most so many batches; <see langword="null"/>: all.</param>
    /// <exception cref="ArgumentException">There is nothing to learn, or a batch does not fit.</exception>
    public void Adapt(IEnumerable<Tensor> batches, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(batches);
        if (steps < 0) throw new ArgumentOutOfRangeException(nameof(steps), $"{this} expects steps of at least 0. Received {steps}.");
        ResetState();
        foreach (Tensor batch in steps is { } most ? batches.Take(most) : batches)
        {
            using var scope = new MemoryScope();
            UpdateState(batch);
        }
        FinalizeState();
    }

    /// <summary>Forgets what was seen since the last <see cref="FinalizeState"/>.</summary>
    public abstract void ResetState();

    /// <summary>Looks at a batch.</summary>
    /// <param name="data">The batch.</param>
    /// <exception cref="ArgumentException">There is nothing to learn, or the batch does not fit.</exception>
    public abstract void UpdateState(Tensor data);

    /// <summary>Makes what was seen the layer's own.</summary>
    public abstract void FinalizeState();

    /// <summary>An array as one batch.</summary>
    private protected virtual Tensor AsBatch(Tensor data) => data;
}
