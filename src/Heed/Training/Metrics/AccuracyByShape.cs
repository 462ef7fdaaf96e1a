namespace Heed.Metrics;

/// <summary>What the name <c>accuracy</c> means: binary, sparse or categorical, decided by the shapes.</summary>
/// <param name="name"><c>accuracy</c> or <c>acc</c>.</param>
/// <remarks>Source: keras/src/trainers/compile_utils.py.</remarks>
internal sealed class AccuracyByShape(string name) : MeanMetricWrapper(Choose, name)
{
    public override int Direction => 1;

    private static Tensor Choose(Tensor yTrue, Tensor yPred) => ShapeChoice.Of(yTrue, yPred) switch
    {
        Classification.Binary => BinaryAccuracy.Of(yTrue, yPred),
        Classification.Sparse => SparseCategoricalAccuracy.Of(yTrue, yPred),
        _ => CategoricalAccuracy.Of(yTrue, yPred),
    };
}
