namespace Heed;

/// <summary>Reads axis arguments: negative ones count from the last.</summary>
internal static class Axis
{
    /// <summary>An axis in [0, rank).</summary>
    public static int Of(int axis, int rank, string op) => axis >= -rank && axis < rank
        ? axis < 0 ? axis + rank : axis
        : throw new ShapeException($"{op} expects an axis in [{-rank}, {rank}) for a tensor of rank {rank}. Received {axis}.");

    /// <summary>Different axes in ascending order; <see langword="null"/>: all.</summary>
    public static int[] Of(int[]? axes, int rank, string op)
    {
        if (axes is null) return [.. Enumerable.Range(0, rank)];
        int[] sorted = [.. axes.Select(axis => Of(axis, rank, op)).Order()];
        return sorted.Distinct().Count() == sorted.Length ? sorted
            : throw new ShapeException($"{op} expects different axes. Received [{string.Join(", ", axes)}] for a tensor of rank {rank}.");
    }
}
