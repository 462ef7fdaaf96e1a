namespace Heed.Bench;

/// <summary>Numbers to compute with; the same seed gives the same numbers.</summary>
internal static class Draw
{
    /// <summary>Uniform in (−1, 1).</summary>
    public static float[] Uniform(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    /// <summary>Normal, with mean 0 and deviation 1.</summary>
    public static float[] Normal(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
            (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    /// <summary>A tensor of normal numbers.</summary>
    public static Tensor Normal(Shape shape, int seed) => Tensor.From(Normal(shape.Size, seed), shape);

    /// <summary>A tensor of whole numbers from <paramref name="low"/> up to but not including <paramref name="high"/>.</summary>
    public static Tensor Integers(int low, int high, Shape shape, int seed)
    {
        var random = new Random(seed);
        return Tensor.From(Enumerable.Range(0, shape.Size).Select(_ => random.Next(low, high)).ToArray(), shape);
    }
}
