namespace Heed.Layers;

/// <summary>Makes a sequence of one vector, the same at every step.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, D).</para>
/// <para><b>Output</b>  (B, n, D), in the input's type.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/repeat_vector.py.</para>
/// </remarks>
public sealed class RepeatVector : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="n">How many steps, at least 1.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is below 1.</exception>
    public RepeatVector(int n, string? name = null) : base(name) => N = Require.Positive(n, this);

    /// <summary>How many steps.</summary>
    public int N { get; }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => Ops.BroadcastTo(Ops.ExpandDims(inputs[0], 1), ComputeOutputShape(inputs.Shapes));

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of rank 2.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank == 2, "one input of rank 2 (B, D)", inputs);
        return [inputs[0][0], N, inputs[0][1]];
    }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) =>
        Tensor.Symbolic(ComputeOutputShape(inputs.Shapes), inputs[0].DType);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("n", N);

    internal static RepeatVector FromConfig(Config config) => new(config.Require<int>("n"), config.Name);
}
