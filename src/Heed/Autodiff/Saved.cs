namespace Heed;

/// <summary>What an op sees of its forward computation when its gradient is asked for.</summary>
/// <param name="inputs">The tensors it received.</param>
/// <param name="outputs">The tensors it gave.</param>
/// <param name="needed">For which inputs a gradient is wanted.</param>
internal readonly ref struct Saved(Tensor[] inputs, Tensor[] outputs, bool[] needed)
{
    public Tensor[] Inputs => inputs;

    public Tensor[] Outputs => outputs;

    public Tensor Input => inputs[0];

    public Tensor Output => outputs[0];

    /// <summary>Is the gradient by this input wanted? An op may skip the work for others and answer null.</summary>
    public bool Needs(int input) => needed[input];
}
