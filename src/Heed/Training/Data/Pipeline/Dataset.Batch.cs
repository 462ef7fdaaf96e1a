namespace Heed;

public sealed partial class Dataset
{
    /// <summary>Puts neighbouring elements of one shape together, along a new first axis.</summary>
    /// <param name="batchSize">Elements in a batch.</param>
    /// <param name="dropRemainder">Leave a last batch out that would be smaller?</param>
    /// <returns>Batches.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1.</exception>
    public Dataset Batch(int batchSize, bool dropRemainder = false) =>
        Gather($"Batch({batchSize})", batchSize, dropRemainder, owner => Rows is { } rows ? PickRows(rows, batchSize, dropRemainder) : Stack(owner, batchSize, dropRemainder, Stacked));

    /// <summary>Puts neighbouring elements together, along a new first axis, and fills the shorter ones up.</summary>
    /// <param name="batchSize">Elements in a batch.</param>
    /// <param name="paddedShapes">What elements are filled up to, for the tensors of x, then y, then sampleWeight; where a length is unknown or a shape is
    /// <see langword="null"/>, and without it, to the longest of the batch.</param>
    /// <param name="paddingValues">What is filled in, in the same order; <see langword="null"/>: 0, false or the empty text.</param>
    /// <param name="dropRemainder">Leave a last batch out that would be smaller?</param>
    /// <returns>Batches.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1.</exception>
    public Dataset PaddedBatch(int batchSize, IReadOnlyList<Shape?>? paddedShapes = null, IReadOnlyList<Tensor?>? paddingValues = null, bool dropRemainder = false)
    {
        var rows = new PaddedRows(paddedShapes, paddingValues);
        return Gather($"PaddedBatch({batchSize})", batchSize, dropRemainder, owner => Stack(owner, batchSize, dropRemainder, rows.Join));
    }

    /// <summary>Takes batches apart again.</summary>
    /// <returns>Single examples, without the first axis.</returns>
    public Dataset Unbatch()
    {
        return Then("Unbatch()", null, Pass, ownsMemory: false);

        IEnumerator<Examples> Pass(string owner)
        {
            long number = 0;
            foreach (Examples batch in this)
            {
                long at = number++;
                int length = 0;
                Elements.MoveNext(owner, at, () => (length = Arrays.RequireOneLength(batch)) > 0);
                for (int i = 0; i < length; i++) yield return batch.Map(tensor => Elements.Row(tensor, i)).Survive();
            }
        }
    }

    /// <summary>Elements of one structure and shape, stacked.</summary>
    private static Examples Stacked(string owner, IReadOnlyList<Examples> elements, long first)
    {
        Elements.RequireOneStructure(owner, elements, first);
        return Elements.Join(elements, Stack);

        Tensor Stack(Tensor[] rows, int place)
        {
            int other = Array.FindIndex(rows, row => !row.Shape.Equals(rows[0].Shape));
            if (other >= 0)
                throw new ShapeException($"{owner} expects elements of one shape. Received {rows[other].Shape} at element {first + other}, after {rows[0].Shape}. "
                    + "Fill the shorter ones up with PaddedBatch.");
            Tensor batch = Elements.Stack(rows);
            if (rows[0].Mask is { } mask)
            {
                Tensor[] masks = Array.ConvertAll(rows, row => row.Mask!);
                if (Array.Exists(masks, other => !other.Shape.Equals(mask.Shape))) throw new ShapeException($"{owner} expects masks of one shape. Received {string.Join(", ", masks.Select(x => x.Shape))}.");
                batch.Mask = Elements.Stack(masks);
            }
            return batch;
        }
    }

    private Dataset Gather(string step, int batchSize, bool dropRemainder, Func<string, IEnumerator<Examples>> pass)
    {
        Require.Positive(batchSize, $"{nameof(Dataset)}.{step}");
        return Then(step, Cardinality is { } known ? (dropRemainder ? known : known + batchSize - 1) / batchSize : null, pass, ownsMemory: true);
    }

    private IEnumerator<Examples> Stack(string owner, int batchSize, bool dropRemainder, Func<string, IReadOnlyList<Examples>, long, Examples> join)
    {
        var rows = new List<Examples>(Math.Min(batchSize, 1024));
        long first = 0;
        foreach (Examples element in this)
        {
            rows.Add(element);
            if (rows.Count < batchSize) continue;
            yield return Joined(owner, rows, first, join);
            first += rows.Count;
            rows.Clear();
        }
        if (rows.Count > 0 && !dropRemainder) yield return Joined(owner, rows, first, join);
    }

    private static Examples Joined(string owner, IReadOnlyList<Examples> rows, long first, Func<string, IReadOnlyList<Examples>, long, Examples> join)
    {
        using var scope = new MemoryScope();
        return join(owner, rows, first).Survive();
    }
}
