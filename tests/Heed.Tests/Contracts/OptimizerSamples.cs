using Heed.Optimizers;

namespace Heed.Tests;

/// <summary>What an optimizer does to one number: the next weight, from the weight, the gradient, the step from 1 on and what it keeps (zeros at first).</summary>
internal delegate double ScalarRule(double weight, double gradient, int step, double[] slots);

/// <summary>An optimizer: what the contract of optimizers is tested on.</summary>
/// <param name="Name">The class, with a colon and a remark where it has several samples.</param>
/// <param name="Make">Makes the optimizer anew.</param>
/// <param name="Rule">The same rule for one number, written after the paper; <see langword="null"/>: it does not work number by number.</param>
internal sealed record OptimizerSample(string Name, Func<Optimizer> Make, ScalarRule? Rule = null)
{
    /// <summary>The class under which the registry knows the optimizer.</summary>
    public string ClassName => Name.Split(':')[0];

    public override string ToString() => Name;
}

/// <summary>The samples of all optimizers.</summary>
internal static class OptimizerSamples
{
    public static IReadOnlyList<OptimizerSample> Table { get; } =
    [
        new("Adadelta", () => new Adadelta(0.5), (w, g, _, s) =>
        {
            s[0] = 0.95 * s[0] + 0.05 * g * g;
            double change = g * Math.Sqrt(s[1] + 1e-7) / Math.Sqrt(s[0] + 1e-7);
            s[1] = 0.95 * s[1] + 0.05 * change * change;
            return w - 0.5 * change;
        }),
        new("Adafactor", () => new Adafactor(0.1)),
        new("Adagrad", () => new Adagrad(0.1), (w, g, _, s) => w - 0.1 * g / Math.Sqrt((s[0] += g * g) + 0.1 + 1e-7)),
        new("Adam", () => new Adam(0.1), (w, g, t, s) => AdamOf(w, g, t, s)),
        new("AdamW", () => new AdamW(0.1, 0.05), (w, g, t, s) => AdamOf(w * (1 - 0.05 * 0.1), g, t, s)),
        new("Adamax", () => new Adamax(0.1), (w, g, t, s) =>
        {
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = Math.Max(0.999 * s[1], Math.Abs(g));
            return w - 0.1 * s[0] / ((1 - Math.Pow(0.9, t)) * (s[1] + 1e-7));
        }),
        new("Ftrl", () => new Ftrl(0.1, l1RegularizationStrength: 0.01, l2RegularizationStrength: 0.02, l2ShrinkageRegularizationStrength: 0.03, beta: 0.2),
            (w, g, _, s) => FtrlOf(w, g, s, 0.5, 0.01, 2 * 0.02 + 0.2 / 0.1, 2 * 0.03)),
        new("Ftrl: another power", () => new Ftrl(0.1, -0.3), (w, g, _, s) => FtrlOf(w, g, s, 0.3, 0, 0, 0)),
        new("Lamb", () => new Lamb(0.1)),
        new("Lion", () => new Lion(0.1), (w, g, _, s) =>
        {
            double way = 0.9 * s[0] + 0.1 * g;
            s[0] = 0.99 * s[0] + 0.01 * g;
            return w - 0.1 * Math.Sign(way);
        }),
        new("Muon", () => new Muon(0.1)),
        new("Muon: left to Adam", () => new Muon(0.1, adamWeightDecay: 0.05, excludeLayers: ["."], adamLrRatio: 1), (w, g, t, s) => AdamOf(w * (1 - 0.05 * 0.1), g, t, s)),
        new("Nadam", () => new Nadam(0.1), (w, g, t, s) =>
        {
            double U(int step) => 0.9 * (1 - 0.5 * Math.Pow(0.96, step));
            double product = Enumerable.Range(1, t).Aggregate(1.0, (product, step) => product * U(step));
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = 0.999 * s[1] + 0.001 * g * g;
            double mean = U(t + 1) * s[0] / (1 - product * U(t + 1)) + (1 - U(t)) * g / (1 - product);
            return w - 0.1 * mean / (Math.Sqrt(s[1] / (1 - Math.Pow(0.999, t))) + 1e-7);
        }),
        new("RMSprop", () => new RMSprop(0.1), (w, g, _, s) => w - 0.1 * g / Math.Sqrt((s[0] = 0.9 * s[0] + 0.1 * g * g) + 1e-7)),
        new("RMSprop: centered, with momentum", () => new RMSprop(0.1, 0.8, 0.7, 1e-3, true), (w, g, _, s) =>
        {
            s[0] = 0.8 * s[0] + 0.2 * g * g;
            s[1] = 0.8 * s[1] + 0.2 * g;
            s[2] = 0.7 * s[2] + 0.1 * g / Math.Sqrt(s[0] - s[1] * s[1] + 1e-3);
            return w - s[2];
        }),
        new("SGD", () => new SGD(0.1), (w, g, _, _) => w - 0.1 * g),
        new("ScheduleFreeAdamW", () => new ScheduleFreeAdamW(0.1, warmupSteps: 3), (w, g, t, s) =>
        {
            if (t == 1) (s[0], s[2]) = (w, w);                   // z, v, x
            s[1] = 0.999 * s[1] + 0.001 * g * g;
            s[0] -= 0.1 * Math.Min(t / 3.0, 1) * g / (Math.Sqrt(s[1] / (1 - Math.Pow(0.999, t))) + 1e-8);
            s[2] += (s[0] - s[2]) / t;
            return 0.1 * s[0] + 0.9 * s[2];
        }),
    ];

    private static double AdamOf(double w, double g, int t, double[] s)
    {
        s[0] = 0.9 * s[0] + 0.1 * g;
        s[1] = 0.999 * s[1] + 0.001 * g * g;
        return w - 0.1 * Math.Sqrt(1 - Math.Pow(0.999, t)) / (1 - Math.Pow(0.9, t)) * s[0] / (Math.Sqrt(s[1]) + 1e-7);
    }

    private static double FtrlOf(double w, double g, double[] s, double power, double lasso, double ridge, double shrinkage)
    {
        double before = Math.Pow(0.1 + s[0], power), after = Math.Pow(0.1 + (s[0] += g * g), power);
        s[1] += g + shrinkage * w - (after - before) / 0.1 * w;
        return (Math.Clamp(s[1], -lasso, lasso) - s[1]) / (after / 0.1 + ridge);
    }
}
