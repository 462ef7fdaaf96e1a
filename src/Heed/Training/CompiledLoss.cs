using Heed.Losses;
using Heed.Metrics;

namespace Heed;

/// <summary>The losses of all outputs, and their weighted sum.</summary>
/// <remarks>Source: keras/src/trainers/compile_utils.py, <c>CompileLoss</c>.</remarks>
internal sealed class CompiledLoss(LossPerOutput losses, WeightPerOutput? weights)
{
    private Part[]? _parts;

    /// <summary>The unweighted loss of each output that has one, if there are several.</summary>
    public IReadOnlyList<Mean> Trackers => _parts is { Length: > 1 } parts ? [.. parts.Select(part => part.Tracker)] : [];

    /// <summary>Losses of single outputs at their place.</summary>
    private sealed record Part(int Output, Loss Loss, double? Weight, Mean Tracker);

    /// <summary>The loss to be made small.</summary>
    /// <param name="y">The targets.</param>
    /// <param name="yPred">The model's outputs.</param>
    /// <param name="sampleWeight">Weights of the examples.</param>
    /// <param name="outputNames">The names of the outputs, if they have any.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The targets do not fit the outputs that have losses.</exception>
    public Tensor Compute(Tensors y, Tensors yPred, Tensors? sampleWeight, IReadOnlyList<string>? outputNames)
    {
        _parts ??= Build(yPred, outputNames);
        bool[] wanted = [.. Enumerable.Range(0, yPred.Count).Select(output => Array.Exists(_parts, part => part.Output == output))];
        Tensor?[] targets = OutputMatch.Of(y, yPred.Count, outputNames, wanted, "y");
        Tensor?[] sampleWeights = OutputMatch.Weights(sampleWeight, yPred.Count, outputNames, wanted);
        Tensor? total = null;
        foreach (Part part in _parts)
        {
            Tensor prediction = yPred[part.Output];
            Tensor loss = Apply(part, targets[part.Output]!, prediction, sampleWeights[part.Output]).Cast(DType.Float32);
            if (loss.Rank > 0)
                throw new ArgumentException($"{part.Loss} expects a reduction to one number where it trains a model. Received losses {loss.Spec}.");
            if (_parts.Length > 1) part.Tracker.Update(Ops.StopGradient(loss), prediction.Shape[0].Value);
            Tensor share = part.Weight is { } weight ? loss * weight : loss;
            total = total is null ? share : total + share;
        }
        return total!;
    }

    private static Tensor Apply(Part part, Tensor target, Tensor prediction, Tensor? sampleWeight)
    {
        try
        {
            return part.Loss.Apply(target, prediction, sampleWeight);
        }
        catch (ShapeException error)
        {
            throw OutputMatch.Misfit($"{part.Loss}", part.Output, target, prediction, sampleWeight, error);
        }
    }

    private Part[] Build(Tensors yPred, IReadOnlyList<string>? outputNames)
    {
        int outputs = yPred.Count;
        int[] places = losses.Places(outputs, outputNames, "loss"), weightPlaces = weights?.Places(outputs, outputNames, "lossWeights") ?? [];
        if (losses.Names is { } names && names.Count < outputs && yPred.Names is null)
            throw new ArgumentException($"Compile expects 'loss' to name each output of the model: {string.Join(", ", outputNames!)}, with null for one that has no loss. "
                + $"Received {string.Join(", ", names)}.");
        Part[] parts =
        [
            .. from output in Enumerable.Range(0, outputs)
               where places[output] >= 0
               let loss = losses.Values[places[output]]
               where loss is not null
               let weight = weights is null || weightPlaces[output] < 0 ? null : weights.Values[weightPlaces[output]]
               select new Part(output, loss, weight, new Mean($"{outputNames?[output] ?? loss.Name}_loss")),
        ];
        return parts.Length > 0 ? parts : throw new ArgumentException("Compile expects a loss for at least one output. Received only nulls.");
    }
}
