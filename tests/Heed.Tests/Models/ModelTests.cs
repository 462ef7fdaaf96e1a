using Heed.Layers;

namespace Heed.Tests;

public sealed class ModelTests
{
    [Fact]
    public void Repeats_on_values_what_was_done_with_symbolic_tensors()
    {
        Tensor a = Input.Of([3], name: "a"), b = Input.Of([3], name: "b");
        var model = new Model([a, b], a * 2 + b, "sums");
        Tensor y = model.Apply([new float[,] { { 1, 2, 3 } }, new float[,] { { 10, 20, 30 } }]);
        Assert.Equal([12f, 24, 36], y.ToArray<float>());
        Assert.Equal(["a", "b"], model.InputNames);
    }

    [Fact]
    public void An_output_that_depends_on_something_else_is_refused()
    {
        Tensor a = Input.Of([3], name: "left"), b = Input.Of([3], name: "forgotten");
        var error = Assert.Throws<ArgumentException>(() => new Model(a, a + b, "sums"));
        Assert.StartsWith("Functional 'sums' expects outputs that depend on its inputs only. Received 'add", error.Message);
        Assert.Contains("the input 'forgotten' (None, 3) float32", error.Message);
    }
}
