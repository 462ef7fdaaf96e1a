namespace Heed.Layers;

/// <summary>What a recurrent layer does at one step of a sequence; <see cref="RNN"/> runs it over all of them.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, D), and the call argument <c>states</c>: a list of tensors (B, S), one for each of <see cref="StateSizes"/>.</para>
/// <para><b>Output</b>  (B, O), then the states after the step.</para>
/// <para>An author overrides <see cref="StateSizes"/>, <see cref="Start"/> and, for weights, <see cref="Layer.Build"/>.</para>
/// </remarks>
/// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
public abstract class RnnCell(string? name = null) : Layer(name)
{
    /// <summary>The width of each state.</summary>
    public abstract IReadOnlyList<int> StateSizes { get; }

    /// <summary>The width of the output: of the first state, unless overridden.</summary>
    public virtual int OutputSize => StateSizes[0];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> CallArgumentNames => ["states"];

    /// <summary>The shape of one step's output.</summary>
    private protected virtual Shape OutputOf(Shape input) => [input[0], OutputSize];

    /// <summary>The shapes of the states that go with an input.</summary>
    internal virtual IReadOnlyList<Shape> StatesOf(Shape input) => [.. StateSizes.Select(size => new Shape([input[0], size]))];

    /// <summary>The states before the first step.</summary>
    /// <param name="batch">The number of sequences.</param>
    /// <returns>Zeros, unless overridden, in the compute type.</returns>
    public virtual Tensor[] InitialStates(int batch) => [.. StateSizes.Select(size => Ops.Zeros([batch, size], ComputeDType))];

    /// <summary>Begins a sequence: reads the weights and draws what stays the same for all its steps, such as dropout masks.</summary>
    /// <param name="input">The first input, (B, D); only shape and type matter.</param>
    /// <param name="states">The first states; only shapes and types matter.</param>
    /// <param name="training">Does dropout drop?</param>
    /// <returns>The step, to be called once for each input.</returns>
    protected internal abstract RecurrentStep Start(Tensor input, Tensor[] states, bool training);

    /// <inheritdoc/>
    protected sealed override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor[] states = States(call);
        (Tensor output, Tensor[] next) = Start(inputs[0], states, call.Training)(inputs[0], states);
        return [output, .. next];
    }

    private Tensor[] States(CallArguments call)
    {
        Tensor[] states = call.Get<Tensors?>("states", null)?.ToArray() ?? [];
        if (states.Length != StateSizes.Count)
            throw new ArgumentException($"{this} expects the call argument 'states' to hold {StateSizes.Count} tensors. Received {states.Length}.");
        return states;
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input, or it has no axis of features.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank >= 2, "one step, (B, D); the states are the call argument 'states'", inputs);
        return OutputOf(inputs[0]);
    }

    /// <inheritdoc/>
    protected sealed override Tensors ComputeOutputSpec(Tensors inputs, CallArguments call)
    {
        States(call);
        Shape output = ComputeOutputShape(inputs.Shapes);
        return [Tensor.Symbolic(output, ComputeDType), .. StatesOf(inputs[0].Shape).Select(state => Tensor.Symbolic(state, ComputeDType))];
    }
}
