using System.Collections;

namespace Heed;

/// <summary>A sequence of examples, or of batches, that is read while it is used: from memory, files or a program, through steps such as <c>Shuffle</c>, <c>Map</c> and <c>Batch</c>.</summary>
/// <remarks>
/// <para><b>Elements</b>  <see cref="Examples"/>: one example without a batch axis before <see cref="Batch"/>, a batch behind it. <c>Fit</c>, <c>Evaluate</c> and <c>Predict</c> take batches.</para>
/// <para><b>Order</b>    The same seeds give the same elements in the same order, whatever the number of workers. (Passes through one dataset that run at once are numbered as they begin.)</para>
/// <para><b>Reading</b>  Every enumeration is a new pass through the source; in one pass nothing is read twice, and nothing that no step asks for.</para>
/// <para><b>Errors</b>   Whatever a source or a function throws comes out as an <see cref="InvalidDataException"/> that says which element it was; what threw is inside it.</para>
/// <para><b>Source</b>   The words are those of tf.data.</para>
/// </remarks>
public sealed partial class Dataset : IEnumerable<Examples>
{
    private readonly string _text;
    private readonly Func<IEnumerator<Examples>> _pass;

    private Dataset(string text, long? cardinality, Func<IEnumerator<Examples>> pass, bool ownsMemory = false) =>
        (_text, Cardinality, _pass, OwnsMemory) = (text, cardinality, pass, ownsMemory);

    /// <summary>How many elements a pass has; <see langword="null"/>: not known before it ends, or it never does.</summary>
    public long? Cardinality { get; }

    /// <summary>Names of the classes, where folders gave them: class 0 first.</summary>
    public IReadOnlyList<string>? ClassNames { get; private init; }

    /// <summary>The files that are read, in order before any shuffling of a pass, where folders gave them.</summary>
    public IReadOnlyList<string>? FilePaths { get; private init; }

    /// <summary>Are the tensors of an element made for it, so that nobody else holds them and a training step may give their memory back?</summary>
    internal bool OwnsMemory { get; }

    /// <summary>Starts a pass.</summary>
    /// <returns>The elements; disposing it ends whatever reads ahead.</returns>
    public IEnumerator<Examples> GetEnumerator() => _pass();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The source and the steps.</summary>
    /// <returns>Such as <c>Dataset.FromTensorSlices(x (10, 2)).Shuffle(10).Batch(4)</c>.</returns>
    public override string ToString() => _text;

    /// <summary>This dataset and one more step.</summary>
    /// <param name="step">The step as it is written in C#.</param>
    /// <param name="cardinality">How many elements leave it.</param>
    /// <param name="pass">Starts a pass; it gets the name of the step for errors.</param>
    /// <param name="ownsMemory">See <see cref="OwnsMemory"/>.</param>
    private Dataset Then(string step, long? cardinality, Func<string, IEnumerator<Examples>> pass, bool ownsMemory)
    {
        string name = $"{nameof(Dataset)}.{step}";
        return new($"{_text}.{step}", cardinality, () => pass(name), ownsMemory) { ClassNames = ClassNames, FilePaths = FilePaths };
    }

    /// <summary>The same, with what is known of the folder it came from.</summary>
    internal Dataset WithFiles(IReadOnlyList<string>? classNames, IReadOnlyList<string> filePaths) =>
        new(_text, Cardinality, _pass, OwnsMemory) { ClassNames = classNames, FilePaths = filePaths, Rows = Rows };
}
