using Heed.Layers;

namespace Heed;

/// <summary>Brings what a model is called with into the form of its inputs: order, type, rank and mask.</summary>
/// <remarks>Source: keras/src/models/functional.py, <c>_standardize_inputs</c>; keras/src/layers/input_spec.py.</remarks>
internal static class GraphInputs
{
    /// <summary>A tensor for each of the model's inputs.</summary>
    /// <param name="model">Whom errors name.</param>
    /// <param name="expected">The model's symbolic inputs.</param>
    /// <param name="given">What it was called with: one tensor, a list, or names.</param>
    /// <param name="masks">The masks that were given with them.</param>
    /// <param name="checkLengths">Must the axes after the first have the inputs' lengths?</param>
    public static Tensor[] Match(Layer model, Tensors expected, Tensors given, Masks? masks, bool checkLengths = true)
    {
        int[] places = Places(model, expected, given);
        var matched = new Tensor[expected.Count];
        for (int i = 0; i < matched.Length; i++)
        {
            Tensor x = given[places[i]];
            Tensor? mask = masks is not null && places[i] < masks.Count ? masks[places[i]] ?? x.Mask : x.Mask;
            matched[i] = Fit(model, i, expected[i], x, checkLengths);
            if (mask == matched[i].Mask) continue;
            if (matched[i] == x) matched[i] = Ops.Reshape(x, x.Shape);      // the caller's tensor stays as it is
            matched[i].Mask = mask;
        }
        return matched;
    }

    /// <summary>Where each input stands among what was given.</summary>
    private static int[] Places(Layer model, Tensors expected, Tensors given)
    {
        string[] names = [.. expected.Names ?? expected.Select(input => input.Node!.Name)];
        if (given.Names is { } keys)
        {
            int[] places = Array.ConvertAll(names, name => keys.ToList().IndexOf(name));
            int missing = Array.IndexOf(places, -1);
            return missing < 0 ? places : throw new ArgumentException(
                $"{model} expects inputs named {string.Join(", ", names)}. Received {string.Join(", ", keys)}: '{names[missing]}' is missing.");
        }
        if (expected.Names is not null && !names.SequenceEqual(names.Order(StringComparer.Ordinal)))
            throw new ArgumentException($"{model} expects its inputs by name: {string.Join(", ", names)}. Received {given.Count} without names, {given}. " +
                "Their order would not be clear: pass a dictionary.");
        if (given.Count != expected.Count)
            throw new ArgumentException($"{model} expects {expected.Count} inputs, {string.Join(", ", names)}. Received {given.Count}: {given}.");
        return [.. Enumerable.Range(0, expected.Count)];
    }

    private static Tensor Fit(Layer model, int index, Tensor expected, Tensor x, bool checkLengths)
    {
        if ((expected.DType == DType.String) != (x.DType == DType.String)) throw Misfit(model, index, expected, x, "");
        Tensor converted = x.DType == expected.DType && x.Weak is null ? x : x.Cast(expected.DType);
        if (converted.Rank == expected.Rank + 1 && converted.Shape[^1] is { IsKnown: true, Value: 1 }) converted = Ops.Squeeze(converted, -1);
        else if (converted.Rank == expected.Rank - 1 && expected.Shape[^1] is { IsKnown: true, Value: 1 }) converted = Ops.ExpandDims(converted, -1);

        if (converted.Rank != expected.Rank) throw Misfit(model, index, expected, x, $" It needs {expected.Rank} axes, the batch's included.");
        for (int axis = 1; checkLengths && axis < expected.Rank; axis++)
            if (converted.Shape[axis] != expected.Shape[axis]) throw Misfit(model, index, expected, x, $" Axis {axis} differs.");
        return converted;
    }

    private static ShapeException Misfit(Layer model, int index, Tensor expected, Tensor x, string reason) =>
        new($"{model} expects input {index}, '{expected.Node!.Name}', of shape {expected.Spec}. Received {x.Spec}.{reason}");
}
