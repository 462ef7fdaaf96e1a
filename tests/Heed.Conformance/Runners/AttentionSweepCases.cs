using Heed.Layers;

namespace Heed.Conformance;

/// <summary>attention/sweep: Attention over score mode, scale, masks, type and shape; with and without scores, with and without a tape.</summary>
internal static class AttentionSweepCases
{
    public static void Run(Case item, Check check)
    {
        if (!KerasRegistry.Knows<Layer>("Attention")) throw new UnsupportedException("Attention");
        string prefix = item.Text("prefix");
        Tensor[] inputs = item.Tensors.Numbered($"{prefix}.in");
        var layer = KerasRegistry.Create<Layer>("Attention", new Config().With("name", "attention")
            .With("use_scale", item.Flag("use_scale")).With("score_mode", item.Text("score_mode")).With("dtype", new DTypePolicy(item.Text("dtype"))));
        layer.BuildFor([.. inputs.Select(input => input.Shape)]);
        layer.SetWeights(item.Tensors.Numbered($"{prefix}.w"));
        Tensor expected = item.Tensors[$"{prefix}.out"];
        Precision precision = new Precision(DTypes.Parse(item.Text("dtype")), IsAttention: true).SeenIn([expected]);

        Tensor? Find(string name) => item.Tensors.Has($"{prefix}.{name}") ? item.Tensors[$"{prefix}.{name}"] : null;
        Tensors Call(bool scores)
        {
            Masks masks = [Find("qmask"), Find("vmask")];
            return layer.Invoke(Tensors.List(inputs), CallArguments.None
                .With("mask", masks.AreAbsent ? null : masks)
                .With("use_causal_mask", item.Flag("use_causal_mask"))
                .With("return_attention_scores", scores));
        }

        check.Close("output", expected, Call(scores: false)[0], precision);
        Tensors both = Call(scores: true);
        check.Close("output with scores", expected, both[0], precision);
        check.Close("scores", item.Tensors[$"{prefix}.scores"], both[1], precision);

        using var tape = new Tape();
        Tensor[] weights = [.. layer.Weights.Select(weight => weight.Value)];
        foreach (Tensor input in inputs) tape.Watch(input);
        Tensor output = Call(scores: false)[0];
        check.Close("output under a tape", expected, output, precision);
        Tensor?[] gradients = tape.Gradients([output], [Cosines.Like(output)], [.. inputs, .. weights]);
        for (int i = 0; i < inputs.Length; i++) check.CloseGradient($"gradient of input {i}", Find($"din.{i}"), gradients[i], precision);
        for (int i = 0; i < weights.Length; i++) check.CloseGradient($"gradient of weight {i}", Find($"dw.{i}"), gradients[inputs.Length + i], precision);
    }
}
