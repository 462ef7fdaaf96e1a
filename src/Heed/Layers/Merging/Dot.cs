using static Heed.Ops;

namespace Heed.Layers;

/// <summary>The dot products of two tensors along an axis of each, sample by sample.</summary>
/// <remarks>
/// <para><b>Inputs</b>  two tensors (B, …) of rank 2 or more whose chosen axes have one length.</para>
/// <para><b>Output</b>  the axes of the first without the chosen one, then those of the second without batch and chosen one; (B, 1) if none is left.</para>
/// <para><b>Formula</b> y[b, i, j] = Σ_k u[b, i, k] · v[b, k, j]. Normalized, u and v are first divided by their lengths along the axis (but at most
/// multiplied by 1e7), which makes y their cosine.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/merging/dot.py.</para>
/// </remarks>
public sealed class Dot : Merge
{
    /// <summary>Makes the layer.</summary>
    /// <param name="axes">The axis of both inputs, or one of each; negative counts from the last, and the batch's axis 0 is not allowed.</param>
    /// <param name="normalize">Divide by the lengths first, so that the result is the cosine?</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">There are more than two axes, or a list of one, or one is the batch's.</exception>
    public Dot(Axes axes, bool normalize = false, string? name = null) : base(name)
    {
        if (axes.Count != (axes.IsList ? 2 : 1) || axes.Contains(0))
            throw new ArgumentException($"{this} expects one axis, or two, other than the batch's axis 0. Received {axes}.", nameof(axes));
        (Axes, Normalize) = (axes, normalize);
    }

    /// <summary>The axis of both inputs, or one of each.</summary>
    public Axes Axes { get; }

    /// <summary>Are the inputs divided by their lengths first?</summary>
    public bool Normalize { get; }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        ExpectList(inputs);
        var (u, v) = (inputs[0], inputs[1]);
        var (axisU, axisV) = AxesOf(inputs.Shapes);
        if (Normalize) (u, v) = (Unit(u, axisU), Unit(v, axisV));

        Tensor rows = Ops.Reshape(Moved(u, axisU, u.Rank - 1), [u.Shape[0], Others(u.Shape, axisU), u.Shape[axisU]]);        // (B, i, k)
        bool isLast = axisV == v.Rank - 1;
        Tensor columns = isLast ? Ops.Reshape(v, [v.Shape[0], Others(v.Shape, axisV), v.Shape[axisV]])                       // (B, j, k)
            : Ops.Reshape(Moved(v, axisV, 1), [v.Shape[0], v.Shape[axisV], Others(v.Shape, axisV)]);                         // (B, k, j)
        return Ops.Reshape(MatMul(rows, columns, transposeB: isLast), ComputeOutputShape(inputs.Shapes));
    }

    private static Tensor Unit(Tensor x, int axis) =>
        x * Ops.Minimum(Rsqrt(Sum(Square(x), axis, keepDims: true)), x.DType == Heed.DType.Float16 ? 65504 : 1e7);

    private static Tensor Moved(Tensor x, int from, int to)
    {
        List<int> order = [.. Enumerable.Range(0, x.Rank)];
        order.RemoveAt(from);
        order.Insert(to, from);
        return from == to ? x : Transpose(x, [.. order]);
    }

    /// <summary>The product of all lengths but the batch's and the chosen axis's.</summary>
    private static Dim Others(Shape shape, int axis) => shape.Where((_, i) => i != 0 && i != axis).Aggregate((Dim)1, (product, length) => product * length);

    private protected override Tensor Combine(Tensor sofar, Tensor next) => throw new InvalidOperationException($"{this} combines its two inputs at once.");

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There are not two inputs of rank 2 or more, batch sizes differ, or the axes are not there or differ in length.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 2 && inputs[0].Rank >= 2 && inputs[1].Rank >= 2, "two inputs of rank 2 or more (B, …)", inputs);
        var (u, v) = (inputs[0], inputs[1]);
        Expect(u[0] == v[0], "inputs of one batch size", inputs);
        var (axisU, axisV) = AxesOf(inputs);
        Expect(u[axisU] == v[axisV], $"axes {Axes} of one length", inputs);
        Dim batch = u[0].IsKnown ? u[0] : v[0];
        Shape rest = [.. u.Where((_, i) => i != 0 && i != axisU), .. v.Where((_, i) => i != 0 && i != axisV)];
        return rest.Rank > 0 ? [batch, .. rest] : [batch, 1];
    }

    private (int, int) AxesOf(ReadOnlySpan<Shape> inputs)
    {
        int axisU = Along(Axes[0], inputs[0].Rank), axisV = Along(Axes[^1], inputs[1].Rank);
        Expect(axisU > 0 && axisU < inputs[0].Rank && axisV > 0 && axisV < inputs[1].Rank, $"inputs that have the axes {Axes}, neither of them the batch's", inputs);
        return (axisU, axisV);
    }

    private static int Along(int axis, int rank) => axis < 0 ? axis + rank : axis;

    /// <inheritdoc/>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask) => null;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("axes", Axes).With("normalize", Normalize);

    internal static Dot FromConfig(Config config) => new(config.Require<Axes>("axes"), config.Get("normalize", false), config.Name);
}
