namespace Heed;

public sealed partial class Dataset
{
    /// <summary>Makes batches of elements of similar length, so that little is filled up.</summary>
    /// <param name="elementLengthFunc">The length of an element.</param>
    /// <param name="bucketBoundaries">Rising lengths: bucket 0 takes those below the first, bucket i those from i − 1 up to below i, the last all others.</param>
    /// <param name="bucketBatchSizes">Elements in a batch of each bucket: one more than there are boundaries.</param>
    /// <param name="paddedShapes">As in <see cref="PaddedBatch"/>.</param>
    /// <param name="paddingValues">As in <see cref="PaddedBatch"/>.</param>
    /// <param name="padToBucketBoundary">Fill unknown lengths up to the longest that belongs to the bucket, rather than to the longest of the batch? The last bucket must stay empty then.</param>
    /// <param name="noPadding">Fill nothing up? All elements of a batch must then have one shape.</param>
    /// <param name="dropRemainder">Leave batches out that are not full at the end?</param>
    /// <returns>Batches, each as soon as it is full; at the end the others, by bucket.</returns>
    /// <exception cref="ArgumentException">The boundaries do not rise, or there are not as many batch sizes as buckets.</exception>
    /// <remarks>Source: tf.data.Dataset.bucket_by_sequence_length.</remarks>
    public Dataset BucketBySequenceLength(Func<Examples, int> elementLengthFunc, IReadOnlyList<int> bucketBoundaries, IReadOnlyList<int> bucketBatchSizes,
        IReadOnlyList<Shape?>? paddedShapes = null, IReadOnlyList<Tensor?>? paddingValues = null, bool padToBucketBoundary = false, bool noPadding = false, bool dropRemainder = false)
    {
        ArgumentNullException.ThrowIfNull(elementLengthFunc);
        int[] boundaries = [.. bucketBoundaries], sizes = [.. bucketBatchSizes];
        if (boundaries.Length == 0 || sizes.Length != boundaries.Length + 1 || boundaries.Zip(boundaries.Skip(1)).Any(pair => pair.First >= pair.Second) || sizes.Any(size => size < 1))
            throw new ArgumentException("Dataset.BucketBySequenceLength expects boundaries that rise, and batch sizes of at least 1, one more than boundaries. "
                + $"Received boundaries [{string.Join(", ", boundaries)}] and sizes [{string.Join(", ", sizes)}].");
        if (noPadding && (padToBucketBoundary || paddedShapes is not null || paddingValues is not null))
            throw new ArgumentException("Dataset.BucketBySequenceLength expects nothing about padding together with noPadding. Received both.");
        return Then($"BucketBySequenceLength([{string.Join(", ", boundaries)}])", null, Pass, ownsMemory: true);

        IEnumerator<Examples> Pass(string owner)
        {
            List<Examples>[] buckets = [.. sizes.Select(_ => new List<Examples>())];
            long index = 0;
            foreach (Examples element in this)
            {
                int bucket = Bucket(owner, element, index++);
                buckets[bucket].Add(element);
                if (buckets[bucket].Count < sizes[bucket]) continue;
                yield return Close(owner, buckets[bucket], bucket);
            }
            for (int bucket = 0; bucket < buckets.Length; bucket++)
                if (buckets[bucket].Count > 0 && !dropRemainder) yield return Close(owner, buckets[bucket], bucket);
        }

        int Bucket(string owner, Examples element, long index)
        {
            int length = 0;
            Elements.MoveNext(owner, index, () => (length = elementLengthFunc(element)) >= 0);
            int bucket = Array.FindIndex(boundaries, boundary => length < boundary);
            if (bucket < 0 && padToBucketBoundary)
                throw new InvalidDataException($"{owner} expects lengths below the last boundary where it pads to boundaries. Received length {length} at element {index}. Add a boundary, or leave it out with Filter.");
            return bucket < 0 ? boundaries.Length : bucket;
        }

        Examples Close(string owner, List<Examples> rows, int bucket)
        {
            IReadOnlyList<Shape?>? shapes = padToBucketBoundary ? ToBoundary(rows[0], boundaries[bucket] - 1) : paddedShapes;
            Examples batch = Joined($"{owner}, bucket {bucket},", rows, 0, noPadding ? Stacked : new PaddedRows(shapes, paddingValues).Join);
            rows.Clear();
            return batch;
        }

        Shape?[] ToBoundary(Examples element, int length) =>
            [.. element.All.Select((item, i) => new Shape((paddedShapes?[i] ?? new Shape(Enumerable.Repeat(Dim.Unknown, item.Tensor.Rank))).Select(dim => dim.IsKnown ? dim : length)))];
    }
}
