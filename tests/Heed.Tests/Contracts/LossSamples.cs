using Heed.Losses;

namespace Heed.Tests;

/// <summary>A loss at work on a small batch: what the contract of losses is tested on.</summary>
/// <param name="Name">The class, with a colon and a remark where it has several samples (<c>Huber: small</c>).</param>
/// <param name="Make">Makes the loss with a reduction and a type.</param>
/// <param name="YTrue">The truth of three samples.</param>
/// <param name="YPred">Their predictions, float64, away from kinks.</param>
internal sealed record LossSample(string Name, Func<Reduction, DTypePolicy?, Loss> Make, Tensor YTrue, Tensor YPred)
{
    /// <summary>Does a sample's loss depend on it alone, rather than on the whole batch?</summary>
    public bool IsSamplewise { get; init; } = true;

    /// <summary>The class under which the registry knows the loss.</summary>
    public string ClassName => Name.Split(':')[0];

    public override string ToString() => Name;
}

/// <summary>The samples of all losses.</summary>
internal static class LossSamples
{
    private static readonly Tensor Numbers = new double[,] { { 0.4, -1.3, 2.1 }, { 1.7, 0.2, -0.6 }, { -0.9, 1.1, 0.5 } };
    private static readonly Tensor OtherNumbers = new double[,] { { 0.9, -1.1, 0.3 }, { 1.2, 2.2, -0.1 }, { -1.9, 0.8, 0.9 } };
    private static readonly Tensor Probabilities = new double[,] { { 0.2, 0.7, 0.1 }, { 0.5, 0.15, 0.35 }, { 0.05, 0.15, 0.8 } };
    private static readonly Tensor Answers = new double[,] { { 0, 1, 0 }, { 1, 0, 1 }, { 0, 0, 1 } };
    private static readonly Tensor OneHot = new double[,] { { 0, 1, 0 }, { 1, 0, 0 }, { 0, 0, 1 } };
    private static readonly Tensor Classes = new[] { 1, 0, 2 };
    private static readonly Tensor Steps = GradientCheck.Random([3, 5, 4], new Random(3));

    public static IReadOnlyList<LossSample> Table { get; } =
    [
        new("BinaryCrossentropy", (reduction, dtype) => new BinaryCrossentropy(reduction: reduction, dtype: dtype), Answers, Probabilities),
        new("BinaryCrossentropy: smoothed logits", (reduction, dtype) => new BinaryCrossentropy(true, 0.1, -1, reduction, "mine", dtype), Answers, Numbers),
        new("BinaryFocalCrossentropy", (reduction, dtype) => new BinaryFocalCrossentropy(reduction: reduction, dtype: dtype), Answers, Probabilities),
        new("BinaryFocalCrossentropy: balanced, smoothed logits",
            (reduction, dtype) => new BinaryFocalCrossentropy(true, 0.3, 1.5, true, 0.1, -1, reduction, dtype: dtype), Answers, Numbers),
        new("CTC", (reduction, dtype) => new CTC(reduction, dtype: dtype), new[,] { { 1, 2, 0 }, { 3, 3, 0 }, { 2, 1, 3 } }, Steps),
        new("CategoricalCrossentropy", (reduction, dtype) => new CategoricalCrossentropy(reduction: reduction, dtype: dtype), OneHot, Probabilities),
        new("CategoricalCrossentropy: smoothed logits", (reduction, dtype) => new CategoricalCrossentropy(true, 0.1, -1, reduction, dtype: dtype), OneHot, Numbers),
        new("CategoricalFocalCrossentropy", (reduction, dtype) => new CategoricalFocalCrossentropy(reduction: reduction, dtype: dtype), OneHot, Probabilities),
        new("CategoricalFocalCrossentropy: smoothed logits, weights of classes",
            (reduction, dtype) => new CategoricalFocalCrossentropy([0.2, 0.3, 0.5], 1.5, true, 0.1, -1, reduction, dtype: dtype), OneHot, Numbers),
        new("CategoricalGeneralizedCrossEntropy", (reduction, dtype) => new CategoricalGeneralizedCrossEntropy(0.7, reduction, dtype: dtype), Classes, Probabilities),
        new("CategoricalHinge", (reduction, dtype) => new CategoricalHinge(reduction, dtype: dtype), OneHot, Numbers),
        new("Circle", (reduction, dtype) => new Circle(2, 0.3, reduction: reduction, dtype: dtype), new[] { 1, 1, 0 }, Probabilities) { IsSamplewise = false },
        new("Circle: with itself", (reduction, dtype) => new Circle(2, 0.3, false, reduction, dtype: dtype), new[,] { { 1 }, { 1 }, { 0 } }, Probabilities) { IsSamplewise = false },
        new("CosineSimilarity", (reduction, dtype) => new CosineSimilarity(-1, reduction, dtype: dtype), Numbers, OtherNumbers),
        new("Dice", (reduction, dtype) => new Dice(reduction, dtype: dtype), Answers, Probabilities) { IsSamplewise = false },
        new("Dice: each sample", (reduction, dtype) => new Dice(reduction, axis: [1], dtype: dtype), Answers, Probabilities),
        new("Hinge", (reduction, dtype) => new Hinge(reduction, dtype: dtype), Answers, Probabilities),
        new("Huber", (reduction, dtype) => new Huber(0.8, reduction, dtype: dtype), Numbers, OtherNumbers),
        new("KLDivergence", (reduction, dtype) => new KLDivergence(reduction, dtype: dtype), OneHot, Probabilities),
        new("LogCosh", (reduction, dtype) => new LogCosh(reduction, dtype: dtype), Numbers, OtherNumbers),
        new("MeanAbsoluteError", (reduction, dtype) => new MeanAbsoluteError(reduction, dtype: dtype), Numbers, OtherNumbers),
        new("MeanAbsolutePercentageError", (reduction, dtype) => new MeanAbsolutePercentageError(reduction, dtype: dtype), Numbers, OtherNumbers),
        new("MeanSquaredError", (reduction, dtype) => new MeanSquaredError(reduction, dtype: dtype), Numbers, OtherNumbers),
        new("MeanSquaredLogarithmicError", (reduction, dtype) => new MeanSquaredLogarithmicError(reduction, dtype: dtype), Answers, Probabilities),
        new("Poisson", (reduction, dtype) => new Poisson(reduction, dtype: dtype), Answers, Probabilities),
        new("SparseCategoricalCrossentropy", (reduction, dtype) => new SparseCategoricalCrossentropy(reduction: reduction, dtype: dtype), Classes, Probabilities),
        new("SparseCategoricalCrossentropy: logits", (reduction, dtype) => new SparseCategoricalCrossentropy(true, reduction: reduction, dtype: dtype), Classes, Numbers),
        new("SquaredHinge", (reduction, dtype) => new SquaredHinge(reduction, dtype: dtype), Answers, Probabilities),
        new("Tversky", (reduction, dtype) => new Tversky(0.3, 0.6, reduction, dtype: dtype), Answers, Probabilities) { IsSamplewise = false },
        new("Tversky: each sample", (reduction, dtype) => new Tversky(0.3, 0.6, reduction, axis: -1, dtype: dtype), Answers, Probabilities),
    ];
}
