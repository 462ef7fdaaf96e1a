using static System.Math;

namespace Heed.Kernels;

/// <summary>The weights with which a piece of a signal fades in and out, by SciPy's names (<c>scipy.signal.get_window</c>).</summary>
internal static class SignalWindow
{
    private delegate double Formula(double n, double last);     // n = 0 … last

    private static readonly Dictionary<string, Formula> Formulas = new()
    {
        ["barthann"] = (n, last) => 0.62 - 0.48 * Abs(n / last - 0.5) + 0.38 * Cos(2 * PI * Abs(n / last - 0.5)),
        ["bartlett"] = (n, last) => 1 - Abs(2 * n / last - 1),
        ["blackman"] = Cosines(0.42, 0.50, 0.08),
        ["blackmanharris"] = Cosines(0.35875, 0.48829, 0.14128, 0.01168),
        ["bohman"] = (n, last) => n == 0 || n == last ? 0 : (1 - Abs(2 * n / last - 1)) * Cos(PI * Abs(2 * n / last - 1)) + Sin(PI * Abs(2 * n / last - 1)) / PI,
        ["boxcar"] = (_, _) => 1,
        ["cosine"] = (n, last) => Sin(PI * (n + 0.5) / (last + 1)),
        ["exponential"] = (n, last) => Exp(-Abs(n - last / 2)),
        ["flattop"] = Cosines(0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368),
        ["hamming"] = Cosines(0.54, 0.46),
        ["hann"] = Cosines(0.5, 0.5),
        ["lanczos"] = (n, last) => 2 * n == last ? 1 : Sin(PI * (2 * n / last - 1)) / (PI * (2 * n / last - 1)),
        ["nuttall"] = Cosines(0.3635819, 0.4891775, 0.1365995, 0.0106411),
        ["parzen"] = (n, last) => Parzen(Abs(2 * n - last) / (last + 1), Abs(n - last / 2) <= last / 4),
        ["triang"] = (n, last) => 1 - Abs(2 * n - last) / (last % 2 == 0 ? last + 2 : last + 1),
        ["tukey"] = (n, last) => Min(n, last - n) > Floor(last / 4) ? 1 : 0.5 * (1 - Cos(4 * PI * Min(n, last - n) / last)),
    };

    /// <summary>Is there a window of this name?</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static string Known(string name) => Formulas.ContainsKey(name) ? name
        : throw new ArgumentException($"STFT expects one of the windows {string.Join(", ", Formulas.Keys)}. Received '{name}'. Give the window's values as an array instead.");

    /// <summary>The values of a window.</summary>
    /// <param name="name">One of SciPy's names that need no parameters.</param>
    /// <param name="length">How many values.</param>
    /// <param name="periodic">Is it one period, whose next value would be the first, rather than symmetric?</param>
    public static double[] Values(string name, int length, bool periodic)
    {
        Formula formula = Formulas[name];
        double last = periodic ? length : length - 1;
        return length == 1 ? [1] : [.. Enumerable.Range(0, length).Select(n => formula(n, last))];
    }

    private static Formula Cosines(params double[] factors) =>
        (n, last) => factors.Select((factor, k) => factor * Cos(k * PI * (2 * n / last - 1))).Sum();

    private static double Parzen(double distance, bool inner) =>
        inner ? 1 - 6 * distance * distance * (1 - distance) : 2 * Pow(1 - distance, 3);
}
