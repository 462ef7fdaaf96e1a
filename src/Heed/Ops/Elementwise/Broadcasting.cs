namespace Heed;

/// <summary>NumPy's rule for shapes that differ: aligned at the last axis, equal or 1 (an absent axis counts as 1).</summary>
internal static class Broadcasting
{
    /// <summary>The common shape; an unknown length meets 1 or another unknown as unknown, a known length above 1 as that.</summary>
    public static Shape Of(string op, Shape x, Shape y)
    {
        int rank = Math.Max(x.Rank, y.Rank);
        var dims = new Dim[rank];
        for (int i = 1; i <= rank; i++)
        {
            Dim a = i <= x.Rank ? x[^i] : 1, b = i <= y.Rank ? y[^i] : 1;
            if (a.IsKnown && a.Value == 1) dims[^i] = b;
            else if (b.IsKnown && b.Value == 1) dims[^i] = a;
            else if (a == b) dims[^i] = a.IsKnown ? a : b;
            else
                throw new ShapeException($"{op} expects shapes that broadcast (aligned at the last axis, equal or 1). Received {x} and {y}. "
                    + "Reshape or tile one of them.");
        }
        return new(dims);
    }
}
