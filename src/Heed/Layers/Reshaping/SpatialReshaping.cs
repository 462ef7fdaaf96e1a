namespace Heed.Layers;

/// <summary>What the layers that make sequences, images or volumes shorter or longer have in common: the rank, the place of the channels, the type.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, …, C), or (B, C, …) with channels first, with one to three spatial axes.</para>
/// <para><b>Output</b>  the same axes with other spatial lengths, in the input's type.</para>
/// <para><b>Masks</b>   end here.</para>
/// </remarks>
public abstract class SpatialReshaping : Layer
{
    private protected SpatialReshaping(int rank, DataFormat? dataFormat, string? name) : base(name) =>
        (Rank, DataFormat) = (rank, dataFormat ?? DataFormat.ChannelsLast);

    /// <summary>Where the input keeps its channels.</summary>
    public DataFormat DataFormat { get; }

    /// <summary>How many spatial axes there are.</summary>
    private protected int Rank { get; }

    /// <summary>The number of the first spatial axis.</summary>
    private protected int FirstAxis => DataFormat is DataFormat.ChannelsFirst ? 2 : 1;

    /// <summary>The new length of a spatial axis; for an unknown length it may be unknown.</summary>
    private protected abstract Dim Resized(Dim length, int axis);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of the right rank, or the output would be empty.</exception>
    public sealed override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank == Rank + 2,
            $"one input of rank {Rank + 2}, {(DataFormat is DataFormat.ChannelsLast ? "(B, …, C)" : "(B, C, …)")}", inputs);
        Shape output = inputs[0];
        for (int i = 0; i < Rank; i++) output = output.With(FirstAxis + i, Resized(output[FirstAxis + i], i));
        CheckResult(inputs, output);
        return output;
    }

    /// <summary>Fails for outputs that make no sense.</summary>
    private protected virtual void CheckResult(ReadOnlySpan<Shape> inputs, Shape output) { }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) =>
        Tensor.Symbolic(ComputeOutputShape(inputs.Shapes), inputs[0].DType);
}
