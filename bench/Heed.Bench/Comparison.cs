namespace Heed.Bench;

/// <summary>Did both compute the same? Asked before anything is timed.</summary>
internal static class Comparison
{
    /// <summary>Allowed difference, as a part of the largest number in the result.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>Compares the answers.</summary>
    /// <returns>The largest difference.</returns>
    /// <exception cref="InvalidOperationException">They differ in length, hold a NaN, or are too far apart.</exception>
    public static double Of(Contender heed, Contender peer)
    {
        if (heed.Answer is null || peer.Answer is null) return 0;
        float[] mine = heed.Answer(), theirs = peer.Answer();
        if (mine.Length != theirs.Length)
            throw new InvalidOperationException($"heed gives {mine.Length} numbers, {peer.Name} {theirs.Length}: they do not do the same work.");

        double largest = 0, allowed = Tolerance * Math.Max(1e-3, theirs.Max(Math.Abs));
        for (int i = 0; i < mine.Length; i++)
        {
            double difference = Math.Abs((double)mine[i] - theirs[i]);
            if (!(difference <= allowed))
                throw new InvalidOperationException($"number {i} is {mine[i]} in heed but {theirs[i]} in {peer.Name}: they do not do the same work.");
            largest = Math.Max(largest, difference);
        }
        return largest;
    }
}
