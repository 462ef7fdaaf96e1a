namespace Heed;

public static partial class Ops
{
    /// <summary>The values of a tensor at places between its elements.</summary>
    /// <param name="inputs">Numbers, of any rank N above 0.</param>
    /// <param name="coordinates">(N, …): a place along each axis; (0, 0, …) is the first element.</param>
    /// <param name="order">0: the nearest element, halves to the even one. 1: straight lines between elements.</param>
    /// <param name="fillMode">What lies outside.</param>
    /// <param name="fillValue">The value outside, where the fill mode is constant.</param>
    /// <returns>(…), of the type of <paramref name="inputs"/>; integers are rounded.</returns>
    /// <exception cref="ShapeException">The coordinates do not have a row for each axis, or the inputs are empty.</exception>
    /// <exception cref="ArgumentException"><paramref name="order"/> is neither 0 nor 1.</exception>
    /// <remarks>Keras: <c>keras.ops.image.map_coordinates</c>, keras/src/ops/image.py.</remarks>
    public static Tensor MapCoordinates(Tensor inputs, Tensor coordinates, int order, FillMode fillMode = FillMode.Constant, double fillValue = 0)
    {
        if (order is not (0 or 1)) throw new ArgumentException($"MapCoordinates expects order 0 or 1. Received {order}.", nameof(order));
        return new MapCoordinatesOp(order, fillMode, fillValue).Apply(inputs, coordinates);
    }
}

/// <summary>y = Σ over the corners around a place of their weights · x</summary>
internal sealed class MapCoordinatesOp(int order, FillMode fillMode, double fillValue) : CompositeOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("order", order), ("fill_mode", fillMode), ("fill_value", fillValue)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[1].Shape.Rank >= 2 && x[0].Shape.Rank > 0 && x[1].Shape[0] == x[0].Shape.Rank, "coordinates (N, …) for an input of rank N", x);
        Expect(!x[0].Shape.Any(length => length.Equals(0)), "an input that is not empty", x);
        if (x[0].DType is DType.Bool or DType.String) Throw.Type_OpExpectsNumbers(Name, x[0]);
        return new(x[1].Shape[1..], x[0].DType);
    }

    protected override Tensor Expand(ReadOnlySpan<Tensor> x)
    {
        Tensor inputs = x[0], flat = Ops.Reshape(inputs, [inputs.Length]);
        DType type = inputs.DType.IsFloat() ? inputs.DType : inputs.DType.ItemSize() < 4 ? DType.Float32 : DType.Float64;
        Tensor[] places = Ops.Unstack(x[1].DType.IsFloat() ? x[1] : x[1].Cast(DType.Float64), axis: 0);
        (Tensor Index, Tensor? Weight)[][] nodes = Array.ConvertAll(places, place => Nodes(place, type));
        int[] strides = ElementBytes.Strides(inputs.Shape);
        Tensor? sum = null;
        for (int corner = 0; corner < 1 << (order * inputs.Rank); corner++)
        {
            Tensor index = Tensor.FromScalar(0), isThere = true;
            Tensor? weight = null;
            for (int axis = 0; axis < inputs.Rank; axis++)
            {
                var (place, part) = nodes[axis][order * (corner >> axis & 1)];
                int length = inputs.Shape[axis].Value;
                if (fillMode is FillMode.Constant) isThere &= (place >= 0) & (place < length);
                index += Inside(place, length) * strides[axis];
                if (part is not null) weight = weight is null ? part : weight * part;
            }
            Tensor value = Ops.Take(flat, index, 0).Cast(order == 0 ? inputs.DType : type);
            if (fillMode is FillMode.Constant) value = Ops.Where(isThere, value, CastOp.Number(fillValue, value.DType));
            if (weight is not null) value *= weight;
            sum = sum is null ? value : sum + value;
        }
        return sum!.DType == inputs.DType ? sum : SaturatingCast.Of(Ops.Round(sum), inputs.DType);
    }

    /// <summary>The elements around a place along one axis, and their weights.</summary>
    private (Tensor Index, Tensor? Weight)[] Nodes(Tensor place, DType type)
    {
        if (order == 0) return [(Ops.Round(place).Cast(DType.Int32), null)];
        Tensor below = Ops.StopGradient(Ops.Floor(place)), index = below.Cast(DType.Int32), part = (place - below).Cast(type);
        return [(index, 1 - part), (index + 1, part)];
    }

    private Tensor Inside(Tensor index, int length) => fillMode switch
    {
        FillMode.Constant or FillMode.Nearest => Ops.Clip(index, 0, length - 1),
        FillMode.Wrap => Ops.Mod(index, length),
        FillMode.Mirror => length == 1 ? Ops.ZerosLike(index) : Folded(Ops.Mod(index, 2 * (length - 1)), 2 * (length - 1)),
        _ => Folded(Ops.Mod(index, 2 * length), 2 * length - 1),
    };

    private static Tensor Folded(Tensor index, int last) => Ops.Minimum(index, last - index);
}
