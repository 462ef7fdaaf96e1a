namespace Heed;

public static partial class Utils
{
    /// <summary>Cuts a series into windows: batches of sequences, and the target at each window's start.</summary>
    /// <remarks>To predict the step after a window, hand in the targets from there on: <c>targets: y[sequenceLength..]</c>. Keras: <c>keras.utils.timeseries_dataset_from_array</c>,
    /// keras/src/utils/timeseries_dataset_utils.py.</remarks>
    /// <param name="data">Steps along the first axis.</param>
    /// <param name="targets">Target i belongs to the window that starts at step i; <see langword="null"/>: there are none.</param>
    /// <param name="sequenceLength">Steps in a window.</param>
    /// <param name="sequenceStride">From the start of one window to that of the next.</param>
    /// <param name="samplingRate">From one step of a window to the next.</param>
    /// <param name="batchSize">Windows in a batch; <see langword="null"/>: single windows, without an axis of examples.</param>
    /// <param name="shuffle">Mix the windows, in every pass anew?</param>
    /// <param name="seed">Makes the order repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="startIndex">Steps before it are not used.</param>
    /// <param name="endIndex">Steps from it on are not used; <see langword="null"/>: all are.</param>
    /// <returns>Batches of shape (batchSize, sequenceLength, …).</returns>
    /// <exception cref="ArgumentException">A number is out of its range, or no window fits.</exception>
    public static Dataset TimeseriesDatasetFromArray(Tensor data, Tensor? targets, int sequenceLength, int sequenceStride = 1, int samplingRate = 1, int? batchSize = 128,
                                                     bool shuffle = false, int? seed = null, int startIndex = 0, int? endIndex = null)
    {
        const string owner = "Utils.TimeseriesDatasetFromArray";
        int length = Arrays.RequireOneLength(new(data)), end = endIndex ?? length;
        if (targets is { Rank: 0 }) throw new ShapeException($"{owner} expects a target for each window. Received a scalar.");
        Require.Positive(sequenceLength, owner);
        Within(sequenceStride, 1, nameof(sequenceStride));
        Within(samplingRate, 1, nameof(samplingRate));
        Within(startIndex, 0, nameof(startIndex));
        if (endIndex is { } given) Within(given, startIndex + 1, nameof(endIndex));
        Require.Optional(batchSize, Require.Positive, owner);

        long last = end - startIndex - (long)(sequenceLength - 1) * samplingRate;
        if (targets is not null) last = Math.Min(last, targets.Shape[0].Value - startIndex);
        if (last <= 0)
            throw new ArgumentException($"{owner} expects steps for at least one window. Received {end - startIndex} steps"
                + $"{(targets is null ? "" : $" and {targets.Shape[0]} targets")} for {sequenceLength} steps at a distance of {samplingRate}.");
        int count = (int)((last + sequenceStride - 1) / sequenceStride);
        Dataset windows = Dataset.FromGenerator(Windows, count, $"{owner}(data {data.Shape})");
        if (shuffle) windows = windows.Shuffle(count, seed);
        windows = windows.Map(Cut);
        return batchSize is { } size ? windows.Batch(size) : windows;

        IEnumerable<Examples> Windows()
        {
            for (int i = 0; i < count; i++) yield return new(Tensor.FromScalar(startIndex + i * sequenceStride));
        }

        Examples Cut(Examples at)
        {
            int start = at.X[0].Item<int>();
            Tensor steps = Enumerable.Range(0, sequenceLength).Select(i => start + i * samplingRate).ToArray();
            Tensor window = Ops.Take(data, steps, 0);
            return targets is null ? new(window) : new(window, Elements.Row(targets, start));
        }

        void Within(int value, int least, string argument)
        {
            if (value < least || value >= length)
                throw new ArgumentOutOfRangeException(argument, $"{owner} expects {argument} in [{least}, {length}). Received {value}.");
        }
    }
}
