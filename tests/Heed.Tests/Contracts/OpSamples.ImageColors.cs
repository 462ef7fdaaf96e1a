using Heed.Kernels;
using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of the ops of src/Heed/Ops/Image that change colours.</summary>
internal static partial class OpSamples
{
    private static OpSample[] ImageColors()
    {
        const DataFormat First = DataFormat.ChannelsFirst, Last = DataFormat.ChannelsLast;
        Tensor images = Numbers([2, 3, 4, 3], 0.05, 0.95), planes = Numbers([2, 3, 2, 5], 0.05, 0.95);
        Tensor hue = new double[,] { { 0.13, 0, 1 }, { -0.37, -0.5, 2 } }, saturation = new double[,] { { 0.7, 0, 1 }, { 1.2, 0, 0.9 } };
        Tensor gray = new double[,] { { 0.4, -5, 5 }, { 1.3, 0.2, 0.8 } }, negative = new double[,] { { 1, 0.9 }, { 0, 0.9 } };
        Tensor exposure = new double[,] { { 20.3, 120.2, 0, 1 }, { 0.1, 90.7, -0.5, 2 } }, bits = new double[,] { { 16, 0, 1 }, { 128, -0.5, 2 } };
        PasteBox[] boxes = [new(1, 1, 3, 0, 2), new(1, 0, 2, 2, 3)];
        return
        [
            new("AdjustHue", x => new ColorOp<AdjustHueOp>(Last).Apply(x[0], x[1]), [images, hue]) { AllowsUnknownBatch = false, HasNarrowTypes = false },
            new("AdjustSaturation", x => new ColorOp<AdjustSaturationOp>(First).Apply(x[0], x[1]), [planes, saturation]) { AllowsUnknownBatch = false },
            new("Blend", x => new BlendOp([1, 2, 0]).Apply(x[0], x[1]), [Numbers([3, 2, 2]), Numbers([3], 0, 1)], [Numbers([3, 4]), Numbers([3], 0, 1)]) { AllowsUnknownBatch = false },
            new("Clahe", x => new ClaheOp(2, 2, 3).Apply(x[0].Cast(DType.Float32)), [new int[2, 5, 4, 3]]),
            new("Equalize", x => new EqualizeOp(16, Last).Apply(x[0]), [Numbers([2, 3, 4, 2], 3, 200)], [Ones([2, 1, 2, 1], DType.Float64)]) { HasNarrowTypes = false },
            new("Equalize: planes", x => new EqualizeOp(256, First).Apply(x[0]), [Numbers([2, 3, 4, 2], 3, 200)]) { HasNarrowTypes = false },
            new("GaussianBlur", x => GaussianBlur(x[0]), [Numbers([2, 4, 5, 3])], [Numbers([4, 1, 2])]),
            new("GaussianBlur: all settings", x => GaussianBlur(x[0], (5, 2), (0.7, 1.4), First), [Numbers([2, 3, 4, 5])]),
            new("HsvToRgb", x => HsvToRgb(x[0]), [images], [Numbers([2, 2, 3], 0.05, 0.95)]),
            new("HsvToRgb: planes", x => HsvToRgb(x[0], First), [planes]),
            new("Invert", x => new PointOp<InvertOp>().Apply(x[0], negative.Cast(x[0].DType)), [Numbers([2, 3, 4, 1])]) { AllowsUnknownBatch = false },
            new("PasteBoxes", x => new PasteBoxesOp(boxes, Last).Apply(x[0], x[1]), [Numbers([2, 3, 4, 2]), Numbers([2, 3, 4, 2], seed: 2)]) { AllowsUnknownBatch = false },
            new("PasteBoxes: planes, of itself", x => new PasteBoxesOp(boxes, First).Apply(x[0], x[0]), [Numbers([2, 2, 3, 4])]) { AllowsUnknownBatch = false },
            new("Posterize", x => new PointOp<PosterizeOp>().Apply(x[0], bits.Cast(x[0].DType)), [Numbers([2, 3, 4, 1], 0.05, 0.95)]) { AllowsUnknownBatch = false, HasNarrowTypes = false },
            new("RgbToGrayscale", x => RgbToGrayscale(x[0]), [Numbers([2, 2, 4, 3])], [Numbers([2, 4, 1])], [new int[2, 2, 3]]),
            new("RgbToGrayscale: planes", x => RgbToGrayscale(x[0], First), [Numbers([2, 3, 2, 4])]),
            new("RgbToHsv", x => RgbToHsv(x[0]), [images], [Numbers([2, 2, 3], 0.05, 0.95)]),
            new("RgbToHsv: planes", x => RgbToHsv(x[0], First), [planes]),
            new("ScaleShift", x => new ScaleShiftOp(-0.9, 0.8).Apply(x[0], x[1], x[2]), [Numbers([2, 3, 4, 3]), Numbers([2, 1, 1, 3], seed: 2), Numbers([2, 1, 1, 3], seed: 3)])
                { AllowsUnknownBatch = false },
            new("ScaleShift: planes", x => new ScaleShiftOp(-0.9, 0.8).Apply(x[0], x[1], x[2]), [Numbers([2, 3, 2, 4]), Numbers([1, 3, 1, 1], seed: 2), Numbers([1, 3, 1, 1], seed: 3)]),
            new("Sharpen", x => new SharpenOp(-0.9, 0.9, Last).Apply(x[0], x[1]), [Numbers([2, 3, 4, 2], -0.7, 0.7), Numbers([2])]) { AllowsUnknownBatch = false },
            new("Sharpen: planes", x => new SharpenOp(-1, 0.8, First).Apply(x[0], x[1]), [Numbers([2, 3, 1, 4], -0.7, 0.7), Numbers([2])]) { AllowsUnknownBatch = false },
            new("Solarize", x => new PointOp<SolarizeOp>().Apply(x[0], x[1]), [Numbers([2, 3, 4, 1], 0.05, 0.95), exposure]) { AllowsUnknownBatch = false, HasNarrowTypes = false },
            new("TowardsGray", x => new ColorOp<TowardsGrayOp>(Last).Apply(x[0], x[1]), [images, gray]) { AllowsUnknownBatch = false },
            new("UniformChannels", x => new UniformChannelsOp(4, First).Apply(x[0]), [Numbers([2, 3, 2, 4])]),
        ];
    }
}
