namespace Heed;

public sealed partial class Dataset
{
    /// <summary>Set where elements are rows of tensors in memory: then steps pass numbers on, and only a batch copies its rows, once.</summary>
    private RowPasses? Rows { get; init; }

    private static Dataset OfRows(string text, long? cardinality, RowPasses rows)
    {
        return new(text, cardinality, Pass) { Rows = rows };

        IEnumerator<Examples> Pass()
        {
            foreach (int i in rows.Pass()) yield return rows.Data.Map(tensor => Elements.Row(tensor, i)).Survive();
        }
    }

    private static IEnumerator<Examples> PickRows(RowPasses rows, int batchSize, bool dropRemainder)
    {
        foreach (int[] places in rows.Pass().Chunk(batchSize))
            if (places.Length == batchSize || !dropRemainder) yield return Picked(rows.Data, places);
    }

    private static Examples Picked(Examples data, int[] places)
    {
        using var scope = new MemoryScope();
        return Arrays.Pick(data, places).Survive();
    }

    /// <summary>Rows of tensors in memory.</summary>
    /// <param name="Data">The tensors.</param>
    /// <param name="Pass">Starts a pass over the numbers of the rows.</param>
    private sealed record RowPasses(Examples Data, Func<IEnumerable<int>> Pass);
}
