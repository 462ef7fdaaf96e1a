namespace Heed.Callbacks;

/// <summary>How often a callback acts: at the end of every epoch, or after every so many batches: <c>saveFreq: 100</c>, <c>updateFreq: "batch"</c>.</summary>
public readonly record struct Frequency
{
    private Frequency(int batches) => Batches = batches;

    /// <summary>At the end of every epoch.</summary>
    public static Frequency Epoch => default;

    /// <summary>After so many batches; 0: at the end of every epoch.</summary>
    public int Batches { get; }

    /// <summary>Is it at the end of every epoch?</summary>
    public bool IsEpoch => Batches == 0;

    /// <summary>After so many batches.</summary>
    /// <param name="batches">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batches"/> is less than 1.</exception>
    public static implicit operator Frequency(int batches) => new(Require.Positive(batches, nameof(Frequency)));

    /// <summary>Keras's words.</summary>
    /// <param name="word"><c>epoch</c>, or <c>batch</c>, which is 1.</param>
    /// <exception cref="ArgumentException">It is another word.</exception>
    public static implicit operator Frequency(string word) => word switch
    {
        "epoch" => Epoch,
        "batch" => new(1),
        _ => throw new ArgumentException($"Frequency expects 'epoch', 'batch' or a number of batches. Received '{word}'."),
    };

    /// <summary>Keras's word or number.</summary>
    /// <returns>Such as <c>epoch</c> or <c>100</c>.</returns>
    public override string ToString() => IsEpoch ? "epoch" : FormattableString.Invariant($"{Batches}");

    /// <summary>Counts batches until it is time.</summary>
    internal sealed class Counter(Frequency frequency)
    {
        /// <summary>Batches since it was last time.</summary>
        public int Seen { get; set; }

        /// <summary>One batch more: is it time?</summary>
        public bool Next()
        {
            if (frequency.IsEpoch || ++Seen < frequency.Batches) return false;
            Seen = 0;
            return true;
        }
    }
}
