using System.Text.Json;
using Heed.Layers;

namespace Heed.Conformance;

/// <summary>layers/: the layer's weights, outputs, masks, losses, symbolic shapes and gradients.</summary>
internal static class LayerCases
{
    public static void Run(Case item, Check check)
    {
        JsonElement description = item.Required("object");
        Precision precision = Precision.Of(description.GetProperty("config"), isAttention: item.Class == "Attention").SeenIn(
            item["outputs"] is { } outputs ? CaseValue.Flatten(outputs, item.Tensors).Select(x => x.Tensor!) : []);
        CheckOutputs(item, Build(item, check), check, precision);
        if (check.Failure is not null) return;

        Layer fresh = Build(item, check);       // statistics and states move with a call
        CheckSymbolicShapes(item, fresh, check);
        if (item["grads"] is { } gradients) CheckGradients(item, fresh, gradients, check, precision);
    }

    /// <summary>Builds the layer for the case's arguments and sets its weights, which must be Keras's by name, shape and order.</summary>
    private static Layer Build(Case item, Check check)
    {
        var layer = Support.Make<Layer>(item.Required("object"));
        JsonElement[] expected = [.. item.Required("weights").EnumerateArray()];
        if (!layer.Built)
        {
            LayerArguments arguments = LayerArguments.Read(item).Symbolic(unknownBatch: false);
            layer.Invoke(arguments.Inputs, arguments.Call);
        }
        IReadOnlyList<Variable> weights = layer.Weights;
        check.Equal("weights", Join(expected.Select(x => x.GetProperty("path").GetString()!.Split('/')[^1])), Join(weights.Select(x => x.Name)));
        check.Equal("trainable", Join(expected.Select(x => $"{x.GetProperty("trainable").GetBoolean()}")), Join(weights.Select(x => $"{x.Trainable}")));
        Tensor[] values = [.. expected.Select(x => CaseValue.ToTensor(x.GetProperty("value"), item.Tensors))];
        check.Equal("weights' shapes", Join(values.Select(x => x.Spec)), Join(weights.Select(x => x.Value.Spec)));
        layer.SetWeights(values);
        return layer;
    }

    private static void CheckOutputs(Case item, Layer layer, Check check, Precision precision)
    {
        LayerArguments arguments = LayerArguments.Read(item);
        Tensors outputs = layer.Invoke(arguments.Inputs, arguments.Call);
        if (item.Flag("stochastic"))
        {
            check.Equal("number of outputs", item.Required("output_shapes").GetArrayLength(), outputs.Count);
            foreach ((JsonElement spec, Tensor output) in item.Required("output_shapes").EnumerateArray().Zip(outputs))
                check.Spec("output", new(CaseValue.ToShape(spec[1]), DTypes.Parse(spec[0].GetString()!)), output.Spec, precision);
            return;
        }
        (string Name, Tensor? Tensor)[] expected = [.. CaseValue.Flatten(item.Required("outputs"), item.Tensors)];
        check.Equal("number of outputs", expected.Length, outputs.Count);
        if (expected.Length != outputs.Count) return;
        for (int i = 0; i < expected.Length; i++)
            check.Close($"output {i}", expected[i].Tensor!, outputs.Names is null ? outputs[i] : outputs[expected[i].Name], precision);

        if (item["output_masks"] is { } masks) CheckMasks(masks, item, outputs, check);
        if (item["losses"] is { } losses)
        {
            check.Equal("number of losses", losses.GetArrayLength(), layer.Losses.Count);
            foreach ((JsonElement loss, Tensor received) in losses.EnumerateArray().Zip(layer.Losses))
                check.Close("loss", CaseValue.ToDouble(loss), received.Cast(DType.Float64).Item<double>(), precision.Allowed(received.DType, isGradient: false));
        }
        if (item["weights_after"] is { } after)
            foreach ((JsonElement value, Variable weight) in after.EnumerateArray().Zip(layer.Weights))
                check.Close($"{weight.Path} after the call", CaseValue.ToTensor(value, item.Tensors), weight.Value, precision);
    }

    private static void CheckMasks(JsonElement masks, Case item, Tensors outputs, Check check)
    {
        foreach ((int i, (JsonElement mask, Tensor output)) in masks.EnumerateArray().Zip(outputs).Index())
            if (mask.ValueKind == JsonValueKind.Null)
                check.Equal($"mask of output {i}", null, output.Mask?.Spec.ToString());
            else
                check.Close($"mask of output {i}", CaseValue.ToTensor(mask, item.Tensors), output.Mask, new(DType.Float32));
    }

    private static void CheckSymbolicShapes(Case item, Layer layer, Check check)
    {
        if (item["symbolic_output_shapes"] is not { } expected) return;
        LayerArguments arguments = LayerArguments.Read(item).Symbolic(unknownBatch: true);
        Tensors outputs = layer.Invoke(arguments.Inputs, arguments.Call);
        check.Equal("symbolic output shapes", Join(expected.EnumerateArray().Select(CaseValue.ToShape)), Join(outputs.Select(x => x.Shape)));
    }

    private static void CheckGradients(Case item, Layer layer, JsonElement expected, Check check, Precision precision)
    {
        LayerArguments arguments = LayerArguments.Read(item);
        using var tape = new Tape();
        foreach (Tensor input in arguments.Positional)
            if (input.DType.IsFloat()) tape.Watch(input);
        Tensors outputs = layer.Invoke(arguments.Inputs, arguments.Call);
        Tensor[] weights = [.. layer.Weights.Select(weight => weight.Value)];       // as the call left and used them
        Tensor[] floats = [.. outputs.Where(output => output.DType.IsFloat())];
        Tensor?[] received = tape.Gradients(floats, [.. floats.Select(Cosines.Like)], [.. weights, .. arguments.Positional]);

        JsonElement[] all = [.. expected.GetProperty("weights").EnumerateArray(), .. expected.GetProperty("inputs").EnumerateArray()];
        for (int i = 0; i < all.Length; i++)
            check.CloseGradient(i < weights.Length ? $"gradient of {layer.Weights[i].Path}" : $"gradient of input {i - weights.Length}",
                all[i].ValueKind == JsonValueKind.Null ? null : CaseValue.ToTensor(all[i], item.Tensors), received[i], precision);
    }

    private static string Join<T>(IEnumerable<T> items) => string.Join(", ", items);
}
