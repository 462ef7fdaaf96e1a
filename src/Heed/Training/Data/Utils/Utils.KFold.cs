namespace Heed;

public static partial class Utils
{
    /// <summary>Cuts examples into k parts, each of which is the validation data of one fold and belongs to the training data of all others.</summary>
    /// <param name="data">All examples: <c>new(x, y)</c>.</param>
    /// <param name="numFolds">How many parts, at least 2; the first ones are larger by one where the examples do not divide evenly.</param>
    /// <param name="shuffle">Mix the examples before?</param>
    /// <param name="seed">Makes the order repeatable; <see langword="null"/> draws a seed.</param>
    /// <returns>Training and validation data of each fold, made when they are asked for.</returns>
    /// <exception cref="ArgumentException">There are fewer examples than folds, or the tensors differ in length.</exception>
    public static IEnumerable<(Examples Training, Examples Validation)> KFold(Examples data, int numFolds = 5, bool shuffle = false, int? seed = null)
    {
        Require.AtLeast(2, numFolds, "Utils.KFold");
        int length = Arrays.RequireOneLength(data);
        if (length < numFolds) throw new ArgumentException($"Utils.KFold expects at least an example for each fold. Received {length} examples for {numFolds} folds.");
        int[] order = [.. Enumerable.Range(0, length)];
        if (shuffle) new Random(seed ?? GlobalSeed.Next()).Shuffle(order);
        return Enumerable.Range(0, numFolds).Select(Fold);

        (Examples, Examples) Fold(int fold)
        {
            int start = Start(fold), end = Start(fold + 1);
            return (Arrays.Pick(data, [.. order[..start], .. order[end..]]), Arrays.Pick(data, order[start..end]));
        }

        int Start(int fold) => fold * (length / numFolds) + Math.Min(fold, length % numFolds);
    }
}
