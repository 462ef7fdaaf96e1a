using Heed.Layers;

namespace Heed.Conformance;

/// <summary>activations/: each activation at a tensor, and its gradient.</summary>
internal static class ActivationCases
{
    public static void Run(Case item, Check check)
    {
        string name = item.Text("activation");
        if (!KerasRegistry.Knows<ActivationFunction>(name)) throw new UnsupportedException(name);
        Tensor x = item.Tensors[item.Text("x")];
        if (item["columns"] is { } columns) x = x[.., ..columns.GetInt32()];
        var precision = new Precision(x.DType);

        using var tape = new Tape();
        tape.Watch(x);
        Tensor y = KerasRegistry.Create<ActivationFunction>(name).Apply(x);
        check.Close("y", item.Tensors[item.Text("y")], y, precision);
        check.CloseGradient("dx", item.Tensors[item.Text("dx")], tape.Gradients([y], [Cosines.Like(y)], [x])[0], precision);
    }
}
