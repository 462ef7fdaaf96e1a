using Heed.Layers;
using Heed.Regularizers;

namespace Heed.Tests;

/// <summary>Samples of the merges and the activations that have layers of their own.</summary>
internal static partial class LayerSamples
{
    static partial void AddMerging(List<LayerSample> samples) => samples.AddRange(
    [
        new("Average", () => new Average(), Numbers([2, 3, 4]), Numbers([2, 1, 4], 2), Numbers([2, 3, 1], 3)),
        new("Dot", () => new Dot(-1), Numbers([2, 4]), Numbers([2, 4], 2)) { MaskRule = MaskRule.Ends },
        new("Dot: cosine", () => new Dot(2, normalize: true), Numbers([2, 3, 4]), Numbers([2, 5, 4], 2)) { MaskRule = MaskRule.Ends },
        new("Dot: two axes, ranks differ", () => new Dot([2, -2]), Numbers([2, 5, 3, 2]), Numbers([2, 3, 4], 2)) { MaskRule = MaskRule.Ends },
        new("ELU", () => new ELU(), Numbers([2, 3, 4])),
        new("ELU: depth", () => new ELU(0.3), Numbers([2, 3, 4])),
        new("LeakyReLU", () => new LeakyReLU(), Numbers([2, 3, 4])),
        new("Maximum", () => new Maximum(), Numbers([2, 3, 4]), Numbers([2, 3, 4], 2), Numbers([2, 3, 4], 3)),
        new("Maximum: ranks differ", () => new Maximum(), Numbers([2, 3, 4]), Numbers([2, 4], 2)),
        new("Minimum", () => new Minimum(), Numbers([2, 3, 4]), Numbers([2, 3, 4], 2), Numbers([2, 3, 4], 3)),
        new("PReLU", () => new PReLU("ones", new L2()), Numbers([2, 3, 4])),
        new("PReLU: shared", () => new PReLU(sharedAxes: [1, 2]), Numbers([2, 3, 2, 4])),
        new("Subtract", () => new Subtract(), Numbers([2, 3, 4]), Numbers([2, 1, 4], 2)),
    ]);
}
