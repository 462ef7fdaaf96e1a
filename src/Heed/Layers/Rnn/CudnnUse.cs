namespace Heed.Layers;

/// <summary>May a recurrent layer run a whole sequence as one fused op? The name is Keras's; the op is Heed's own, and its results are the same.</summary>
public enum CudnnUse
{
    /// <summary>Where the layer's settings allow it; Keras's "auto".</summary>
    Auto,
    /// <summary>Always; a call for which there is no such op is an <see cref="ArgumentException"/>. Keras's True.</summary>
    Yes,
    /// <summary>Never: step by step. Keras's False.</summary>
    No,
}
