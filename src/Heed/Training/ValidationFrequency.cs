using System.Runtime.CompilerServices;

namespace Heed;

/// <summary>After which epochs <c>Fit</c> validates: a number, every so many, or a list <c>[1, 3]</c> of epochs, counted from 1.</summary>
/// <remarks>The default, and 1, is after every epoch. Source: keras/src/trainers/trainer.py, <c>_should_eval</c>.</remarks>
[CollectionBuilder(typeof(ValidationFrequency), nameof(Create))]
public readonly struct ValidationFrequency
{
    private readonly int? _every;
    private readonly int[]? _epochs;

    private ValidationFrequency(int every) => _every = Require.Positive(every, "Fit", "validationFreq");

    private ValidationFrequency(int[] epochs) => _epochs = epochs;

    /// <summary>What a collection expression calls: the epochs that end with a validation.</summary>
    /// <param name="epochs">Numbers from 1.</param>
    /// <returns>The frequency.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public static ValidationFrequency Create(ReadOnlySpan<int> epochs)
    {
        foreach (int epoch in epochs) Require.Positive(epoch, "Fit", "validationFreq");
        return new(epochs.ToArray());
    }

    /// <summary>After every so many epochs.</summary>
    /// <param name="every">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static implicit operator ValidationFrequency(int every) => new(every);

    /// <summary>After these epochs.</summary>
    /// <param name="epochs">Numbers from 1.</param>
    public static implicit operator ValidationFrequency(int[] epochs) => Create(epochs ?? throw new ArgumentNullException(nameof(epochs)));

    /// <summary>The epochs of a list; none where it is every so many.</summary>
    /// <returns>What a collection expression was made of.</returns>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(_epochs ?? [])).GetEnumerator();

    /// <summary>Is there a validation after this epoch?</summary>
    /// <param name="epoch">From 0.</param>
    internal bool IsAfter(int epoch) => _epochs?.Contains(epoch + 1) ?? ((epoch + 1) % (_every ?? 1) == 0);
}
