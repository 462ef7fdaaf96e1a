namespace Heed.Bench;

/// <summary>The middle of some measurements, and the quartiles around it.</summary>
internal readonly record struct Spread(double Median, double Low, double High)
{
    /// <summary>Sorts the measurements and reads off.</summary>
    public static Spread Of(IEnumerable<double> measurements)
    {
        double[] sorted = [.. measurements.Order()];
        return new(At(sorted, 0.5), At(sorted, 0.25), At(sorted, 0.75));
    }

    /// <summary>The quantile, between two measurements their weighted mean.</summary>
    private static double At(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }
}
