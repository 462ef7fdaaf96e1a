namespace Heed;

public static partial class Ops
{
    /// <summary>Sums over the axes along which <paramref name="shape"/> would be broadcast to become the shape of <paramref name="x"/>.</summary>
    internal static Tensor SumTo(Tensor x, Shape shape)
    {
        if (x.Shape == shape) return x;
        int added = x.Rank - shape.Rank;
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(axis => axis < added || (shape[axis - added].Equals(1) && !x.Shape[axis].Equals(1)))];
        return Reshape(Sum(x, axes, keepDims: true), shape);
    }
}
