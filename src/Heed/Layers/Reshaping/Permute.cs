namespace Heed.Layers;

/// <summary>Puts the axes after the batch into another order.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, …) with as many axes after the batch as <c>dims</c> has numbers.</para>
/// <para><b>Output</b>  axis i (from 1) is the input's axis dims[i], in the input's type.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/permute.py.</para>
/// </remarks>
public sealed class Permute : Layer
{
    private readonly int[] _dims;

    /// <summary>Makes the layer.</summary>
    /// <param name="dims">The numbers 1, 2, … in the order wanted; <c>[2, 1]</c> swaps the first two axes after the batch.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException"><paramref name="dims"/> is not such an order.</exception>
    public Permute(int[] dims, string? name = null) : base(name)
    {
        if (!dims.Order().SequenceEqual(Enumerable.Range(1, dims.Length)))
            throw new ArgumentException($"{this} expects dims to be the numbers 1 to {dims.Length} in any order. Received [{string.Join(", ", dims)}].", nameof(dims));
        _dims = [.. dims];
    }

    /// <summary>Which axis of the input each axis of the output is, from 1.</summary>
    public IReadOnlyList<int> Dims => _dims;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => Ops.Transpose(inputs[0], [0, .. _dims]);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of the right rank.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank == _dims.Length + 1, $"one input of rank {_dims.Length + 1} (B, …)", inputs);
        Shape input = inputs[0];
        return [input[0], .. _dims.Select(axis => input[axis])];
    }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) =>
        Tensor.Symbolic(ComputeOutputShape(inputs.Shapes), inputs[0].DType);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("dims", _dims);

    internal static Permute FromConfig(Config config) => new(config.Require<int[]>("dims"), config.Name);
}
