using static Heed.Ops;

namespace Heed.Layers;

/// <summary>What merges have in common in which a masked element gives way to the other inputs' elements.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  see <see cref="Merge"/>.</para>
/// <para><b>Masks</b>  a masked element is replaced by what it is combined with. If every input has a mask, the output's mask keeps what any of them keeps;
/// else the output has none.</para>
/// <para><b>Source</b>  keras/src/layers/merging/base_merge.py.</para>
/// </remarks>
public abstract class MaskedMerge : Merge
{
    private protected MaskedMerge(string? name) : base(name) { }

    private protected sealed override Tensor Combine(Tensor[] inputs, Tensor?[] masks)
    {
        Tensor output = inputs[0];
        Tensor? kept = Elements(masks[0], output);
        for (int i = 1; i < inputs.Length; i++)
        {
            Tensor next = inputs[i];
            Tensor? keep = Elements(masks[i], next);
            if (keep is not null) next = Where(keep, next, output);
            if (kept is not null) output = Where(kept, output, next);
            kept = kept is null || keep is null ? null : LogicalOr(kept, keep);
            output = Combine(output, next);
        }
        if (kept is not null && inputs.Length > 1) output.Mask = Any(kept, -1);
        return output;
    }

    /// <summary>A mask with a value for every element of its input.</summary>
    private static Tensor? Elements(Tensor? mask, Tensor input) => mask is null ? null : BroadcastTo(ExpandDims(mask, -1), input.Shape);
}
