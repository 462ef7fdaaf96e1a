namespace Heed.Layers;

/// <summary>Where a functional model begins.</summary>
public static class Input
{
    /// <summary>A symbolic tensor that stands for an input: <c>Tensor x = Input.Of([28, 28, 1]);</c></summary>
    /// <param name="shape">The shape without the batch's axis; null for a length that varies.</param>
    /// <param name="batchSize">The length of the batch's axis; <see langword="null"/>: any.</param>
    /// <param name="dtype">To this type the model converts what it is given; <see langword="null"/>: the type in which the global policy computes.</param>
    /// <param name="name">The input's name; <see langword="null"/>: Keras's automatic name.</param>
    /// <returns>The tensor, to be given to layers and ops and, in the end, to a model.</returns>
    /// <remarks>Keras: <c>keras.Input</c>. Its rarer arguments are those of <see cref="InputLayer"/>.</remarks>
    public static Tensor Of(Shape shape, int? batchSize = null, DType? dtype = null, string? name = null) =>
        new InputLayer(shape, batchSize, dtype, name: name).Output;
}
