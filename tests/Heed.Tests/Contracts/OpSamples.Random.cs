using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of src/Heed/Ops/Random.</summary>
internal static partial class OpSamples
{
    private static OpSample[] RandomOps()
    {
        var key = new RandomKey(3, 4);
        return
        [
            Unary("Dropout", x => Dropout(x, 0.4, key)),
            Unary("Dropout: everything", x => Dropout(x, 1, key)),
            new("Dropout: shared", x => Dropout(x[0], 0.5, key, [null, 1, null]), [Numbers([4, 3, 2])], [Numbers([0, 3, 2])]),
            new("RandomBeta", _ => RandomBeta([2, 3], 0.5, 2, DType.Float64, key), [[]]),
            new("RandomCategorical", x => RandomCategorical(x[0], 5, DType.Int32, key), [Numbers([2, 3])], [Numbers([0, 3])]),
            new("RandomGamma", _ => RandomGamma([4], 0.5, DType.Float32, key), [[]]),
            new("RandomInteger", _ => RandomInteger([2, 3], -5, 5, DType.Int16, key), [[]]),
            new("RandomNormal", _ => RandomNormal([2, 3], 0, 1, DType.Float64, key), [[]]),
            new("RandomTruncatedNormal", _ => RandomTruncatedNormal([0, 3], 0, 1, DType.Float32, key), [[]]),
            new("RandomUniform", _ => RandomUniform([], 0, 1, DType.Float32, key), [[]]),
            new("Shuffle", x => Shuffle(x[0], 0, key), [Numbers([4, 3])], [Numbers([0, 3])], [new[] { "a", "b", "c" }]),
            new("Shuffle: inner axis", x => Shuffle(x[0], -1, key), [Numbers([2, 5])]),
        ];
    }
}
