namespace Heed;

/// <summary>Finds which target or weight belongs to which output of a model.</summary>
internal static class OutputMatch
{
    /// <summary>A tensor for each output.</summary>
    /// <param name="given">By the outputs' names, or in their order; those that are not wanted may be left out.</param>
    /// <param name="outputs">How many outputs there are.</param>
    /// <param name="outputNames">Their names, if they have any.</param>
    /// <param name="wanted">For which outputs there must be one.</param>
    /// <param name="argument">What errors call it.</param>
    public static Tensor?[] Of(Tensors given, int outputs, IReadOnlyList<string>? outputNames, bool[] wanted, string argument)
    {
        if (given.Names is { } names) return ByName(given, names, outputs, outputNames, wanted, argument);
        if (given.Count == outputs) return [.. given];
        if (given.Count != wanted.Count(is_ => is_))
            throw new ArgumentException($"{argument} expects a tensor for each of {outputs} outputs, or those with a loss. Received {given.Count}: {given}.");
        int next = 0;
        return Array.ConvertAll(wanted, isWanted => isWanted ? given[next++] : null);
    }

    /// <summary>Weights for each output; one tensor, with a number for each example, serves them all.</summary>
    public static Tensor?[] Weights(Tensors? given, int outputs, IReadOnlyList<string>? outputNames, bool[] wanted)
    {
        if (given is null) return new Tensor?[outputs];
        if (given.Names is not null) return Of(given, outputs, outputNames, new bool[outputs], "sampleWeight");
        if (given.Count != 1 || outputs == 1) return Of(given, outputs, outputNames, wanted, "sampleWeight");
        if (given[0].Rank > 2 || (given[0].Rank == 2 && !given[0].Shape[1].Equals(1)))
            throw new ShapeException($"sampleWeight expects a number for each example, or a tensor for each output. Received {given[0].Spec}.");
        return [.. Enumerable.Repeat(given[0], outputs)];
    }

    /// <summary>The error of a loss or metric of an output, with the tensors that it could not compare.</summary>
    public static ShapeException Misfit(string owner, int output, Tensor y, Tensor yPred, Tensor? sampleWeight, ShapeException error) => new(
        $"{owner} expects y and sampleWeight to fit output {output}. Received y {y.Spec}, output {yPred.Spec}{(sampleWeight is null ? "" : $", sampleWeight {sampleWeight.Spec}")}. {error.Message}",
        error);

    private static Tensor?[] ByName(Tensors given, IReadOnlyList<string> names, int outputs, IReadOnlyList<string>? outputNames, bool[] wanted,
                                    string argument)
    {
        if (outputs == 1 && names.Count == 1) return [given[0]];
        string known = outputNames is null ? "no names, because the outputs have none" : string.Join(", ", outputNames);
        if (names.FirstOrDefault(name => outputNames?.Contains(name) is not true) is { } stranger)
            throw new ArgumentException($"{argument} expects the outputs' names: {known}. Received '{stranger}'.");
        int missing = Enumerable.Range(0, outputs).FirstOrDefault(output => wanted[output] && !names.Contains(outputNames![output]), -1);
        if (missing >= 0)
            throw new ArgumentException($"{argument} expects a tensor for the output '{outputNames![missing]}'. Received {string.Join(", ", names)}.");
        return [.. outputNames!.Select(name => names.Contains(name) ? given[name] : null)];
    }
}
