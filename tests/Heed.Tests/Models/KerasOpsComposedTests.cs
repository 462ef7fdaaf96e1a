using System.Text.Json.Nodes;

namespace Heed.Tests;

/// <summary>Ops that Keras has and Heed makes of others: each is read as a file has it, runs, and is written as it was.</summary>
public sealed class KerasOpsComposedTests
{
    private const string X = "x", Y = "y";

    // x = [[1, -2, 3], [4, 5, -6]], y = [[2, 2, 0], [1, 1, 1]]; the results can be worked out by hand, and Keras 3.15.1 says the same
    [Theory]
    [InlineData("Moveaxis", """{"source":[0],"destination":[1]}""", "[x]", "(3, 2): 1 4 -2 5 3 -6")]
    [InlineData("Roll", """{"shift":1,"axis":1}""", "[x]", "(2, 3): 3 1 -2 -6 4 5")]
    [InlineData("Roll", """{"shift":-1,"axis":null}""", "[x]", "(2, 3): -2 3 4 5 -6 1")]
    [InlineData("Rot90", """{"k":1,"axes":[0,1]}""", "[x]", "(3, 2): 3 -6 -2 5 1 4")]
    [InlineData("Rot90", """{"k":3,"axes":[0,1]}""", "[x]", "(3, 2): 4 1 5 -2 -6 3")]
    [InlineData("Hstack", "{}", "[[x,y]]", "(2, 6): 1 -2 3 2 2 0 4 5 -6 1 1 1")]
    [InlineData("Vstack", "{}", "[[x,y]]", "(4, 3): 1 -2 3 4 5 -6 2 2 0 1 1 1")]
    [InlineData("Append", """{"axis":null}""", "[x,y]", "(12): 1 -2 3 4 5 -6 2 2 0 1 1 1")]
    [InlineData("Ravel", "{}", "[x]", "(6): 1 -2 3 4 5 -6")]
    [InlineData("Diff", """{"n":1,"axis":-1}""", "[x]", "(2, 2): -3 5 1 -11")]
    [InlineData("ArraySplit", """{"indices_or_sections":2,"axis":1}""", "[x]", "(2, 2): 1 -2 4 5; (2, 1): 3 -6")]
    [InlineData("Trace", """{"offset":0,"axis1":0,"axis2":1}""", "[x]", "(): 6")]
    [InlineData("Pad", """{"pad_width":[[0,0],[1,0]],"mode":"constant"}""", "[x,9]", "(2, 4): 9 1 -2 3 9 4 5 -6")]
    [InlineData("Pad", """{"pad_width":[[0,0],[1,1]],"mode":"reflect"}""", "[x]", "(2, 5): -2 1 -2 3 -2 5 4 5 -6 5")]
    [InlineData("Slice", """{"shape":[1,2]}""", "[x,[1,1]]", "(1, 2): 5 -6")]
    [InlineData("Take", """{"axis":1}""", "[x,[2,0]]", "(2, 2): 3 1 -6 4")]
    [InlineData("Tensordot", """{"axes":[[1],[1]]}""", "[x,y]", "(2, 2): -2 2 18 3")]
    [InlineData("Inner", "{}", "[x,y]", "(2, 2): -2 2 18 3")]
    [InlineData("DivideNoNan", "{}", "[x,y]", "(2, 3): 0.5 -1 0 4 5 -6")]
    [InlineData("Hypot", "{}", "[3,[4,0]]", "(2): 5 3")]
    [InlineData("Heaviside", "{}", "[y,0.5]", "(2, 3): 1 1 0.5 1 1 1")]
    [InlineData("Exp2", "{}", "[y]", "(2, 3): 4 4 1 2 2 2")]
    [InlineData("Cbrt", "{}", "[[8,-8]]", "(2): 2 -2")]
    [InlineData("Trunc", "{}", "[[1.5,-1.5]]", "(2): 1 -1")]
    [InlineData("Norm", """{"ord":null,"axis":-1,"keepdims":false}""", "[[[3,4],[6,8]]]", "(2): 5 10")]
    [InlineData("Norm", """{"ord":1,"axis":-1,"keepdims":true}""", "[x]", "(2, 1): 6 15")]
    [InlineData("Normalize", """{"axis":-1,"order":1,"epsilon":null}""", "[[[3,1],[-6,2]]]", "(2, 2): 0.75 0.25 -0.75 0.25")]
    [InlineData("Moments", """{"axes":[1],"keepdims":false}""", "[y]", "(2): 1.3333 1; (2): 0.8889 0")]
    [InlineData("Average", """{"axis":1}""", "[x,[1,0,1]]", "(2): 2 -1")]
    [InlineData("Max", """{"axis":[1],"keepdims":false,"initial":4}""", "[x]", "(2): 4 5")]
    [InlineData("Min", """{"axis":[1],"keepdims":false,"initial":-3}""", "[x]", "(2): -3 -6")]
    [InlineData("ZerosLike", """{"dtype":"int32"}""", "[x]", "(2, 3): 0 0 0 0 0 0")]
    [InlineData("FullLike", """{"dtype":null}""", "[x,7]", "(2, 3): 7 7 7 7 7 7")]
    [InlineData("MaxPool", """{"pool_size":2,"strides":1,"padding":"valid","data_format":"channels_last"}""", "[[[[1],[2],[3]]]]", "(1, 2, 1): 2 3", true)]
    [InlineData("Digitize", "{}", "[x,[-1.0,2.0]]", "(2, 3): 1 0 2 2 2 0")]
    [InlineData("MultiHot", """{"num_classes":4,"axis":-1,"dtype":null}""", "[[[0,2],[3,3]]]", "(2, 4): 1 0 1 0 0 0 0 1")]
    [InlineData("Select", "{}", "[[true],[x],0]", "(2, 3): 1 -2 3 4 5 -6")]
    [InlineData("Logaddexp", "{}", "[[0.0,5.0],[0.0,-100.0]]", "(2): 0.6931 5")]
    [InlineData("Norm", """{"ord":2,"axis":null,"keepdims":false}""", "[[3.0,4.0]]", "(): 5")]
    [InlineData("Logaddexp", "{}", "[[1e39,-1e39],[1e39,-1e39]]", "(2): Infinity -Infinity")]
    [InlineData("ReLU", """{"negative_slope":0.5,"max_value":4.0,"threshold":0.0}""", "[x]", "(2, 3): 1 -1 3 4 4 -3")]
    public void An_op_gives_what_Keras_gives(string name, string config, string arguments, string expected, bool isSqueezed = false)
    {
        Tensor x = new float[,] { { 1, -2, 3 }, { 4, 5, -6 } }, y = new float[,] { { 2, 2, 0 }, { 1, 1, 1 } };
        object? Fill(object? item) => item switch
        {
            object?[] list => Array.ConvertAll(list, Fill),
            X => x,
            Y => y,
            _ => item,
        };
        var args = (object?[])Fill(NodeJson.Read(JsonNode.Parse(arguments.Replace("x", "\"x\"").Replace("y", "\"y\"")), _ => null!))!;
        if (name == "Select") args[0] = new object?[] { x > -10 };
        if (isSqueezed) args[0] = Tensor.From(new float[] { 1, 2, 3 }, [1, 3, 1]);
        KerasFunction function = KerasOps.Find(name)!;
        Tensors result = function.Run(new(new Config(JsonNode.Parse(config)!.AsObject()), new NodeArguments(args, [])));
        Assert.Equal(expected, string.Join("; ", result.Select(output =>
            $"({string.Join(", ", output.Shape)}): {string.Join(" ", output.Cast(DType.Float32).ToArray<float>().Select(value => FormattableString.Invariant($"{MathF.Round(value, 4)}")))}")));
    }

    [Theory]
    [InlineData("Trunc", "[x]", "1 -2 3")]
    [InlineData("NanToNum", "[x]", "1 -2 3")]
    [InlineData("Nansum", "[x]", "2")]
    [InlineData("Nanprod", "[x]", "-6")]
    [InlineData("Nanmax", "[x]", "3")]
    [InlineData("Nanmin", "[x]", "-2")]
    [InlineData("Fmod", "[x,[2,2,2]]", "1 0 1")]
    [InlineData("Fmax", "[x,[2,2,2]]", "2 2 3")]
    public void Whole_numbers_stay_whole(string name, string arguments, string expected)       // Keras 3.15.1: int32 each
    {
        Tensor x = new[] { 1, -2, 3 };
        var args = (object?[])NodeJson.Read(JsonNode.Parse(arguments.Replace("x", "null")), _ => null!)!;
        args[0] = x;
        Tensor result = KerasOps.Find(name)!.Run(new(new Config(), new NodeArguments(args, [])))[0];
        Assert.Equal(DType.Int32, result.DType);
        Assert.Equal(expected, string.Join(' ', result.ToArray<int>()));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("1")]
    [InlineData("Infinity")]
    public void Norms_of_matrices_are_refused(string order)       // Keras 3.15.1: without an axis, too, a matrix has one: 9.225, 9 and 15 of x above
    {
        var config = new Config(new JsonObject { ["ord"] = order == "Infinity" ? "inf" : int.Parse(order), ["axis"] = null, ["keepdims"] = false });
        var arguments = new OpArguments(config, new NodeArguments([(Tensor)new float[,] { { 1, -2, 3 }, { 4, 5, -6 } }], []));
        Assert.Contains("over two axes", Assert.Throws<ArgumentException>(() => KerasOps.Find("Norm")!.Run(arguments)).Message);
    }

    [Fact]
    public void Keras_s_activation_ReLU_is_an_op_and_no_layer()
    {
        const string Json = """
            {"module":"keras.src.models.functional","class_name":"Functional","config":{"name":"m","trainable":true,"layers":[
              {"module":"keras.layers","class_name":"InputLayer","config":{"batch_shape":[null,2],"dtype":"float32","sparse":false,"ragged":false,"name":"x","optional":false},"registered_name":null,"name":"x","inbound_nodes":[]},
              {"module":"keras.src.activations.activations","class_name":"ReLU","config":{"name":"re_lu","negative_slope":0.0,"max_value":6.0,"threshold":0.0},"registered_name":"ReLU","name":"re_lu",
               "inbound_nodes":[{"args":[{"class_name":"__keras_tensor__","config":{"shape":[null,2],"dtype":"float32","keras_history":["x",0,0]}}],"kwargs":{}}]}],
             "input_layers":["x",0,0],"output_layers":["re_lu",0,0]},"registered_name":"Functional","build_config":{"input_shape":null},"compile_config":{}}
            """;
        Model model = Model.FromJson(Json);
        Assert.Single(model.Layers);
        Assert.Equal(JsonNode.Parse(Json)!.ToJsonString(), model.ToJson());
        Assert.Equal([0f, 6], model.Apply(new float[,] { { -1, 9 } }).ToArray<float>());
        var op = new OpArguments(new Config(), new NodeArguments([Tensor.From(new double[] { -1, 9 }, [2])], []));
        Assert.Equal(DType.Float64, KerasOps.Find("ReLU")!.Run(op)[0].DType);       // a layer would convert to the type of its policy
    }
}
