namespace Heed.Bench;

/// <summary>Attention: forward, backward, and what a mask saves.</summary>
internal static class AttentionWorks
{
    /// <summary>Batch and heads, length, width of a head: from short and many to long and wide.</summary>
    private static readonly (int Batch, int Length, int Width)[] Shapes =
        [(64, 16, 32), (256, 32, 64), (8, 128, 64), (32, 128, 64), (1, 512, 64), (8, 512, 64), (8, 1024, 64), (1, 4096, 64), (8, 512, 128), (2, 2048, 256)];

    private static readonly (int Batch, int Length, int Width)[] TrainingShapes = [(64, 16, 32), (8, 128, 64), (8, 512, 64), (1, 2048, 64), (8, 512, 128)];

    public static IEnumerable<Work> All() =>
    [
        .. from hidden in Enum.GetValues<Hidden>() from shape in Shapes select Forward(hidden, shape),
        .. from shape in TrainingShapes select Backward(Hidden.Nothing, shape),
        Backward(Hidden.Future, (8, 512, 64)),
        .. from shape in TrainingShapes select ForwardAndBackward(Hidden.Nothing, shape),
        ForwardAndBackward(Hidden.Future, (8, 512, 64)),
    ];

    private static Work Forward(Hidden hidden, (int Batch, int Length, int Width) shape) => new(Name("forward", hidden, shape), Flops(4, hidden, shape), () =>
    {
        var data = new AttentionData(shape);
        List<Contender> all = [Contender.Heed(() => data.Layer(hidden)), data.OnnxRuntime(hidden), Contender.Unfused(() => data.Unfused(hidden))];
        if (hidden != Hidden.Nothing && shape.Length >= 512) all.Add(Contender.Dense(() => data.Layer(Hidden.Nothing)));
        return [.. all];
    });

    private static Work Backward(Hidden hidden, (int Batch, int Length, int Width) shape) => new(Name("backward", hidden, shape), Flops(10, hidden, shape), () =>
    {
        var data = new AttentionData(shape);
        return [Contender.Heed(data.Backward(data.Layer, hidden)), Contender.Unfused(data.Backward(data.Unfused, hidden))];
    });

    private static Work ForwardAndBackward(Hidden hidden, (int Batch, int Length, int Width) shape) => new(Name("both", hidden, shape), Flops(14, hidden, shape), () =>
    {
        var data = new AttentionData(shape);
        return [Contender.Heed(() => data.ForwardAndBackward(data.Layer, hidden)), Contender.Unfused(() => data.ForwardAndBackward(data.Unfused, hidden))];
    });

    /// <summary>Useful operations: forward two products, 4 T² d; backward five, for the scores are computed anew, 10 T² d.</summary>
    private static double Flops(int perScore, Hidden hidden, (int Batch, int Length, int Width) shape) =>
        (double)perScore * shape.Batch * shape.Length * shape.Length * shape.Width * AttentionData.Share(hidden, shape.Length);

    private static string Name(string what, Hidden hidden, (int Batch, int Length, int Width) shape)
    {
        string mask = hidden switch { Hidden.Future => "causal", Hidden.SecondHalf => "padded", _ => "dense" };
        return $"{what} {mask} {shape.Batch}x{shape.Length}x{shape.Width}";
    }
}
