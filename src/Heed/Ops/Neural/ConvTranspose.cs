namespace Heed;

public static partial class Ops
{
    /// <summary>The transposed convolution, which makes images larger: what the gradient of a convolution does to its output.</summary>
    /// <param name="inputs">(B, …, C), or (B, C, …) with channels first; floating point, one to three spatial axes.</param>
    /// <param name="kernel">(spatial lengths, filters, C).</param>
    /// <param name="strides">Outputs from one input to the next, at least 1; <see langword="null"/>: 1.</param>
    /// <param name="padding">Valid: all that an input reaches. Same: the input's length times the stride.</param>
    /// <param name="outputPadding">How much longer the output becomes at its end, below the stride; <see langword="null"/>: Keras's lengths.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <param name="dilationRate">Outputs from one tap of the kernel to the next, at least 1; <see langword="null"/>: 1.</param>
    /// <returns>(B, …, filters), or (B, filters, …).</returns>
    /// <exception cref="ShapeException">The ranks or channels do not fit.</exception>
    /// <exception cref="ArgumentException">A number is too small, there are too few or too many, or the padding is causal.</exception>
    /// <remarks>Keras: <c>keras.ops.conv_transpose</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor ConvTranspose(Tensor inputs, Tensor kernel, Lengths? strides = null, Padding padding = Padding.Valid, Lengths? outputPadding = null,
                                       DataFormat? dataFormat = null, Lengths? dilationRate = null)
    {
        ChannelsLast.RequireImages(nameof(ConvTranspose), inputs, kernel);
        if (padding is Padding.Causal) throw new ArgumentException($"{nameof(ConvTranspose)} expects padding Valid or Same. Received Causal.", nameof(padding));
        int rank = inputs.Rank - 2;
        var rule = new TransposeRule(padding, (strides ?? 1).Of(rank, nameof(ConvTranspose), nameof(strides)),
            (dilationRate ?? 1).Of(rank, nameof(ConvTranspose), nameof(dilationRate)), outputPadding?.Of(rank, nameof(ConvTranspose), nameof(outputPadding), least: 0));
        DType type = Promotion.Of(inputs, kernel);
        return ChannelsLast.Around(inputs.Cast(type), dataFormat, x => new ConvInputGradientOp(rule, kernel.Shape[^2]).Apply(x, kernel.Cast(type)));
    }
}
