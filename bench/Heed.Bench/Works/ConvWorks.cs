using Heed.Layers;

namespace Heed.Bench;

/// <summary>Convolutions and pooling, forward. Everybody gets the layout of his own: Heed channels last, ONNX Runtime channels first.</summary>
internal static class ConvWorks
{
    private const double MostForLoops = 1e9;    // operations; plain loops take a second for them

    public static IEnumerable<Work> All() =>
    [
        Convolution(new(Batch: 32, Size: 28, Channels: 32, Filters: 64, Kernel: 3)),
        Convolution(new(Batch: 32, Size: 28, Channels: 32, Filters: 64, Kernel: 3, Stride: 2)),
        Convolution(new(Batch: 32, Size: 28, Channels: 64, Filters: 128, Kernel: 1)),
        Convolution(new(Batch: 128, Size: 28, Channels: 1, Filters: 32, Kernel: 3)),
        Convolution(new(Batch: 1, Size: 28, Channels: 32, Filters: 64, Kernel: 3)),
        Sequence(batch: 32, length: 128, channels: 64, filters: 128, kernel: 5),
        Pooling(batch: 128, size: 26, channels: 32),
    ];

    private static Work Convolution(ImageShape s) => new($"Conv2D {s}", 2.0 * s.Batch * s.Output * s.Output * s.Filters * s.Kernel * s.Kernel * s.Channels, () =>
    {
        float[] image = Draw.Uniform(s.Batch * s.Size * s.Size * s.Channels, 1), kernel = Draw.Uniform(s.Kernel * s.Kernel * s.Channels * s.Filters, 2);
        float[] bias = Draw.Uniform(s.Filters, 3);
        Tensor input = Tensor.From(image, [s.Batch, s.Size, s.Size, s.Channels]);
        var layer = new Conv2D(s.Filters, s.Kernel, strides: s.Stride);
        layer.BuildFor(input.Shape);
        layer.SetWeights([Tensor.From(kernel, [s.Kernel, s.Kernel, s.Channels, s.Filters]), Tensor.From(bias, [s.Filters])]);
        OnnxModel graph = new OnnxModel()
            .Weight("kernel", ConvLayout.KernelToOnnx(kernel, s.Kernel * s.Kernel, s.Channels, s.Filters), [s.Filters, s.Channels, s.Kernel, s.Kernel])
            .Weight("bias", bias, [s.Filters])
            .Node("Conv", ["x", "kernel", "bias"], ["y"], ("kernel_shape", new[] { s.Kernel, s.Kernel }), ("strides", new[] { s.Stride, s.Stride }));
        List<Contender> all = [Contender.Heed(() => layer.Apply(input)), ConvLayout.Image(graph, image, s, s.Filters)];
        if (2.0 * s.Batch * s.Output * s.Output * s.Filters * s.Kernel * s.Kernel * s.Channels <= MostForLoops)
        {
            float[] result = new float[s.Batch * s.Output * s.Output * s.Filters];
            all.Add(Contender.Loops(() => NaiveConv.Run(image, kernel, bias, result, s), result));
        }
        return [.. all];
    });

    private static Work Sequence(int batch, int length, int channels, int filters, int kernel)
    {
        int output = length - kernel + 1;
        return new($"Conv1D {batch}x{length}x{channels} to {filters}, {kernel}", 2.0 * batch * output * filters * kernel * channels, () =>
        {
            float[] x = Draw.Uniform(batch * length * channels, 1), weights = Draw.Uniform(kernel * channels * filters, 2), bias = Draw.Uniform(filters, 3);
            Tensor input = Tensor.From(x, [batch, length, channels]);
            var layer = new Conv1D(filters, kernel);
            layer.BuildFor(input.Shape);
            layer.SetWeights([Tensor.From(weights, [kernel, channels, filters]), Tensor.From(bias, [filters])]);
            OnnxModel graph = new OnnxModel().Weight("kernel", ConvLayout.KernelToOnnx(weights, kernel, channels, filters), [filters, channels, kernel])
                .Weight("bias", bias, [filters]).Node("Conv", ["x", "kernel", "bias"], ["y"], ("kernel_shape", new[] { kernel }));
            return
            [
                Contender.Heed(() => layer.Apply(input)),
                OnnxRuntimePeer.Of(graph, [("x", ConvLayout.ChannelsFirst(x, batch, length, channels), [batch, channels, length])], ("y", [batch, filters, output]),
                    y => ConvLayout.ChannelsLast(y, batch, output, filters)),
            ];
        });
    }

    private static Work Pooling(int batch, int size, int channels)
    {
        var shape = new ImageShape(batch, size, channels, channels, Kernel: 2, Stride: 2);
        return new($"MaxPooling2D {batch}x{size}x{size}x{channels}", batch * size * size * channels, () =>
        {
            float[] image = Draw.Uniform(batch * size * size * channels, 1);
            Tensor input = Tensor.From(image, [batch, size, size, channels]);
            var layer = new MaxPooling2D();
            OnnxModel graph = new OnnxModel().Node("MaxPool", ["x"], ["y"], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }));
            return [Contender.Heed(() => layer.Apply(input)), ConvLayout.Image(graph, image, shape, channels)];
        });
    }
}
