using System.Text.Json.Nodes;
using Heed.Layers;
using static Heed.Ops;

namespace Heed.Tests;

public sealed class KerasOpsTests
{
    [Fact]
    public void A_graph_of_ops_is_the_same_after_a_round_trip()
    {
        Tensor x = Input.Of([4, 6], name: "x");
        Tensor y = Mean(x * 2 - 1, 1) + Max(x[.., 0, ..], 1, keepDims: true);
        Tensor z = Where(Concatenate([y, Exp(-y)], -1) > 0.5, 1, Gelu(MatMul(y, new float[6, 12])));
        var model = new Model(x, Softmax(Reshape(z, [Dim.Unknown, 3, 4])));
        Model again = Model.FromJson(model.ToJson());

        Assert.Equal(model.ToJson(), again.ToJson());
        Tensor values = Tensor.From(Enumerable.Range(0, 48).Select(i => (float)Math.Sin(i)).ToArray(), [2, 4, 6]);
        Assert.Equal(model.Apply(values).ToArray<float>(), again.Apply(values).ToArray<float>());
    }

    [Fact]
    public void A_graph_may_hold_a_crossentropy()
    {
        Tensor truth = Input.Of([3], name: "truth"), guess = Input.Of([3], name: "guess");
        var model = new Model([truth, guess], CategoricalCrossentropy(truth, guess, fromLogits: true));
        Model again = Model.FromJson(model.ToJson());
        Assert.Contains("\"class_name\":\"CategoricalCrossentropy\"", model.ToJson());      // one op, as in Keras
        Assert.Equal(model.ToJson(), again.ToJson());
        Assert.Equal(Math.Log(3), again.Apply([new float[,] { { 0, 1, 0 } }, new float[1, 3]]).ToArray<float>()[0], 6);
    }

    [Fact]
    public void An_op_that_Keras_has_not_is_named_when_the_config_is_written()
    {
        Tensor x = Input.Of([2], name: "x");
        var model = new Model(x, FullLike(x, 3), "constant");
        Assert.Contains("Functional 'constant' expects ops that Keras has too", Assert.Throws<NotSupportedException>(model.ToJson).Message);
    }

    [Theory]
    [InlineData("[null]", "(1, 2, 3, 4)")]
    [InlineData("[{\"class_name\":\"__slice__\",\"config\":{\"start\":null,\"stop\":null,\"step\":null}},null]", "(2, 1, 3, 4)")]
    [InlineData("[1,null,{\"class_name\":\"__ellipsis__\",\"config\":{}},0,null]", "(1, 3, 1)")]
    [InlineData("[{\"class_name\":\"__ellipsis__\",\"config\":{}},{\"class_name\":\"__slice__\",\"config\":{\"start\":1,\"stop\":3,\"step\":1}}]", "(2, 3, 2)")]
    public void An_index_may_add_axes_and_leave_some_out(string key, string shape)
    {
        var index = (object?[])NodeJson.Read(JsonNode.Parse(key), _ => null!)!;
        Tensor x = Tensor.From(Enumerable.Range(0, 24).ToArray(), [2, 3, 4]);
        Assert.Equal(shape, IndexJson.Apply(x, index).Shape.ToString());
        Assert.Equal(shape, IndexJson.Apply(Tensor.Symbolic(x.Shape, x.DType), index).Shape.ToString());
        Assert.Throws<ArgumentException>(() => IndexJson.Apply(x, "x"));
    }

    [Fact]
    public void Every_listed_op_is_an_op_of_Keras() =>
        Assert.All(KerasOps.Names, name => Assert.True(KerasOps.IsModule(KerasOps.Find(name)!.Module)));
}
