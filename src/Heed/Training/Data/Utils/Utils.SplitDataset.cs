namespace Heed;

public static partial class Utils
{
    /// <summary>Cuts a dataset into a left and a right part, such as one for training and one for tests.</summary>
    /// <param name="dataset">It is read once, as a whole, into memory.</param>
    /// <param name="leftSize">Below 1 a fraction, from 1 on a number of elements; <see langword="null"/>: what the right part leaves.</param>
    /// <param name="rightSize">Likewise; <see langword="null"/>: what the left part leaves. If both are given, the elements between them belong to neither.</param>
    /// <param name="shuffle">Mix the elements before?</param>
    /// <param name="seed">Makes the order repeatable; <see langword="null"/> draws a seed.</param>
    /// <returns>The first elements and the last ones.</returns>
    /// <exception cref="ArgumentException">Both sizes are missing, a part would be empty, or the parts would overlap.</exception>
    /// <remarks>Keras: <c>keras.utils.split_dataset</c>, keras/src/utils/dataset_utils.py.</remarks>
    public static (Dataset Left, Dataset Right) SplitDataset(Dataset dataset, double? leftSize = null, double? rightSize = null, bool shuffle = false, int? seed = null)
    {
        if (leftSize is null && rightSize is null) throw new ArgumentException("Utils.SplitDataset expects leftSize, rightSize or both. Received neither.");
        Examples[] elements = [.. dataset];
        (int left, int right) = SplitSizes(leftSize, rightSize, elements.Length);
        if (shuffle) new Random(seed ?? GlobalSeed.Next()).Shuffle(elements);
        return (Part("left", elements[..left]), Part("right", elements[^right..]));

        Dataset Part(string side, Examples[] part) => Dataset.FromGenerator(part, part.Length, $"{dataset}, {side} part");
    }

    private static (int Left, int Right) SplitSizes(double? left, double? right, int length)
    {
        double? leftCount = Count(left, "leftSize"), rightCount = Count(right, "rightSize");
        if (left < 1 && right < 1 && left + right > 1 + 1e-9) throw Wrong();
        (double l, double r) = (leftCount ?? length - rightCount!.Value, rightCount ?? length - leftCount!.Value);
        return l >= 1 && r >= 1 && l + r <= length ? ((int)l, (int)r) : throw Wrong();

        double? Count(double? size, string argument) => size switch
        {
            null => null,
            > 0 and < 1 => Math.Round(size.Value * length),
            >= 1 when size == Math.Floor(size.Value) => size,
            _ => throw new ArgumentOutOfRangeException(argument,
                FormattableString.Invariant($"Utils.SplitDataset expects {argument} to be a fraction in (0, 1) or a whole number of at least 1. Received {size}.")),
        };

        ArgumentException Wrong() => new(FormattableString.Invariant(
            $"Utils.SplitDataset expects sizes that leave elements on both sides and do not overlap. Received leftSize {left}, rightSize {right} for {length} elements."));
    }
}
