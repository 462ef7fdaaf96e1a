namespace Heed.Losses;

/// <summary>What the name <c>crossentropy</c> means: binary, sparse or categorical, decided by the shapes.</summary>
/// <param name="name"><c>crossentropy</c> or <c>ce</c>.</param>
/// <remarks>Source: keras/src/trainers/compile_utils.py.</remarks>
internal sealed class CrossentropyByShape(string name) : Loss(name: name)
{
    private protected override bool KeepsIntegers => true;

    protected override Tensor Call(Tensor yTrue, Tensor yPred)
    {
        Classification kind = ShapeChoice.Of(yTrue, yPred);
        (yTrue, yPred) = Weighting.SameRank(yTrue, yPred);
        return kind switch
        {
            Classification.Binary => BinaryCrossentropy.Of(yTrue, yPred, fromLogits: false, labelSmoothing: 0, axis: -1),
            Classification.Sparse => SparseCategoricalCrossentropy.Of(yTrue, yPred, fromLogits: false, ignoreClass: null, axis: -1),
            _ => CategoricalCrossentropy.Of(yTrue, yPred, fromLogits: false, labelSmoothing: 0, axis: -1),
        };
    }
}
