namespace Heed.Layers;

/// <summary>Which elements of an input a layer draws its noise for together: along an axis of length 1, all.</summary>
internal static class NoiseShapes
{
    /// <summary>Gives a noise shape back that has no length of 0.</summary>
    /// <exception cref="ArgumentException">It has one.</exception>
    public static Shape? Checked(Shape? noiseShape, Layer layer) => noiseShape?.Any(dim => dim.Equals(0)) != true ? noiseShape
        : throw new ArgumentException($"{layer} expects lengths of at least 1 in noiseShape. Received {noiseShape}.", nameof(noiseShape));

    /// <summary>The noise shape for an input: unknown lengths filled in from the left, axes of length 1 put in front.</summary>
    public static Shape? For(Shape? noiseShape, Shape input) => noiseShape is null || noiseShape.Rank > input.Rank ? noiseShape
        : [.. Enumerable.Repeat<Dim>(1, input.Rank - noiseShape.Rank), .. noiseShape.Select((length, axis) => length.IsKnown ? length : input[axis])];

    /// <summary>Does it broadcast to the input?</summary>
    public static bool Fits(Shape? noiseShape, Shape input) => For(noiseShape, input) is not { } noise
        || noise.Rank == input.Rank && input.Zip(noise).All(pair => pair.Second.Equals(1) || pair.Second == pair.First);
}
