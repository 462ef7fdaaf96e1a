namespace Heed.Kernels;

/// <summary>Sizes and manner of a GRU over whole sequences; sequences are (Batch, Steps, ·), weights have the gates z, r, h side by side.</summary>
/// <param name="Batch">Sequences.</param>
/// <param name="Steps">Time steps of each.</param>
/// <param name="Inputs">Numbers that come in at each step.</param>
/// <param name="Units">Numbers of a state.</param>
/// <param name="GoBackwards">Starts at the last step; outputs keep the order in which they are made, so the first belongs to the last input.</param>
/// <param name="ZeroOutputForMask">A masked step gives zeros instead of repeating the output before it.</param>
internal readonly record struct GruShape(int Batch, int Steps, int Inputs, int Units, bool GoBackwards = false, bool ZeroOutputForMask = false)
{
    /// <summary>Elements of <see cref="GruSaved{T}.Gates"/>.</summary>
    public int GatesLength => Batch * Steps * 4 * Units;

    /// <summary>Elements of <see cref="GruSaved{T}.Hidden"/>.</summary>
    public int HiddenLength => Batch * Steps * Units;

    /// <summary>Elements of one state of the whole batch.</summary>
    public int StateLength => Batch * Units;

    /// <summary>The place in time of the input that an iteration reads.</summary>
    public int Time(int iteration) => GoBackwards ? Steps - 1 - iteration : iteration;
}

/// <summary>What a GRU reads.</summary>
internal readonly ref struct GruInputs<T>
{
    /// <summary>The sequences, (Batch, Steps, Inputs).</summary>
    public ReadOnlySpan<T> X { get; init; }

    /// <summary>(Inputs, 3 Units).</summary>
    public ReadOnlySpan<T> Kernel { get; init; }

    /// <summary>(Units, 3 Units).</summary>
    public ReadOnlySpan<T> RecurrentKernel { get; init; }

    /// <summary>(2, 3 Units), for the input and for the state; or empty.</summary>
    public ReadOnlySpan<T> Bias { get; init; }

    /// <summary>(Batch, Steps), true keeps a step; or empty.</summary>
    public ReadOnlySpan<bool> Mask { get; init; }

    /// <summary>(Batch, Units), or empty for zeros.</summary>
    public ReadOnlySpan<T> InitialHidden { get; init; }
}

/// <summary>What a GRU writes, or the gradients of it; whatever is empty is not asked for, or has no gradient.</summary>
internal readonly ref struct GruOutputs<T>
{
    /// <summary>The outputs of all steps in the order they are made, (Batch, Steps, Units).</summary>
    public Span<T> Sequence { get; init; }

    /// <summary>The output of the last iteration, (Batch, Units).</summary>
    public Span<T> Last { get; init; }

    /// <summary>The final hidden state, (Batch, Units).</summary>
    public Span<T> Hidden { get; init; }
}

/// <summary>What forward leaves for backward; the caller owns the memory.</summary>
internal readonly ref struct GruSaved<T>
{
    /// <summary>z, r and the candidate after activation, and what the state gives to the candidate before r acts on it, (Batch, Steps, 4 Units); arbitrary where a step is masked.</summary>
    public Span<T> Gates { get; init; }

    /// <summary>Hidden states before each step, (Batch, Steps, Units), by the time of its input.</summary>
    public Span<T> Hidden { get; init; }
}

/// <summary>Where backward writes; whatever is empty is not asked for. Shapes as in <see cref="GruInputs{T}"/>.</summary>
internal readonly ref struct GruGradients<T>
{
    public Span<T> X { get; init; }
    public Span<T> Kernel { get; init; }
    public Span<T> RecurrentKernel { get; init; }
    public Span<T> Bias { get; init; }
    public Span<T> InitialHidden { get; init; }
}
