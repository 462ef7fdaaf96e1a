using Heed.Initializers;

namespace Heed.Layers;

/// <summary>Low-rank adaptation (LoRA): fine-tuning a layer by a thin product beside its frozen kernel.</summary>
public static class LowRank
{
    /// <summary>Freezes the kernel of a built layer and adds two thin matrices, which are trained instead: kernel + loraAlpha / rank · A · B.</summary>
    /// <param name="layer">A <see cref="Dense"/>, <see cref="EinsumDense"/>, <see cref="Embedding"/>, <see cref="Conv1D"/>, <see cref="Conv2D"/> or <see cref="Conv3D"/>.</param>
    /// <param name="rank">The length between both matrices, at least 1.</param>
    /// <param name="loraAlpha">The factor's numerator; <see langword="null"/>: <paramref name="rank"/>.</param>
    /// <param name="aInitializer">First values of A (…, rank); <see langword="null"/>: He's uniform numbers.</param>
    /// <param name="bInitializer">First values of B (rank, last axis of the kernel); <see langword="null"/>: zeros, so that at first nothing changes.</param>
    /// <exception cref="ArgumentException">The layer has no kernel for it, or one with a constraint.</exception>
    /// <exception cref="InvalidOperationException">The layer is not built, or has such matrices already.</exception>
    /// <remarks>A compiled model must be compiled anew. Keras: <c>enable_lora</c> of these layers.</remarks>
    public static void EnableLora(this Layer layer, int rank, double? loraAlpha = null, Initializer? aInitializer = null, Initializer? bInitializer = null)
    {
        if (layer is not IAdaptable adaptable)
            throw new ArgumentException($"{layer} expects to be a Dense, EinsumDense, Embedding, Conv1D, Conv2D or Conv3D for EnableLora. Received a {layer.ClassName}.");
        adaptable.Adapter.Enable(adaptable.Adapted, rank, loraAlpha, aInitializer, bInitializer);
    }
}

/// <summary>A layer whose kernel may have a <see cref="LowRankAdapter"/>.</summary>
internal interface IAdaptable
{
    /// <summary>The adapter, switched on or not.</summary>
    LowRankAdapter Adapter { get; }

    /// <summary>The kernel; <see langword="null"/> before the layer is built.</summary>
    Variable? Adapted { get; }
}
