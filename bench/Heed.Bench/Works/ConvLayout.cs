namespace Heed.Bench;

/// <summary>Between Keras's layout, channels last, and that of ONNX, channels first.</summary>
internal static class ConvLayout
{
    /// <summary>(B, P, C) → (B, C, P), for P positions.</summary>
    public static float[] ChannelsFirst(float[] x, int batch, int positions, int channels) => SwapLast(x, batch, positions, channels);

    /// <summary>(B, C, P) → (B, P, C).</summary>
    public static float[] ChannelsLast(float[] x, int batch, int positions, int channels) => SwapLast(x, batch, channels, positions);

    /// <summary>Keras's kernel (taps, C, F) → ONNX's (F, C, taps).</summary>
    public static float[] KernelToOnnx(float[] kernel, int taps, int channels, int filters)
    {
        float[] result = new float[kernel.Length];
        for (int tap = 0; tap < taps; tap++)
            for (int channel = 0; channel < channels; channel++)
                for (int filter = 0; filter < filters; filter++)
                    result[(((filter * channels) + channel) * taps) + tap] = kernel[(((tap * channels) + channel) * filters) + filter];
        return result;
    }

    /// <summary>ONNX Runtime with a graph of images x → y.</summary>
    public static Contender Image(OnnxModel graph, float[] image, ImageShape s, int filters) => OnnxRuntimePeer.Of(graph,
        [("x", ChannelsFirst(image, s.Batch, s.Size * s.Size, s.Channels), [s.Batch, s.Channels, s.Size, s.Size])],
        ("y", [s.Batch, filters, s.Output, s.Output]), y => ChannelsLast(y, s.Batch, s.Output * s.Output, filters));

    private static float[] SwapLast(float[] x, int batch, int rows, int columns)
    {
        float[] result = new float[x.Length];
        for (int b = 0, start = 0; b < batch; b++, start += rows * columns)
            for (int row = 0; row < rows; row++)
                for (int column = 0; column < columns; column++)
                    result[start + (column * rows) + row] = x[start + (row * columns) + column];
        return result;
    }
}
