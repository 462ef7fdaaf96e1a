using Heed.Layers;
using static Heed.Ops;

namespace Heed.Bench;

/// <summary>Colours of images and spectra of signals, beside the same mathematics op by op.</summary>
internal static class ColorWorks
{
    private const int Batch = 32, Size = 224;

    public static IEnumerable<Work> All() =>
    [
        Color("RandomBrightness", () => new RandomBrightness(factor: [0.1, 0.1]), x => Clip(x + 25.5, 0, 255)),
        Color("RandomHue", () => new RandomHue(factor: [0.0, 0.0]), Turned),
        Color("RandomSharpness", () => new RandomSharpness(factor: [0.8, 0.8]), x => Clip(x - 0.6 * (DepthwiseConv(x, Mean, padding: Padding.Same) - x), 0, 255)),
        Spectrum("Stft", [8, 160000]),
    ];

    private static Tensor Mean => Reshape(Tensor.From([.. Enumerable.Range(0, 27).Select(i => i / 3 == 4 ? 5 / 13f : 1 / 13f)], [27]), [3, 3, 3, 1]);

    private static Tensor Turned(Tensor images)
    {
        Tensor hsv = RgbToHsv(images / 255), hue = hsv[.., .., .., ..1] + 0.0;
        return Clip(HsvToRgb(Concatenate([Where(hue > 1, hue - 1, hue), hsv[.., .., .., 1..]], 3)), 0, 1) * 255;
    }

    private static Work Color(string name, Func<Layer> make, Func<Tensor, Tensor> ops) => Of($"{name} {Batch}x{Size}x{Size}x3", make, [Batch, Size, Size, 3], 255, ops);

    /// <summary>The spectrum of overlapping pieces, beside their products with all cosines.</summary>
    private static Work Spectrum(string name, Shape shape) => new($"{name} {shape}, 1024 every 256", 2.0 * 4 * shape.Size, () =>
    {
        const int Length = 1024, Stride = 256, Bins = Length / 2 + 1;
        Tensor x = Tensor.From(Draw.Uniform(shape.Size, 1), shape);
        Tensor cosines = Tensor.From([.. Enumerable.Range(0, Length * Bins).Select(i => (float)Math.Cos(2 * Math.PI * (i / Bins) * (i % Bins) / Length))], [Length, Bins]);
        return
        [
            Contender.Heed(() => Stft(x, Length, Stride, Length, window: null, center: false).Real),
            Contender.Unfused(() => MatMul(ExtractSequences(x, Length, Stride), cosines)),
        ];
    });

    private static Work Of(string name, Func<Layer> make, Shape shape, float largest, Func<Tensor, Tensor> ops) => new(name, 2.0 * 4 * shape.Size, () =>
    {
        Tensor x = Abs(Tensor.From(Draw.Uniform(shape.Size, 1), shape)) * largest;
        Layer layer = make();
        return [Contender.Heed(() => layer.Apply(x)), Contender.Unfused(() => ops(x))];
    });
}
