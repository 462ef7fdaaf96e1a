using Heed.Kernels;

namespace Heed.Tests.Kernels;

/// <summary>What a convolution and its gradients mean: every product once, added up in double.</summary>
internal static class ConvReference
{
    public static double[] Forward(ConvShape s, double[] x, double[] kernel)
    {
        var y = new double[s.Batch * s.Pixels * s.Filters];
        ForEach(s, (i, w, o) => y[o] += x[i] * kernel[w]);
        return y;
    }

    public static double[] InputGradient(ConvShape s, double[] dy, double[] kernel)
    {
        var dx = new double[InputLength(s)];
        ForEach(s, (i, w, o) => dx[i] += dy[o] * kernel[w]);
        return dx;
    }

    public static double[] KernelGradient(ConvShape s, double[] x, double[] dy)
    {
        var dw = new double[KernelLength(s)];
        ForEach(s, (i, w, o) => dw[w] += x[i] * dy[o]);
        return dw;
    }

    public static int InputLength(ConvShape s) => s.Batch * s.Depth.Input * s.Height.Input * s.Width.Input * s.Channels;

    public static int KernelLength(ConvShape s) => s.Taps * s.GroupChannels * s.Filters;

    public static int OutputLength(ConvShape s) => s.Batch * s.Pixels * s.Filters;

    /// <summary>The places of input, weight and output of every product.</summary>
    private static void ForEach(ConvShape s, Action<int, int, int> product)
    {
        for (int n = 0; n < s.Batch; n++)
            foreach ((int td, int od, int id) in Reads(s.Depth))
                foreach ((int th, int oh, int ih) in Reads(s.Height))
                    foreach ((int tw, int ow, int iw) in Reads(s.Width))
                        for (int f = 0; f < s.Filters; f++)
                            for (int c = 0; c < s.GroupChannels; c++)
                                product(
                                    (((n * s.Depth.Input + id) * s.Height.Input + ih) * s.Width.Input + iw) * s.Channels + f / s.GroupFilters * s.GroupChannels + c,
                                    (((td * s.Height.Taps + th) * s.Width.Taps + tw) * s.GroupChannels + c) * s.Filters + f,
                                    (((n * s.Depth.Output + od) * s.Height.Output + oh) * s.Width.Output + ow) * s.Filters + f);
    }

    private static IEnumerable<(int Tap, int Output, int Input)> Reads(ConvAxis axis) =>
        from tap in Enumerable.Range(0, axis.Taps)
        from output in Enumerable.Range(0, axis.Output)
        let input = output * axis.Stride + tap * axis.Dilation - axis.Before
        where input >= 0 && input < axis.Input
        select (tap, output, input);
}
