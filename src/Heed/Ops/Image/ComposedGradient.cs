namespace Heed;

/// <summary>The gradient of an op that computes in one pass what other ops compute in several.</summary>
internal static class ComposedGradient
{
    /// <summary>The gradients of the composition by each floating-point input that needs one.</summary>
    /// <param name="saved">The inputs.</param>
    /// <param name="dy">The gradient by the output.</param>
    /// <param name="compose">The other ops.</param>
    public static Tensor?[] Of(Saved saved, Tensor dy, Func<Tensor[], Tensor> compose)
    {
        Tensor[] inputs = [.. saved.Inputs];
        using var tape = new Tape();
        for (int i = 0; i < inputs.Length; i++)
            if (saved.Needs(i) && inputs[i].DType.IsFloat()) tape.Watch(inputs[i]);
        Tensor y = compose(inputs);
        return tape.Gradients([y], [dy], inputs);
    }
}
