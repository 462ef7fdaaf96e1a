using Heed.Layers;

namespace Heed.Bench;

/// <summary>Depthwise convolutions: every channel by itself.</summary>
internal static class DepthwiseWorks
{
    public static IEnumerable<Work> All() =>
    [
        Convolution(new(Batch: 32, Size: 28, Channels: 64, Filters: 64, Kernel: 3)),
        Convolution(new(Batch: 32, Size: 28, Channels: 64, Filters: 64, Kernel: 3, Stride: 2)),
    ];

    private static Work Convolution(ImageShape s) => new($"DepthwiseConv2D {s}", 2.0 * s.Batch * s.Output * s.Output * s.Channels * s.Kernel * s.Kernel, () =>
    {
        float[] image = Draw.Uniform(s.Batch * s.Size * s.Size * s.Channels, 1), kernel = Draw.Uniform(s.Kernel * s.Kernel * s.Channels, 2), bias = Draw.Uniform(s.Channels, 3);
        Tensor input = Tensor.From(image, [s.Batch, s.Size, s.Size, s.Channels]);
        var layer = new DepthwiseConv2D(s.Kernel, strides: s.Stride);
        layer.BuildFor(input.Shape);
        layer.SetWeights([Tensor.From(kernel, [s.Kernel, s.Kernel, s.Channels, 1]), Tensor.From(bias, [s.Channels])]);
        OnnxModel graph = new OnnxModel()
            .Weight("kernel", ConvLayout.ChannelsFirst(kernel, 1, s.Kernel * s.Kernel, s.Channels), [s.Channels, 1, s.Kernel, s.Kernel])
            .Weight("bias", bias, [s.Channels])
            .Node("Conv", ["x", "kernel", "bias"], ["y"], ("group", s.Channels), ("kernel_shape", new[] { s.Kernel, s.Kernel }), ("strides", new[] { s.Stride, s.Stride }));
        return [Contender.Heed(() => layer.Apply(input)), ConvLayout.Image(graph, image, s, s.Channels)];
    });
}
