namespace Heed;

public sealed partial class Tape
{
    /// <summary>The gradients of a loss by variables.</summary>
    /// <param name="loss">What was computed while this tape recorded.</param>
    /// <param name="variables">Trainable variables.</param>
    /// <returns>A tensor for each variable, of its shape; <see langword="null"/> where the loss does not depend on it.</returns>
    public Tensor?[] Gradients(Tensor loss, IReadOnlyList<Variable> variables) =>
        Gradients(loss, (IReadOnlyList<Tensor>)[.. variables.Select(variable => variable.Value)]);

    /// <summary>Computes a loss and its gradients, and gives the memory of everything in between back to the pool.</summary>
    /// <param name="loss">Computes the loss from the variables.</param>
    /// <param name="variables">Trainable variables.</param>
    /// <returns>The loss, and for each variable its gradient or <see langword="null"/>.</returns>
    public static (Tensor Loss, Tensor?[] Gradients) ValueAndGradients(Func<Tensor> loss, IReadOnlyList<Variable> variables)
    {
        using var scope = new MemoryScope();
        using var tape = new Tape();
        Tensor value = loss();
        Tensor?[] gradients = tape.Gradients(value, variables);
        foreach (Tensor? gradient in gradients) gradient?.Keep();
        return (value.Keep(), gradients);
    }
}
