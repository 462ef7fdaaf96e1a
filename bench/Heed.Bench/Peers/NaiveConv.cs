namespace Heed.Bench;

/// <summary>A convolution in plain C# loops: images (B, S, S, C), kernel (K, K, C, F), result (B, O, O, F).</summary>
internal static class NaiveConv
{
    public static void Run(float[] image, float[] kernel, float[] bias, float[] result, ImageShape s)
    {
        int at = 0;
        for (int b = 0; b < s.Batch; b++)
            for (int y = 0; y < s.Output; y++)
                for (int x = 0; x < s.Output; x++)
                    for (int filter = 0; filter < s.Filters; filter++)
                        result[at++] = bias[filter] + Sum(image, kernel, s, b, y * s.Stride, x * s.Stride, filter);
    }

    private static float Sum(float[] image, float[] kernel, ImageShape s, int b, int top, int left, int filter)
    {
        float sum = 0;
        for (int i = 0; i < s.Kernel; i++)
        {
            for (int j = 0; j < s.Kernel; j++)
            {
                int pixel = ((((b * s.Size) + top + i) * s.Size) + left + j) * s.Channels, tap = ((i * s.Kernel) + j) * s.Channels;
                for (int channel = 0; channel < s.Channels; channel++) sum += image[pixel + channel] * kernel[((tap + channel) * s.Filters) + filter];
            }
        }
        return sum;
    }
}
