using Heed.Kernels;

namespace Heed;

/// <summary>How the lengths of a convolution's or pooling's axes follow from those of its input.</summary>
internal abstract class ConvRule
{
    /// <summary>How many spatial axes there are.</summary>
    public abstract int Rank { get; }

    /// <summary>One axis.</summary>
    /// <param name="axis">From 0.</param>
    /// <param name="length">Length of what the op reads.</param>
    /// <param name="taps">Length of the kernel or window.</param>
    public abstract ConvAxis Axis(int axis, int length, int taps);

    /// <summary>All axes.</summary>
    /// <param name="spatial">The lengths of what the op reads.</param>
    /// <param name="taps">The kernel's.</param>
    public ConvAxis[] Axes(Shape spatial, Shape taps) => [.. Enumerable.Range(0, Rank).Select(i => Axis(i, spatial[i].Value, taps[i].Value))];

    /// <summary>Zeros before the first input so that the result of stride 1 is as long as the input; with one more behind, if they are odd.</summary>
    protected static int SameBefore(int length, int output, int taps, int stride, int dilation) =>
        Math.Max(0, (output - 1) * stride + (taps - 1) * dilation + 1 - length) / 2;
}

/// <summary>Keras's padding.</summary>
/// <remarks>Source: compute_conv_output_shape in keras/src/ops/operation_utils.py.</remarks>
internal sealed class PaddingRule(Padding padding, int[] strides, int[] dilation) : ConvRule
{
    public override int Rank => strides.Length;

    public override ConvAxis Axis(int axis, int length, int taps)
    {
        int stride = strides[axis], rate = dilation[axis], span = (taps - 1) * rate;
        int output = padding is Padding.Valid ? length > span ? (length - span - 1) / stride + 1 : 0 : (length + stride - 1) / stride;
        int before = padding switch
        {
            Padding.Valid => 0,
            Padding.Same => SameBefore(length, output, taps, stride, rate),
            _ => span,
        };
        return new(length, output, taps, stride, rate, before);
    }
}

/// <summary>The axes of the convolution whose transpose Keras's <c>conv_transpose</c> is: what that reads is here the output.</summary>
/// <remarks>Source: compute_conv_transpose_output_shape in keras/src/backend/common/backend_utils.py.</remarks>
internal sealed class TransposeRule(Padding padding, int[] strides, int[] dilation, int[]? outputPadding) : ConvRule
{
    public override int Rank => strides.Length;

    public override ConvAxis Axis(int axis, int length, int taps)
    {
        int stride = strides[axis], span = (taps - 1) * dilation[axis] + 1;
        int? more = outputPadding?[axis];
        if (padding is Padding.Valid)
            return new((length - 1) * stride + span + (more ?? Math.Max(span, stride) - span), length, taps, stride, dilation[axis]);
        int around = more is { } given ? span + span % 2 - 2 + given : stride + span - 2;
        int before = span - 1 - Math.Min(around / 2 + around % 2, span - 1);
        return new(more is { } extra ? (length - 1) * stride + span % 2 + extra : length * stride, length, taps, stride, dilation[axis], before);
    }
}

/// <summary>Known axes: those of an op whose gradient is computed.</summary>
internal sealed class FixedRule(ConvAxis[] axes) : ConvRule
{
    public override int Rank => axes.Length;

    public override ConvAxis Axis(int axis, int length, int taps) => axes[axis];
}
