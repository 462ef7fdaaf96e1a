using static Heed.Ops;

namespace Heed.Layers;

/// <summary>The product of several tensors, element by element.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  see <see cref="Merge"/>.</para>
/// <para><b>Masks</b>  masked elements count as 1. If every input has a mask, elements that all of them mask come out as 0, and the output's mask
/// keeps what any of them keeps.</para>
/// <para><b>Source</b>  keras/src/layers/merging/multiply.py.</para>
/// </remarks>
/// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
public sealed class Multiply(string? name = null) : Merge(name)
{
    private protected override Tensor Combine(Tensor sofar, Tensor next) => sofar * next;

    private protected override Tensor Combine(Tensor[] inputs, Tensor?[] masks)
    {
        Tensor?[] keep = [.. inputs.Zip(masks, (input, mask) => mask is null ? null : BroadcastTo(ExpandDims(mask, -1), input.Shape))];
        Tensor output = base.Combine([.. inputs.Zip(keep, (input, mask) => mask is null ? input : Where(mask, input, 1))], masks);
        if (keep.Any(mask => mask is null)) return output;

        Tensor keptByAny = keep.Aggregate((kept, mask) => LogicalOr(kept!, mask!))!;
        output = Where(keptByAny, output, 0);
        output.Mask = Any(keptByAny, -1);
        return output;
    }

    internal static Multiply FromConfig(Config config) => new(config.Name);
}
