namespace Heed;

public sealed partial class Dataset
{
    /// <summary>Examples in memory: element i is place i of every tensor's first axis.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="y">Targets.</param>
    /// <param name="sampleWeight">Weights.</param>
    /// <returns>The examples, in order.</returns>
    /// <exception cref="ArgumentException">The tensors differ in length, are scalars, or hold no example.</exception>
    public static Dataset FromTensorSlices(Tensors x, Tensors? y = null, Tensors? sampleWeight = null)
    {
        var data = new Examples(x, y, sampleWeight);
        int length = Arrays.RequireOneLength(data);
        data.Survive();
        return OfRows($"{nameof(Dataset)}.{nameof(FromTensorSlices)}({Text(data)})", length, new(data, () => Enumerable.Range(0, length)));
    }

    /// <summary>A single element: a batch that is at hand, or one example.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="y">Targets.</param>
    /// <param name="sampleWeight">Weights.</param>
    /// <returns>A dataset of one element.</returns>
    public static Dataset FromTensors(Tensors x, Tensors? y = null, Tensors? sampleWeight = null)
    {
        Examples element = Elements.Made($"{nameof(Dataset)}.{nameof(FromTensors)}", 0, () => new(x, y, sampleWeight));
        return new($"{nameof(Dataset)}.{nameof(FromTensors)}({Text(element)})", 1, () => Enumerable.Repeat(element, 1).GetEnumerator());
    }

    /// <summary>Elements that you make.</summary>
    /// <param name="elements">Enumerated anew in every pass; an iterator method opens its files when the pass begins, and closes them when it ends.</param>
    /// <param name="cardinality">How many there are; <see langword="null"/>: not known.</param>
    /// <param name="name">What errors call it, such as a path; <see langword="null"/>: FromGenerator.</param>
    /// <returns>The elements, in order.</returns>
    public static Dataset FromGenerator(IEnumerable<Examples> elements, long? cardinality = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return FromGenerator(() => elements, cardinality ?? (elements.TryGetNonEnumeratedCount(out int count) ? count : null), name);
    }

    /// <summary>Elements that you make.</summary>
    /// <param name="generator">Is called when a pass begins.</param>
    /// <param name="cardinality">How many there are; <see langword="null"/>: not known.</param>
    /// <param name="name">What errors call it, such as a path; <see langword="null"/>: FromGenerator.</param>
    /// <returns>The elements, in order.</returns>
    public static Dataset FromGenerator(Func<IEnumerable<Examples>> generator, long? cardinality = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        string owner = name ?? $"{nameof(Dataset)}.{nameof(FromGenerator)}";
        return new(owner, cardinality, Pass);

        IEnumerator<Examples> Pass()
        {
            IEnumerator<Examples>? made = null;
            Elements.MoveNext(owner, 0, () => (made = generator().GetEnumerator()) is not null);
            using IEnumerator<Examples> elements = made!;
            for (long i = 0; Elements.MoveNext(owner, i, elements.MoveNext); i++) yield return Elements.Made(owner, i, () => elements.Current);
        }
    }

    /// <summary>Elements that come when they are ready, from a database or the network.</summary>
    /// <param name="elements">Enumerated anew in every pass, on threads of the pool.</param>
    /// <param name="cardinality">How many there are; <see langword="null"/>: not known.</param>
    /// <param name="name">What errors call it; <see langword="null"/>: FromAsync.</param>
    /// <param name="cancellationToken">Is handed to the source, and ends the waiting for it with an exception.</param>
    /// <returns>The elements, in order.</returns>
    public static Dataset FromAsync(IAsyncEnumerable<Examples> elements, long? cardinality = null, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(elements);
        string owner = name ?? $"{nameof(Dataset)}.{nameof(FromAsync)}";
        return new(owner, cardinality, () => AsyncElements.Pass(owner, elements, cancellationToken));
    }

    /// <summary>The whole numbers from 0 on, as scalars of type int64.</summary>
    /// <param name="stop">The first number that is left out.</param>
    /// <returns>A number each.</returns>
    public static Dataset Range(long stop) => Range(0, stop);

    /// <summary>Whole numbers at equal distances, as scalars of type int64.</summary>
    /// <param name="start">The first.</param>
    /// <param name="stop">Where they end; it is left out.</param>
    /// <param name="step">From one to the next; not 0.</param>
    /// <returns>A number each.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is 0.</exception>
    public static Dataset Range(long start, long stop, long step = 1)
    {
        if (step == 0) throw new ArgumentOutOfRangeException(nameof(step), "Dataset.Range expects a step other than 0. Received 0.");
        long count = Math.Max(0, (stop - start + step - Math.Sign(step)) / step);
        return new($"{nameof(Dataset)}.{nameof(Range)}({start}, {stop}, {step})", count, Pass);

        IEnumerator<Examples> Pass()
        {
            for (long i = 0; i < count; i++) yield return new Examples(Tensor.FromScalar(start + i * step)).Survive();
        }
    }

    private static string Text(Examples data) => string.Join(", ", data.All.Select(item => $"{item.Role} {item.Tensor.Shape}"));
}
