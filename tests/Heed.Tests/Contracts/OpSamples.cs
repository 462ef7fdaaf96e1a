namespace Heed.Tests;

/// <summary>A function of tensors at work on a few small inputs: what the contract of ops is tested on.</summary>
/// <param name="Name">The public method of Ops, with a colon and a remark where it has several samples (<c>Sum: two axes</c>).</param>
/// <param name="Function">Calls the method with the given inputs; other arguments are written here.</param>
/// <param name="Cases">Inputs: float64, away from kinks, at several shapes; integers and booleans where the op wants them.</param>
internal sealed record OpSample(string Name, Func<Tensor[], Tensor> Function, params Tensor[][] Cases)
{
    /// <summary>Is there a second derivative, also computed by ops?</summary>
    public bool HasSecondGradient { get; init; } = true;

    /// <summary>May the first axis of the inputs be unknown? Not where its length is an argument.</summary>
    public bool AllowsUnknownBatch { get; init; } = true;

    /// <summary>Is the result in narrow types near the one in float64? Not where bits are drawn for each type.</summary>
    public bool HasNarrowTypes { get; init; } = true;

    /// <summary>The public method.</summary>
    public string Method => Name.Split(':')[0];

    public override string ToString() => Name;
}

/// <summary>The samples of all ops: one partial file a folder of src/Heed/Ops.</summary>
internal static partial class OpSamples
{
    public static IReadOnlyList<OpSample> Table { get; } =
        [.. Autodiff(), .. Elementwise(), .. Reduction(), .. ShapeOps(), .. Linear(), .. Neural(), .. Normalization(), .. RandomOps(), .. Rnn(), .. AttentionOps(), .. Concat(), .. Convolutional(), .. ImageOps(), .. Fourier(), .. ImageColors()];

    /// <summary>A function of one tensor, at five shapes; its values lie between <paramref name="from"/> and <paramref name="to"/>.</summary>
    private static OpSample Unary(string name, Func<Tensor, Tensor> function, double from = -2, double to = 2) => new(name, x => function(x[0]),
        [Numbers([2, 3], from, to)], [Numbers([], from, to)], [Numbers([3, 1, 5], from, to)], [Numbers([0, 3], from, to)], [Numbers([1], from, to)]);

    /// <summary>A function of two tensors that broadcast, at six pairs of shapes.</summary>
    private static OpSample Binary(string name, Func<Tensor, Tensor, Tensor> function, double from = -2, double to = 2, double from2 = -2, double to2 = 2)
    {
        Tensor[] Pair(Shape x, Shape y) => [Numbers(x, from, to), Numbers(y, from2, to2, seed: 2)];
        return new(name, x => function(x[0], x[1]),
            Pair([2, 3], [2, 3]), Pair([2, 3], [3]), Pair([2, 1], [1, 3]), Pair([], [2, 3]), Pair([0, 3], [3]), Pair([2, 1, 5], [4, 1]));
    }

    /// <summary>Numbers that repeat from run to run, spread over an interval.</summary>
    private static Tensor Numbers(Shape shape, double from = -2, double to = 2, int seed = 1) =>
        GradientCheck.Random(shape, new Random(seed)) * ((to - from) / 2) + (from + to) / 2;
}
