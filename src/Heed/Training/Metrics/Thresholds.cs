using Heed.Losses;
using static Heed.Ops;

namespace Heed.Metrics;

/// <summary>Counts, for each of some thresholds, which predictions above it are right and which are wrong: one pass over the predictions, however many thresholds.</summary>
/// <remarks>Source: keras/src/metrics/metrics_utils.py, <c>update_confusion_matrix_variables</c>.</remarks>
internal sealed class Thresholds
{
    private const int Most = 1_000_000;

    private readonly bool _isEven, _hasMargins;
    private readonly Tensor _ascending;         // (N)
    private readonly Tensor? _places;           // where each threshold stands among the ascending ones; null: they are ascending

    /// <param name="values">The thresholds, in any order.</param>
    /// <param name="isEven">Are they i / (N − 1), but for margins beyond 0 and 1 at the ends? Then a place is computed, not searched.</param>
    public Thresholds(IReadOnlyList<double> values, bool isEven)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        (_isEven, _hasMargins) = (isEven, values[0] < 0 || values[^1] > 1);
        _ascending = Tensor.From([.. order.Select(i => (float)values[i])], [values.Count]);
        int[] places = new int[order.Length];
        foreach ((int place, int threshold) in order.Index()) places[threshold] = place;
        _places = places.SequenceEqual(Enumerable.Range(0, places.Length)) ? null : Tensor.From(places, [places.Length]);
        Count = values.Count;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The thresholds of a metric that takes them from its user.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is outside [0, 1].</exception>
    public static Thresholds Of(Numbers? given, double otherwise, object owner)
    {
        if (given is null) return new([otherwise], isEven: false);
        foreach (double threshold in given) Require.Fraction(threshold, owner, "thresholds");
        return new(given, AreEven(given));
    }

    /// <summary>Are there at least three, equally spaced from 0 to 1?</summary>
    public static bool AreEven(IReadOnlyList<double> values) => values.Count >= 3
        && Enumerable.Range(0, values.Count).All(i => (float)i / (values.Count - 1) is var even && Math.Abs(values[i] - even) <= Weighting.Epsilon + 1e-5 * even);

    /// <summary>0, 1 and so many numbers between them that there are <paramref name="numThresholds"/>, equally spaced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more than anybody needs, as a file that means harm may ask for.</exception>
    public static double[] Even(int numThresholds, object owner)
    {
        if (numThresholds > Most)
            throw new ArgumentOutOfRangeException(nameof(numThresholds), numThresholds, $"{owner} expects at most {Most} thresholds. Received {numThresholds}. Take fewer, such as 200.");
        return [.. Enumerable.Range(0, numThresholds).Select(i => i == numThresholds - 1 ? 1.0 : i * 1.0 / (numThresholds - 1))];
    }

    /// <summary>The weights of the true and false predictions above each threshold, and of all that are true and false.</summary>
    /// <param name="yTrue">Zeros and ones.</param>
    /// <param name="yPred">Predictions of the same shape.</param>
    /// <param name="weights">A weight for each, or <see langword="null"/>.</param>
    /// <param name="perLabel">Are columns counted apart? Then results have a last axis for them.</param>
    public (Tensor TruePositives, Tensor FalsePositives, Tensor Positives, Tensor Negatives) Counts(Tensor yTrue, Tensor yPred, Tensor? weights, bool perLabel)
    {
        Tensor isTrue = NotEqual(yTrue, 0).Cast(DType.Float32);
        Tensor positives = weights is null ? isTrue : isTrue * weights, negatives = (weights ?? 1) - positives;
        Tensor places = Places(yPred);
        int columns = perLabel ? yPred.Shape[^1].Value : 1;
        if (perLabel) places += Arange(0, columns) * (Count + 1);
        (Tensor truePositives, Tensor allPositives) = Above(positives, places, columns, perLabel);
        (Tensor falsePositives, Tensor allNegatives) = Above(negatives, places, columns, perLabel);
        return (truePositives, falsePositives, allPositives, allNegatives);
    }

    /// <summary>How many of the ascending thresholds are below each prediction.</summary>
    private Tensor Places(Tensor yPred)
    {
        if (Count == 1) return Greater(yPred, _ascending).Cast(DType.Int32);
        if (!_isEven) return SearchSorted(_ascending, Where(IsNan(yPred), double.NegativeInfinity, yPred));
        Tensor none = _hasMargins ? 1 : 0;
        return Where(yPred > 0, Ceil(Minimum(yPred, 1) * (Count - 1.0)), none).Cast(DType.Int32);
    }

    /// <summary>Sums over the places behind each threshold, and over all.</summary>
    private (Tensor Above, Tensor All) Above(Tensor weights, Tensor places, int columns, bool perLabel)
    {
        Tensor flat = ScatterAdd(Reshape(weights, [weights.Length]), Reshape(places, [places.Length]), columns * (Count + 1));
        Tensor sums = Flip(CumSum(Flip(Reshape(flat, [columns, Count + 1]), 1), 1), 1);          // (columns, N + 1), from each place to the last
        Tensor above = Transpose(sums[.., 1..]), all = sums[.., 0];                              // (N, columns), (columns)
        if (_places is not null) above = Take(above, _places, 0);
        return perLabel ? (above, all) : (Squeeze(above, -1), Squeeze(all, -1));
    }
}
