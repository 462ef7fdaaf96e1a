namespace Heed.Callbacks;

/// <summary>Losses and metrics by name, in Keras's order: <c>loss</c>, metrics, losses of single outputs, then <c>val_loss</c> and so on.</summary>
/// <remarks>Callbacks may add entries at the end of an epoch for the history. A metric whose result is no scalar stands here with its mean.</remarks>
public sealed class Logs : OrderedDictionary<string, double>
{
    /// <summary>Names and values.</summary>
    /// <returns>Such as <c>loss: 0.6931 - accuracy: 0.5000</c>.</returns>
    public override string ToString() => string.Join(" - ", this.Select(pair => $"{pair.Key}: {Show(pair.Value)}"));

    /// <summary>Four digits after the point, or scientific for small numbers, as Keras prints them.</summary>
    private static string Show(double value) =>
        FormattableString.Invariant(Math.Abs(value) > 1e-3 || value == 0 ? $"{value:F4}" : (FormattableString)$"{value:0.0000e-00}");
}
