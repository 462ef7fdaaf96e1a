namespace Heed;

/// <summary>The gradient of a function, written by its author; see <see cref="Tape.CustomGradient"/>.</summary>
/// <param name="inputs">What the function received.</param>
/// <param name="outputs">What it gave, as a list.</param>
/// <param name="outputGradients">The gradient of a loss by each output, of its shape; zeros where nothing depends on it.</param>
/// <returns>The gradient by each input, of its shape; <see langword="null"/>: none.</returns>
public delegate IReadOnlyList<Tensor?> GradientFunction(Tensors inputs, Tensors outputs, Tensors outputGradients);

public sealed partial class Tape
{
    /// <summary>Gives a function a gradient of its author's choice: one that is faster, more stable, or deliberately another.</summary>
    /// <param name="forward">
    /// The function. Nothing inside it is recorded: what it reads besides its inputs, variables too, is constant. To work in models it must take
    /// symbolic tensors.
    /// </param>
    /// <param name="backward">
    /// Its gradient, written with ops, which outer tapes record: gradients of gradients are those of <paramref name="backward"/>.
    /// </param>
    /// <returns>The function, to be called in place of <paramref name="forward"/>.</returns>
    /// <exception cref="ArgumentException">
    /// Later, from <see cref="Gradients(Tensor, IReadOnlyList{Tensor})"/>: <paramref name="backward"/> gives not one gradient of the right shape for
    /// each input.
    /// </exception>
    /// <remarks>Keras: <c>keras.ops.custom_gradient</c>, keras/src/ops/core.py.</remarks>
    /// <example>
    /// <code>
    /// var clipped = Tape.CustomGradient(x => x, (x, y, dy) => [Clip(dy[0], -1, 1)]);
    /// </code>
    /// </example>
    public static Func<Tensors, Tensors> CustomGradient(Func<Tensors, Tensors> forward, GradientFunction backward) => inputs =>
    {
        var op = new CustomGradientOp(forward, backward, inputs);
        if (inputs.AnySymbolic) return CustomGradientOp.Like(forward(inputs), op.ApplyAll(inputs.ToArray()));
        Tensors outputs = op.Run(inputs);
        Record(op, inputs.ToArray(), outputs.ToArray());
        return outputs;
    };
}

/// <summary>y = forward(x)      dx = backward(x, y, dy)</summary>
internal sealed class CustomGradientOp(Func<Tensors, Tensors> forward, GradientFunction backward, Tensors like) : MultiOp
{
    public override bool Widens => false;

    /// <summary>The values under new names, so that an input that is handed on is not taken for an output.</summary>
    public Tensors Run(Tensors inputs) => Tape.Pause(() => forward(inputs)).WithSame(y => y.View(y.Shape));

    /// <summary>Other tensors in the structure of some.</summary>
    public static Tensors Like(Tensors structure, IReadOnlyList<Tensor> tensors)
    {
        int i = 0;
        return structure.WithSame(_ => tensors[i++]);
    }

    public override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x) =>
        [.. forward(Like(like, Array.ConvertAll(x.ToArray(), spec => Tensor.Symbolic(spec.Shape, spec.DType)))).Select(y => y.Spec)];

    protected override Tensor[] Compute(ReadOnlySpan<Tensor> x, TensorSpec[] specs) => Run(Like(like, x.ToArray())).ToArray();

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor[] y)
    {
        foreach ((int i, Tensor output) in Run(Like(like, x.ToArray())).Index()) ElementBytes.Broadcast(output, y[i]);
    }

    internal override Tensor?[] Gradient(Saved saved, Tensor?[] dy)
    {
        Tensor[] inputs = saved.Inputs, outputs = saved.Outputs;
        Tensors dyOrZeros = Tensors.List(dy.Select((gradient, i) => gradient ?? Ops.ZerosLike(outputs[i])));
        Tensor?[] dx = [.. backward(Like(like, inputs), Tensors.List(outputs), dyOrZeros)];
        if (dx.Length != inputs.Length || dx.Zip(inputs).Any(pair => pair.First is { } gradient && gradient.Shape != pair.Second.Shape))
            throw new ArgumentException(
                "The backward function of a custom gradient expects to return a gradient of the shape of each input " +
                $"({string.Join(", ", inputs.Select(x => x.Shape))}), or null. " +
                $"Received {string.Join(", ", dx.Select(gradient => gradient?.Shape.ToString() ?? "null"))}.");
        return dx;
    }
}
