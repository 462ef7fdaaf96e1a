using Heed.Kernels;
using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of src/Heed/Ops/Image.</summary>
internal static partial class OpSamples
{
    private static OpSample[] ImageOps() =>
    [
        new("PickPixels", x => new PickPixelsOp([1, 0, 1], [2, 2], DataFormat.ChannelsLast).Apply(x[0]), [Numbers([2, 2, 3, 3])]),
        new("Resample", x => new ResampleOp(AxisWeights.Pick(2, [1, 1, 0]), AxisWeights.Of(3, 2, o => (o, [0.5, 0.25])), DataFormat.ChannelsLast).Apply(x[0]), [Numbers([2, 2, 3, 2])])
            { HasNarrowTypes = false },
        new("ResizeImages", x => ResizeImages(x[0], (3, 5)), [Numbers([2, 4, 2, 3])], [Numbers([5, 7, 1])], [Numbers([0, 4, 2, 3])]),
        new("ResizeImages: channels first", x => ResizeImages(x[0], (6, 3), Interpolation.Bicubic, antialias: true, dataFormat: DataFormat.ChannelsFirst), [Numbers([2, 3, 4, 5])], [Numbers([2, 9, 4])]),
        new("ResizeImages: crop", x => ResizeImages(x[0], (4, 2), Interpolation.Lanczos3, cropToAspectRatio: true), [Numbers([2, 4, 5, 6])]),
        new("ResizeImages: nearest", x => ResizeImages(x[0], (5, 2), Interpolation.Nearest), [Numbers([2, 3, 3, 1])], [Numbers([4, 3, 2])], [new byte[2, 2, 1]]),
        new("ResizeImages: pad", x => ResizeImages(x[0], (4, 8), Interpolation.Lanczos5, padToAspectRatio: true, fillValue: 0.5), [Numbers([2, 5, 3, 2])]),
    ];
}
