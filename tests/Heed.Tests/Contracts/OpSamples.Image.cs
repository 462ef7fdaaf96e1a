using Heed.Kernels;
using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of src/Heed/Ops/Image.</summary>
internal static partial class OpSamples
{
    private static OpSample[] ImageOps() =>
    [
        new("AffineTransform", x => AffineTransform(x[0], new[] { 0.9, 0.2, -0.13, -0.15, 1.1, 0.37, 0.02, -0.03 }), [Numbers([2, 4, 5, 3])], [Numbers([4, 5, 1])]),
        new("AffineTransform: by the transform", x => AffineTransform(x[0], x[1] * 0.05 + new[] { 1, 0, 0.3, 0, 1, 0.4, 0, 0 }, fillMode: FillMode.Reflect, dataFormat: DataFormat.ChannelsFirst),
            [Numbers([2, 3, 4, 5]), Numbers([2, 8], 0.2, 0.4)], [Numbers([2, 3, 4, 5]), Numbers([8], 0.2, 0.4)]) { HasSecondGradient = false, AllowsUnknownBatch = false, HasNarrowTypes = false },
        new("AffineTransform: nearest", x => AffineTransform(x[0], new[] { 0.9, 0.2, -0.13, -0.15, 1.1, 0.37, 0, 0 }, Interpolation.Nearest, FillMode.Wrap), [Numbers([2, 4, 5, 3])],
            [new byte[,,] { { { 1 }, { 2 } } }]),
        new("CropImages", x => CropImages(x[0], topCropping: 1, leftCropping: 0, targetHeight: 2, rightCropping: 1), [Numbers([2, 4, 3, 2])]),
        new("CropImages: a single one", x => CropImages(x[0], bottomCropping: 1, leftCropping: 2, targetHeight: 2, targetWidth: 1, dataFormat: DataFormat.ChannelsFirst), [Numbers([1, 3, 4])]),
        new("ElasticTransform", x => ElasticTransform(x[0], 1.5, 0.7, Interpolation.Bilinear, FillMode.Mirror, 0, new RandomKey(3, 0)), [Numbers([2, 5, 4, 3])])
            { HasNarrowTypes = false, AllowsUnknownBatch = false },
        new("ExtractPatches", x => ExtractPatches(x[0], 2), [Numbers([2, 4, 5, 3])]),
        new("ExtractPatches: a single image", x => ExtractPatches(x[0], [3, 1], strides: 1), [Numbers([4, 3, 2])]) { AllowsUnknownBatch = false },
        new("ExtractPatches: same", x => ExtractPatches(x[0], [2, 3], 1, 2, Padding.Same, DataFormat.ChannelsFirst), [Numbers([2, 3, 4, 5])]),
        new("ExtractPatches: volumes", x => ExtractPatches(x[0], [2, 1, 2], strides: 2), [Numbers([2, 4, 3, 4, 2])]),
        new("Homography", x => new HomographyOp().Apply(x[0].Cast(DType.Float64), x[1].Cast(DType.Float64)),
            [new[,] { { 0, 0 }, { 3, 0 }, { 0, 2 }, { 3, 2 } }, new[,] { { 0, 0 }, { 4, 1 }, { 0, 3 }, { 5, 3 } }]) { AllowsUnknownBatch = false },
        new("MapCoordinates", x => MapCoordinates(x[0], x[1], 1), [Numbers([3, 4]), Numbers([2, 2, 3], 0.1, 1.9)]) { HasSecondGradient = false, AllowsUnknownBatch = false, HasNarrowTypes = false },
        new("MapCoordinates: nearest", x => MapCoordinates(x[0], new[,] { { 0.4, -1.2, 7.3 } }, 0, FillMode.Reflect), [Numbers([4])], [new[] { 1, 2, 3 }]) { AllowsUnknownBatch = false },
        new("MirrorImages", x => new MirrorImagesOp([true, false], true, true, DataFormat.ChannelsLast).Apply(x[0]), [Numbers([2, 3, 2, 3])]) { AllowsUnknownBatch = false },
        new("PadImages", x => PadImages(x[0], topPadding: 1, leftPadding: 2, bottomPadding: 0, targetWidth: 7), [Numbers([2, 3, 4, 2])]),
        new("PadImages: a single one", x => PadImages(x[0], bottomPadding: 1, leftPadding: 2, targetHeight: 4, rightPadding: 0), [Numbers([3, 4, 2])]) { AllowsUnknownBatch = false },
        new("PerspectiveTransform", x => PerspectiveTransform(x[0], new double[,] { { 0, 0 }, { 4, 0 }, { 0, 3 }, { 4, 3 } }, new[,] { { 0.1, 0 }, { 3.8, 0.2 }, { 0, 3.1 }, { 4.2, 2.7 } }),
            [Numbers([2, 4, 5, 3])], [Numbers([4, 5, 2])]),
        new("PickPixels", x => new PickPixelsOp([1, 0, 1], [2, 2], DataFormat.ChannelsLast).Apply(x[0]), [Numbers([2, 2, 3, 3])]),
        new("Resample", x => new ResampleOp(AxisWeights.Pick(2, [1, 1, 0]), AxisWeights.Of(3, 2, o => (o, [0.5, 0.25])), DataFormat.ChannelsLast).Apply(x[0]), [Numbers([2, 2, 3, 2])])
            { HasNarrowTypes = false },
        new("ResizeImages", x => ResizeImages(x[0], (3, 5)), [Numbers([2, 4, 2, 3])], [Numbers([5, 7, 1])], [Numbers([0, 4, 2, 3])]),
        new("ResizeImages: channels first", x => ResizeImages(x[0], (6, 3), Interpolation.Bicubic, antialias: true, dataFormat: DataFormat.ChannelsFirst), [Numbers([2, 3, 4, 5])], [Numbers([2, 9, 4])]),
        new("ResizeImages: crop", x => ResizeImages(x[0], (4, 2), Interpolation.Lanczos3, cropToAspectRatio: true), [Numbers([2, 4, 5, 6])]),
        new("ResizeImages: nearest", x => ResizeImages(x[0], (5, 2), Interpolation.Nearest), [Numbers([2, 3, 3, 1])], [Numbers([4, 3, 2])], [new byte[2, 2, 1]]),
        new("ResizeImages: pad", x => ResizeImages(x[0], (4, 8), Interpolation.Lanczos5, padToAspectRatio: true, fillValue: 0.5), [Numbers([2, 5, 3, 2])]),
        new("WarpBack", x => new WarpBackOp(new(false, FillMode.Wrap, 0, DataFormat.ChannelsLast), [2, 4, 5, 3]).Apply(x[0], Shifted), [Numbers([2, 4, 5, 3])])
            { HasNarrowTypes = false, AllowsUnknownBatch = false },
        new("WarpSlope", x => new WarpSlopeOp(new(false, FillMode.Nearest, 0, DataFormat.ChannelsLast)).Apply(x[0].Cast(DType.Float32), Shifted, x[1].Cast(DType.Float32)),
            [new int[2, 4, 5, 3], new int[2, 4, 5, 3]]),
    ];

    /// <summary>A transform that shifts by a part of a pixel.</summary>
    private static Tensor Shifted => new double[,] { { 1, 0, 0.3, 0, 1, -0.4, 0, 0 } };
}
