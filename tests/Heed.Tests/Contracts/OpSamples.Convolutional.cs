using Heed.Kernels;

namespace Heed.Tests;

/// <summary>Samples of convolutions and poolings.</summary>
internal static partial class OpSamples
{
    private static OpSample[] Convolutional()
    {
        ConvAxis[] axes = [new(7, 4, 3, Stride: 2, Before: 1), new(5, 3, 2, Dilation: 2)];
        ConvAxis[] windows = [new(7, 4, 3, Stride: 2, Before: 1), new(5, 2, 2, Stride: 2)];
        return
        [
            new("Conv", x => Heed.Ops.Conv(x[0], x[1]), [Numbers([2, 5, 3]), Numbers([2, 3, 4], seed: 2)], [Numbers([1, 4, 3, 4, 2]), Numbers([2, 1, 3, 2, 3], seed: 2)]),
            new("Conv: same, channels first", x => Heed.Ops.Conv(x[0], x[1], [1, 2], Padding.Same, DataFormat.ChannelsFirst), [Numbers([2, 4, 5, 6]), Numbers([3, 2, 2, 6], seed: 2)]),
            new("Conv: bias, rectified", x => Heed.Ops.Conv(x[0], x[1], x[2], relu: true, 1, Padding.Causal, null, 2), [Numbers([2, 5, 3]), Numbers([2, 3, 4], seed: 2), Numbers([4], seed: 3)]),
            new("ConvInputGradient", x => new ConvInputGradientOp(new FixedRule(axes), 3).Apply(x), [Numbers([2, 4, 3, 5]), Numbers([3, 2, 3, 5], seed: 2)]),
            new("ConvKernelGradient", x => new ConvKernelGradientOp(axes, 3).Apply(x), [Numbers([2, 7, 5, 3]), Numbers([2, 4, 3, 5], seed: 2)]),
            new("DepthwiseConv", x => Heed.Ops.DepthwiseConv(x[0], x[1], 1, Padding.Same), [Numbers([2, 5, 3]), Numbers([2, 3, 1], seed: 2)], [Numbers([2, 4, 5, 3]), Numbers([2, 3, 3, 2], seed: 2)]),
            new("SeparableConv", x => Heed.Ops.SeparableConv(x[0], x[1], x[2], 2), [Numbers([2, 5, 3]), Numbers([2, 3, 2], seed: 2), Numbers([1, 6, 4], seed: 3)]),
            new("ConvTranspose", x => Heed.Ops.ConvTranspose(x[0], x[1], 2), [Numbers([2, 5, 3]), Numbers([3, 4, 3], seed: 2)], [Numbers([2, 3, 4, 3]), Numbers([1, 3, 2, 3], seed: 2)]),
            new("ConvTranspose: same, longer", x => Heed.Ops.ConvTranspose(x[0], x[1], [2, 3], Padding.Same, [1, 2], DataFormat.ChannelsFirst), [Numbers([2, 3, 3, 4]), Numbers([3, 2, 2, 3], seed: 2)]),
            new("MaxPool", x => Heed.Ops.MaxPool(x[0], 2), [Numbers([2, 5, 3])], [Numbers([2, 5, 6, 9])], [Numbers([1, 2, 4, 3, 2])]),
            new("MaxPool: overlapping", x => Heed.Ops.MaxPool(x[0], [3, 2], [2, 1], Padding.Same, DataFormat.ChannelsFirst), [Numbers([2, 9, 5, 6])]),
            new("MaxPlaces", x => new MaxPlacesOp(windows).Apply(x), [Numbers([2, 7, 5, 3])]),
            new("AdaptiveAveragePool", x => Heed.Ops.AdaptiveAveragePool(x[0], 3), [Numbers([2, 5, 3])], [Numbers([2, 2, 4, 9])], [Numbers([1, 2, 4, 3, 2])], [Numbers([0, 4, 3])]),
            new("AdaptiveAveragePool: channels first", x => Heed.Ops.AdaptiveAveragePool(x[0], [2, 4], DataFormat.ChannelsFirst), [Numbers([2, 9, 5, 6])], [Numbers([2, 2, 3, 33])]),
            new("AdaptiveAveragePoolGradient", x => new AdaptiveAveragePoolGradientOp([5, 2]).Apply(x), [Numbers([2, 3, 4, 9])]),
            new("AdaptiveMaxPool", x => Heed.Ops.AdaptiveMaxPool(x[0], 3), [Numbers([2, 5, 3])], [Numbers([2, 2, 4, 9])], [Numbers([1, 2, 4, 3, 2])], [Numbers([0, 4, 3])]),
            new("AdaptiveMaxPool: channels first", x => Heed.Ops.AdaptiveMaxPool(x[0], [2, 4], DataFormat.ChannelsFirst), [Numbers([2, 9, 5, 6])], [Numbers([2, 2, 3, 33])]),
            new("AdaptiveMaxPlaces", x => new AdaptiveMaxPlacesOp([3, 2]).Apply(x), [Numbers([2, 7, 5, 3])]),
            new("AveragePool", x => Heed.Ops.AveragePool(x[0], 2), [Numbers([2, 5, 3])], [Numbers([2, 5, 6, 9])], [Numbers([1, 2, 4, 3, 2])]),
            new("AveragePoolGradient", x => new AveragePoolGradientOp(windows).Apply(x), [Numbers([2, 4, 2, 3])]),
            new("AveragePool: overlapping", x => Heed.Ops.AveragePool(x[0], [3, 2], [2, 1], Padding.Same, DataFormat.ChannelsFirst), [Numbers([2, 9, 5, 6])]),
        ];
    }
}
