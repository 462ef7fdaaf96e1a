namespace Heed.Losses;

/// <summary>What the name <c>crossentropy</c> means: binary, sparse or categorical, decided by the shapes of the first batch.</summary>
/// <remarks>Source: keras/src/trainers/compile_utils.py.</remarks>
internal sealed class CrossentropyByShape() : Loss(name: "crossentropy")
{
    private Loss? _chosen;

    private protected override bool KeepsIntegers => true;

    protected override Tensor Call(Tensor yTrue, Tensor yPred)
    {
        _chosen ??= ShapeChoice.Of(yTrue, yPred) switch
        {
            Classification.Binary => new BinaryCrossentropy(reduction: Reduction.None),
            Classification.Sparse => new SparseCategoricalCrossentropy(reduction: Reduction.None),
            _ => new CategoricalCrossentropy(reduction: Reduction.None),
        };
        return _chosen.Apply(yTrue, yPred);
    }
}
