using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of src/Heed/Ops/Reduction.</summary>
internal static partial class OpSamples
{
    private static OpSample[] Reduction() =>
    [
        .. Reductions("All", All),
        .. Reductions("Any", Any),
        .. Reductions("CountNonzero", CountNonzero),
        .. Reductions("LogSumExp", LogSumExp, takesEmpty: false),
        .. Reductions("Max", Max, takesEmpty: false),
        .. Reductions("Mean", Mean, takesEmpty: false),
        .. Reductions("Min", Min, takesEmpty: false),
        .. Reductions("Prod", Prod),
        new("Std", x => Std(x[0], [0, 2]), [Numbers([2, 3, 4])], [Numbers([2, 1, 5])]),
        new("Std: last axis kept", x => Std(x[0], -1, keepDims: true), [Numbers([2, 3])]),
        .. Reductions("Sum", Sum),
        .. Reductions("Variance", Variance, takesEmpty: false),
        new("ArgMax: everywhere", x => ArgMax(x[0], keepDims: true), [Numbers([2, 3, 4])], [Numbers([1])]),
        new("ArgMax", x => ArgMax(x[0], 1), [Numbers([2, 3, 4])], [Numbers([2, 5])], [Numbers([0, 5])]),
        new("ArgMin", x => ArgMin(x[0], -1, keepDims: true), [Numbers([2, 3, 4])], [Numbers([2, 5])], [Numbers([0, 5])]),
    ];

    private delegate Tensor Reducer(Tensor x, int[]? axes, bool keepDims);

    private static IEnumerable<OpSample> Reductions(string name, Reducer reduce, bool takesEmpty = true)
    {
        Tensor x = Numbers([2, 3, 4], 0.5, 2);
        yield return new(name, x => reduce(x[0], null, false), [x], [Numbers([])], [Numbers([1, 5], 0.5, 2)]);
        yield return new($"{name}: last axis kept", x => reduce(x[0], [-1], true), [x], [Numbers([0, 5])], [Numbers([3, 1], 0.5, 2)]);
        yield return new($"{name}: outer axes", x => reduce(x[0], [2, 0], false), [x], [Numbers([2, 1, 5], 0.5, 2)]);
        if (takesEmpty) yield return new($"{name}: no elements", x => reduce(x[0], [0], false), [Numbers([0, 3])]);
    }
}
