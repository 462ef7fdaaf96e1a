using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Puts several tensors one after another along an axis.</summary>
/// <remarks>
/// <para><b>Inputs</b>  a list of tensors of one rank that differ only along the axis.</para>
/// <para><b>Output</b>  as the inputs, with their lengths added along the axis.</para>
/// <para><b>Masks</b>   if any input has one, the others count as kept; the masks are joined like the inputs, and an element counts if any part of it does.</para>
/// <para><b>Source</b>  keras/src/layers/merging/concatenate.py.</para>
/// </remarks>
/// <param name="axis">The axis along which to join; negative counts from the last.</param>
/// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
public sealed class Concatenate(int axis = -1, string? name = null) : Merge(name)
{
    /// <summary>The axis along which the inputs are joined.</summary>
    public int Axis => axis;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        ExpectList(inputs);
        return Ops.Concatenate(inputs.ToArray(), axis);
    }

    private protected override Tensor Combine(Tensor sofar, Tensor next) => Ops.Concatenate([sofar, next], axis);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Ranks differ, lengths differ along another axis, or there is no such axis.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Shape first = inputs[0];
        Expect(axis >= -first.Rank && axis < first.Rank, $"inputs that have an axis {axis}", inputs);
        int along = Heed.Axis.Of(axis, first.Rank, ClassName);
        Dim length = 0;
        foreach (Shape input in inputs)
        {
            Expect(input.Rank == first.Rank && input.With(along, Dim.Unknown).IsCompatibleWith(first.With(along, Dim.Unknown)),
                $"inputs that differ only along axis {axis}", inputs);
            length += input[along];
        }
        return first.With(along, length);
    }

    /// <inheritdoc/>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask)
    {
        if (mask is null) return null;
        ExpectMasks(inputs, mask);
        return mask.All(one => one is null) ? null : (Masks)Any(Ops.Concatenate([.. inputs.Zip(mask, Elements)], axis), -1);
    }

    /// <summary>A mask with a value for every element of the input, or as many as it has itself if that is no fewer axes.</summary>
    private static Tensor Elements(Tensor input, Tensor? mask) =>
        mask is null ? OnesLike(input).Cast(Heed.DType.Bool)
        : mask.Rank < input.Rank ? LogicalOr(ExpandDims(mask, -1), ZerosLike(input).Cast(Heed.DType.Bool))
        : mask;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("axis", axis);

    internal static Concatenate FromConfig(Config config) => new(config.Get("axis", -1), config.Name);
}
