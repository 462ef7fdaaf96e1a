namespace Heed;

/// <summary>One step of a recurrent network.</summary>
/// <param name="input">What this step receives: (B, …).</param>
/// <param name="states">The states before it, each (B, …).</param>
/// <returns>What it gives, (B, …), and the states after it.</returns>
public delegate (Tensor Output, Tensor[] States) RecurrentStep(Tensor input, Tensor[] states);

/// <summary>Runs a step over a whole sequence, as a composition of ops: the one loop of all recurrent layers.</summary>
/// <remarks>
/// A masked step changes no state and gives the output of the step before it again (zeros if it is the first).
/// Source: keras/src/backend/torch/rnn.py.
/// </remarks>
internal static class RecurrentLoop
{
    /// <summary>Runs over (B, T, …).</summary>
    /// <param name="sequence">The inputs, (B, T, …) with T ≥ 1.</param>
    /// <param name="states">The states before the first step.</param>
    /// <param name="step">The step.</param>
    /// <param name="mask">(B, T), true keeps; <see langword="null"/>: all count.</param>
    /// <param name="goBackwards">Start at the last step? The outputs come in the order in which they were made.</param>
    /// <param name="zeroOutputForMask">Do masked steps give zeros?</param>
    /// <returns>T outputs, and the states after the last step.</returns>
    public static (Tensor[] Outputs, Tensor[] States) Run(
        Tensor sequence, Tensor[] states, RecurrentStep step, Tensor? mask, bool goBackwards, bool zeroOutputForMask)
    {
        Tensor[] inputs = Steps(sequence, goBackwards);
        Tensor[]? keeps = mask is null ? null : Steps(mask, goBackwards);
        var outputs = new Tensor[inputs.Length];
        for (int t = 0; t < inputs.Length; t++)
        {
            (outputs[t], Tensor[] next) = step(inputs[t], states);
            if (keeps is not null)
            {
                Tensor instead = t == 0 || zeroOutputForMask ? Ops.ZerosLike(outputs[t]) : outputs[t - 1];
                outputs[t] = Where(keeps[t], outputs[t], instead);
                next = [.. next.Zip(states, (after, before) => Where(keeps[t], after, before))];
            }
            states = next;
        }
        return (outputs, states);
    }

    /// <summary>The parts of (B, T, …) along T, each (B, …), in the order of processing.</summary>
    private static Tensor[] Steps(Tensor sequence, bool goBackwards)
    {
        Tensor[] steps = Ops.Unstack(sequence, axis: 1);
        if (goBackwards) Array.Reverse(steps);
        return steps;
    }

    private static Tensor Where(Tensor keep, Tensor x, Tensor y) =>
        Ops.Where(Ops.Reshape(keep, [keep.Shape[0], .. Enumerable.Repeat<Dim>(1, x.Rank - 1)]), x, y);
}
