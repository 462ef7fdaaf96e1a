namespace Heed.Layers;

/// <summary>Gives the input another shape, the batch aside.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, …) with as many elements per batch entry as the target has.</para>
/// <para><b>Output</b>  (B, target…), in the input's type.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/reshape.py.</para>
/// </remarks>
public sealed class Reshape : Layer
{
    private readonly int[] _target;

    /// <summary>Makes the layer.</summary>
    /// <param name="targetShape">The lengths without the batch's; one of them may be −1 and follows from the others.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A length is below −1, or two are −1.</exception>
    public Reshape(int[] targetShape, string? name = null) : base(name)
    {
        if (Array.Exists(targetShape, length => length < -1) || targetShape.Count(length => length == -1) > 1)
            throw new ArgumentException($"{this} expects lengths of at least 0 in targetShape, one of which may be -1. Received [{string.Join(", ", targetShape)}].", nameof(targetShape));
        _target = [.. targetShape];
    }

    /// <summary>The lengths without the batch's.</summary>
    public IReadOnlyList<int> TargetShape => _target;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => Ops.Reshape(inputs[0], ComputeOutputShape(inputs.Shapes));

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input, or its size is not the target's.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank >= 1, "one input of rank 1 or more (B, …)", inputs);
        int free = Array.IndexOf(_target, -1);
        Dim[] target = Array.ConvertAll(_target, length => length == -1 ? Dim.Unknown : length);
        Shape elements = inputs[0][1..];
        if (!elements.IsKnown) return [inputs[0][0], .. target];

        int size = elements.Size, rest = _target.Where(length => length != -1).Aggregate(1, (product, length) => checked(product * length));
        bool fits = free < 0 ? size == rest : rest != 0 && size % rest == 0;
        Expect(fits, $"as many elements after the batch as its target [{string.Join(", ", _target)}] has", inputs);
        if (free >= 0) target[free] = size / rest;
        return [inputs[0][0], .. target];
    }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) =>
        Tensor.Symbolic(ComputeOutputShape(inputs.Shapes), inputs[0].DType);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("target_shape", _target);

    internal static Reshape FromConfig(Config config) => new(config.Require<int[]>("target_shape"), config.Name);
}
