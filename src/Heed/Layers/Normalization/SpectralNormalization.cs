using Heed.Initializers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Divides the kernel of a layer by its largest singular value whenever the layer is called in training.</summary>
/// <remarks>
/// <para><b>Inputs</b>   those of the layer; the last axis keeps the length of the first call.</para>
/// <para><b>Output</b>   that of the layer, in the type of a floating-point input.</para>
/// <para><b>Formula</b>  kernel ← kernel / σ with W the kernel as a matrix (…, last axis); in every iteration v = |u·Wᵀ|, u = |v·W|, then σ = v·W·uᵀ, where |x| is x of
/// length 1. u is kept from call to call. A kernel of zeros stays.</para>
/// <para><b>Weights</b>  the layer's kernel (or embeddings), vector_u (1, last axis of the kernel), the layer's other weights.</para>
/// <para><b>Masks</b>    as the layer treats them.</para>
/// <para><b>Differs</b>  after whole numbers (into an <see cref="Embedding"/>) the output keeps the layer's type; Keras cuts off its fractions.</para>
/// <para><b>Source</b>   Miyato et al. 2018, arXiv:1802.05957; keras/src/layers/normalization/spectral_normalization.py.</para>
/// </remarks>
public sealed class SpectralNormalization : Wrapper
{
    private const double Epsilon = 1e-7;

    private Variable? _kernel, _vectorU;

    /// <summary>Wraps a layer.</summary>
    /// <param name="layer">A layer with a weight named <c>kernel</c> or <c>embeddings</c>.</param>
    /// <param name="powerIterations">Iterations at every call in training, at least 1.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="powerIterations"/> is below 1.</exception>
    public SpectralNormalization(Layer layer, int powerIterations = 1, string? name = null) : base(layer, name) =>
        PowerIterations = Require.Positive(powerIterations, this);

    /// <summary>Iterations at every call in training.</summary>
    public int PowerIterations { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => Layer.SupportsMasking;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The layer has no kernel.</exception>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ComputeOutputShape(inputs);
        base.Build(inputs);
        Variable[] own = [.. Layer.OwnWeights];
        _kernel = Array.Find(own, weight => weight.Name == "kernel") ?? Array.Find(own, weight => weight.Name == "embeddings")
            ?? throw new ArgumentException($"{this} expects a layer with a weight named kernel or embeddings. Received {Layer}.");
        ShareWeight(_kernel);
        _vectorU = AddWeight("vector_u", [1, _kernel.Shape[^1]], new TruncatedNormal(stddev: 0.02), trainable: false, dtype: _kernel.DType);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        if (call.Training) Tape.Pause(Normalize);
        Tensors outputs = Layer.Invoke(inputs);
        return inputs[0].DType.IsFloat() ? outputs.WithSame(output => output.Cast(inputs[0].DType)) : outputs;
    }

    private Tensor Normalize()
    {
        Tensor kernel = _kernel!, u = _vectorU!;
        if (All(Equal(kernel, 0)).Item<bool>()) return u;
        Tensor matrix = Reshape(kernel, [Dim.Unknown, kernel.Shape[^1]]), v = u;       // (N, M), (1, M)
        for (int i = 0; i < PowerIterations; i++)
        {
            v = Unit(MatMul(u, Transpose(matrix)));                                    // (1, N)
            u = Unit(MatMul(v, matrix));                                               // (1, M)
        }
        Tensor sigma = MatMul(MatMul(v, matrix), Transpose(u));                        // (1, 1)
        _vectorU!.Assign(u);
        _kernel!.Assign(Reshape(matrix / sigma, kernel.Shape));
        return u;
    }

    /// <summary>x of length 1; zeros stay.</summary>
    private static Tensor Unit(Tensor x) => x * Minimum(Rsqrt(Sum(Square(x))), 1 / Epsilon);

    /// <inheritdoc/>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask) => Layer.ComputeMask(inputs, mask);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input, or its last axis is not that for which the layer was built.</exception>
    public override Shape? ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank >= 1, "one input of rank 1 or more", inputs);
        Expect(BuildShapes is null || BuildShapes[0][^1] == inputs[0][^1], $"a last axis of {BuildShapes?[0][^1]}, for which it was built", inputs);
        return Layer.ComputeOutputShape(inputs);
    }

    /// <inheritdoc/>
    protected override Tensors ComputeOutputSpec(Tensors inputs, CallArguments call)
    {
        ComputeOutputShape(inputs.Shapes);
        Tensors outputs = Layer.Invoke(inputs);
        return outputs.WithSame(output => Tensor.Symbolic(output.Shape, inputs[0].DType.IsFloat() ? inputs[0].DType : output.DType));
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("power_iterations", PowerIterations);

    internal static SpectralNormalization FromConfig(Config config) => new(ReadLayer(config), config.Get("power_iterations", 1), config.Name);
}
