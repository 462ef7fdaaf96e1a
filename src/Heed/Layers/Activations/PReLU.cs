using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>The rectifier whose slope below 0 is learned, for every element or for groups of them: <c>x</c> above 0, else <c>alpha · x</c>.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  (B, …) with known lengths where alpha is not shared; the same shape.</para>
/// <para><b>Weights</b>  alpha: the input's shape without the batch, of length 1 along shared axes.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   He et al. 2015, arXiv:1502.01852; keras/src/layers/activations/prelu.py.</para>
/// </remarks>
public sealed class PReLU : Layer
{
    private readonly int[]? _sharedAxes;
    private Variable? _alpha;

    /// <summary>Makes an unbuilt layer.</summary>
    /// <param name="alphaInitializer">The first value of alpha; <see langword="null"/>: zeros.</param>
    /// <param name="alphaRegularizer">A penalty on alpha.</param>
    /// <param name="alphaConstraint">What keeps alpha where it is allowed to be.</param>
    /// <param name="sharedAxes">Axes along which all elements share their alpha, such as <c>[1, 2]</c> for the pixels of images; from 1, the batch being axis 0;
    /// <see langword="null"/>: none.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">An axis is below 1.</exception>
    public PReLU(Initializer? alphaInitializer = null, Regularizer? alphaRegularizer = null, Constraint? alphaConstraint = null, Axes? sharedAxes = null,
                 string? name = null) : base(name)
    {
        (AlphaInitializer, AlphaRegularizer, AlphaConstraint) = (alphaInitializer ?? new Zeros(), alphaRegularizer, alphaConstraint);
        _sharedAxes = sharedAxes?.ToArray();
        if (_sharedAxes?.Any(axis => axis < 1) == true)
            throw new ArgumentException($"{this} expects sharedAxes of at least 1 (0 is the batch; count from it, not from the last). Received {sharedAxes}.", nameof(sharedAxes));
    }

    /// <summary>The first value of alpha.</summary>
    public Initializer AlphaInitializer { get; }

    /// <summary>A penalty on alpha.</summary>
    public Regularizer? AlphaRegularizer { get; }

    /// <summary>What keeps alpha where it is allowed to be.</summary>
    public Constraint? AlphaConstraint { get; }

    /// <summary>Axes along which all elements share their alpha.</summary>
    public IReadOnlyList<int>? SharedAxes => _sharedAxes;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        Shape shape = ComputeOutputShape(inputs);
        foreach (int axis in _sharedAxes ?? []) shape = shape.With(axis, 1);
        _alpha = AddWeight("alpha", shape[1..], AlphaInitializer, AlphaRegularizer, AlphaConstraint);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => Relu(inputs[0]) - _alpha! * Relu(-inputs[0]);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is no such axis, or the shape does not fit the one for which the layer was built.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank >= 1, "one input of rank 1 or more (B, …)", inputs);
        Shape input = inputs[0];
        Expect(_sharedAxes is null || Array.TrueForAll(_sharedAxes, axis => axis < input.Rank), $"an input with the shared axes {Text(_sharedAxes)}", inputs);
        if (_alpha is { Shape: var alpha })
            Expect(alpha.Rank == input.Rank - 1 && alpha.Zip(input[1..]).All(pair => pair.First.Equals(1) || pair.First == pair.Second),
                $"an input (B, …) to which its alpha {alpha} fits", inputs);
        return input;
    }

    private static string Text(int[]? axes) => $"[{string.Join(", ", axes ?? [])}]";

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("alpha_initializer", AlphaInitializer).With("alpha_regularizer", AlphaRegularizer).With("alpha_constraint", AlphaConstraint).With("shared_axes", _sharedAxes);

    internal static PReLU FromConfig(Config config) => new(
        config.GetObject<Initializer>("alpha_initializer"), config.GetObject<Regularizer>("alpha_regularizer"), config.GetObject<Constraint>("alpha_constraint"),
        config.Json["shared_axes"] is System.Text.Json.Nodes.JsonArray { Count: 0 } ? null : config.Get<Axes?>("shared_axes", null), config.Name);
}
