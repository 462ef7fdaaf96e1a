using static Heed.Ops;

namespace Heed.Layers;

/// <summary>What the cells have in common: dropout of what enters a product, and how their configs are read.</summary>
internal static class CellParts
{
    /// <summary>Multiplies by a kernel: what is multiplied is masked before, once for all gates or for each of them.</summary>
    public static Func<Tensor, Tensor> Projection(Tensor kernel, Tensor[] masks)
    {
        if (masks.Length == 0) return x => MatMul(x, kernel);
        if (masks.Length == 1) return x => MatMul(x * masks[0], kernel);
        Tensor[] gates = Split(kernel, masks.Length, axis: 1);                                     // (D, U) each
        return x => Concatenate([.. gates.Zip(masks, (gate, mask) => MatMul(x * mask, gate))], axis: -1);
    }

    /// <summary>What stays the same for all steps: zeros for what is dropped; nothing if nothing is.</summary>
    public static Tensor[] DropoutMasks(SeedGenerator seeds, double rate, int count, Tensor like, bool training)
    {
        if (!training || rate is 0 or 1) return [];
        Tensor ones = OnesLike(like);
        return [.. Enumerable.Range(0, count).Select(_ => Ops.Dropout(ones, rate, seeds.Next()))];
    }

    /// <summary>In a config, null is not the default but no activation.</summary>
    public static ActivationFunction? Function(Config c, string key) =>
        c.GetObject<ActivationFunction>(key) ?? (c.Has(key) ? ActivationFunction.Linear : null);
}
