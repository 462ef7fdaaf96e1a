namespace Heed;

/// <summary>What kind of answers a model gives.</summary>
internal enum Classification { Binary, Sparse, Categorical }

/// <summary>Tells by shapes what <c>accuracy</c> and <c>crossentropy</c> mean.</summary>
/// <remarks>Source: keras/src/trainers/compile_utils.py.</remarks>
internal static class ShapeChoice
{
    public static Classification Of(Tensor yTrue, Tensor yPred)
    {
        if (yPred.Rank == 0 || yPred.Shape[^1].Equals(1)) return Classification.Binary;
        return yTrue.Rank < yPred.Rank || yTrue.Shape[^1].Equals(1) ? Classification.Sparse : Classification.Categorical;
    }
}
