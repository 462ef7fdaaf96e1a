using Heed.Layers;

namespace Heed.Tests;

/// <summary>Samples of the layers that change colours. Their draws are certain (both ends of an interval equal), or they do not train.</summary>
internal static partial class LayerSamples
{
    static partial void AddImageColors(List<LayerSample> samples)
    {
        const DataFormat First = DataFormat.ChannelsFirst;
        Tensor images = GradientCheck.Random([2, 4, 5, 3], new Random(3)) * 100 + 120, planes = GradientCheck.Random([2, 3, 3, 4], new Random(4)) * 100 + 120;
        Tensor unit = GradientCheck.Random([2, 3, 4, 3], new Random(5)) * 0.45 + 0.5;
        Tensor steps = Heed.Ops.Floor(GradientCheck.Random([2, 4, 5, 3], new Random(6)) * 60 + 61) + 0.5;      // numbers of all types, between the steps
        CallArguments still = CallArguments.None.With("training", false);
        void Add(string name, Func<Layer> make, Tensor input, CallArguments? arguments = null, bool mixes = false) =>
            samples.Add(new(name, make, input) { MaskRule = MaskRule.Ends, Arguments = arguments ?? CallArguments.None, IsBatchIndependent = !mixes });

        Add("AugMix", () => new AugMix(), images, still);
        Add("AutoContrast", () => new AutoContrast(), images);
        Add("AutoContrast: other range", () => new AutoContrast((0, 1)), unit);
        Add("ContrastLimitedAdaptiveHistogramEqualization", () => new ContrastLimitedAdaptiveHistogramEqualization(tileGridSize: [2, 3]), steps);
        Add("ContrastLimitedAdaptiveHistogramEqualization: planes", () => new ContrastLimitedAdaptiveHistogramEqualization((0, 250), 0, 2, First), planes);
        Add("CutMix", () => new CutMix(), images, still);
        Add("Equalization", () => new Equalization(), steps, mixes: true);
        Add("Equalization: planes", () => new Equalization((0, 250), 16, First), planes, mixes: true);
        Add("MixUp", () => new MixUp(), images, still);
        Add("RandAugment", () => new RandAugment(numOps: 0), images);
        Add("RandomBrightness", () => new RandomBrightness(factor: [0.3, 0.3]), images);
        Add("RandomBrightness: other range", () => new RandomBrightness(factor: [-0.2, -0.2], (0, 1)), unit);
        Add("RandomColorDegeneration", () => new RandomColorDegeneration(factor: [0.6, 0.6]), images);
        Add("RandomColorDegeneration: planes", () => new RandomColorDegeneration(factor: [-0.3, -0.3], dataFormat: First), planes);
        Add("RandomColorJitter", () => new RandomColorJitter(null, (0.1, 0.1), (0.0, 0.0), (0.4, 0.4), (0.0, 0.0)), images);
        Add("RandomContrast", () => new RandomContrast(factor: [0.0, 0.0]), images);
        Add("RandomErasing", () => new RandomErasing(factor: [1, 1], scale: [1, 1], fillValue: new[] { 10.0, 300, 30 }), images);
        Add("RandomErasing: nothing", () => new RandomErasing(factor: 0, dataFormat: First), planes);
        Add("RandomGaussianBlur", () => new RandomGaussianBlur(factor: [1, 1], sigma: [0.7, 0.7]), images);
        Add("RandomGaussianBlur: planes", () => new RandomGaussianBlur(factor: [1, 1], kernelSize: 5, sigma: [0.4, 0.4], dataFormat: First), planes);
        Add("RandomGrayscale", () => new RandomGrayscale(factor: 1), images);
        Add("RandomGrayscale: planes", () => new RandomGrayscale(factor: 0, First), planes);
        Add("RandomHue", () => new RandomHue(factor: [0.0, 0.0]), images);
        Add("RandomHue: other range", () => new RandomHue(factor: [0.0, 0.0], (-1, 1)), unit);
        Add("RandomInvert", () => new RandomInvert(factor: [1, 1]), images);
        Add("RandomPosterization", () => new RandomPosterization(factor: [3, 3]), steps);
        Add("RandomSaturation", () => new RandomSaturation(factor: [0.4, 0.4]), images);
        Add("RandomSaturation: planes", () => new RandomSaturation(factor: [0.6, 0.6], dataFormat: First), planes);
        Add("RandomSharpness", () => new RandomSharpness(factor: [0.8, 0.8]), images);
        Add("RandomSharpness: planes", () => new RandomSharpness(factor: [0.1, 0.1], dataFormat: First), planes);
        Add("Solarization", () => new Solarization(), images);
    }
}
