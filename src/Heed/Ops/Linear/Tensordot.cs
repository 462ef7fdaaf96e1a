namespace Heed;

public static partial class Ops
{
    /// <summary>The sum of products over the last axes of one tensor and the first of another.</summary>
    /// <param name="x">Numbers.</param>
    /// <param name="y">Numbers.</param>
    /// <param name="axes">Over how many axes; 0 gives all products.</param>
    /// <returns>The other axes of <paramref name="x"/>, then those of <paramref name="y"/>; the common type.</returns>
    /// <exception cref="ShapeException">There are fewer axes, or their lengths differ.</exception>
    /// <remarks>Keras: <c>keras.ops.tensordot</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Tensordot(Tensor x, Tensor y, int axes = 2)
    {
        if (axes < 0 || axes > x.Rank || axes > y.Rank)
            throw new ShapeException($"Tensordot expects between 0 and {Math.Min(x.Rank, y.Rank)} axes for {x.Spec} and {y.Spec}. Received {axes}.");
        return Tensordot(x, y, [.. Enumerable.Range(x.Rank - axes, axes)], [.. Enumerable.Range(0, axes)]);
    }

    /// <summary>The sum of products over pairs of axes.</summary>
    /// <param name="x">Numbers.</param>
    /// <param name="y">Numbers.</param>
    /// <param name="axesX">Axes of <paramref name="x"/>; negative ones count from the last.</param>
    /// <param name="axesY">The axis of <paramref name="y"/> that belongs to each.</param>
    /// <returns>The other axes of <paramref name="x"/>, then those of <paramref name="y"/>; the common type.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice, or the lengths of a pair differ.</exception>
    public static Tensor Tensordot(Tensor x, Tensor y, int[] axesX, int[] axesY)
    {
        int[] left = Array.ConvertAll(axesX, axis => Axis.Of(axis, x.Rank, nameof(Tensordot)));
        int[] right = Array.ConvertAll(axesY, axis => Axis.Of(axis, y.Rank, nameof(Tensordot)));
        if (left.Length != right.Length || left.Distinct().Count() != left.Length || right.Distinct().Count() != right.Length
            || left.Zip(right).Any(pair => x.Shape[pair.First] != y.Shape[pair.Second]))
            throw new ShapeException($"Tensordot expects pairs of different axes of equal length. " +
                $"Received axes [{string.Join(", ", axesX)}] of {x.Spec} and [{string.Join(", ", axesY)}] of {y.Spec}.");

        char[] labelsX = [.. Enumerable.Range(0, x.Rank).Select(axis => (char)('a' + axis))];
        char[] labelsY = [.. Enumerable.Range(0, y.Rank).Select(axis => (char)('A' + axis))];
        for (int pair = 0; pair < left.Length; pair++) labelsY[right[pair]] = labelsX[left[pair]];
        string rest = string.Concat(labelsX.Except(labelsY)) + string.Concat(labelsY.Except(labelsX));
        return Einsum($"{new string(labelsX)},{new string(labelsY)}->{rest}", x, y);
    }
}
