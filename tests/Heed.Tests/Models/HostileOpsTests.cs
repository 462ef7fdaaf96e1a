namespace Heed.Tests;

/// <summary>Ops of a file with settings that no model has: an error that names the op and the setting, before time or memory is spent.</summary>
public sealed class HostileOpsTests
{
    /// <summary>Those that say how many, how long or how often.</summary>
    private static readonly string[] Settings =
    [
        "axes", "destination", "dilation_rate", "fft_length", "indices_or_sections", "k", "n", "newshape", "num", "num_classes", "offset", "output_padding", "pad_width", "pool_size", "repeats",
        "sequence_length", "sequence_stride", "shape", "shift", "size", "source", "strides", "target_height", "target_width", "top_padding",
    ];

    private const string X = """{"class_name": "__keras_tensor__", "config": {"keras_history": ["x", 0, 0]}}""";

    [Theory]
    [InlineData("Tile", """{"repeats":2000000000}""", "[5]", "only constants")]
    [InlineData("OneHot", """{"num_classes":2000000000}""", "[[1,2,3]]", "only constants")]
    [InlineData("Split", """{"indices_or_sections":2000000000}""", "[x]", "from 0 to 65536 as 'indices_or_sections'")]
    [InlineData("Vsplit", """{"indices_or_sections":2000000000}""", "[x]", "from 0 to 65536 as 'indices_or_sections'")]
    [InlineData("ArraySplit", """{"indices_or_sections":2000000000,"axis":1}""", "[x]", "from 0 to 65536 as 'indices_or_sections'")]
    [InlineData("ArraySplit", """{"indices_or_sections":0,"axis":1}""", "[x]", "at least 1 as 'indices_or_sections'")]
    [InlineData("Unstack", """{"num":2000000000,"axis":0}""", "[x]", "from 0 to 65536 as 'num'")]
    [InlineData("Diff", """{"n":2000000000}""", "[x]", "from 0 to 65536 as 'n'")]
    [InlineData("STFT", """{"sequence_length":2000000000,"sequence_stride":1,"fft_length":2000000000}""", "[x]", "from 0 to 262144 as 'sequence_length'")]
    [InlineData("ISTFT", """{"sequence_length":9,"sequence_stride":1,"fft_length":2000000000}""", "[[x,x]]", "from 0 to 262144 as 'fft_length'")]
    [InlineData("MaxPool", """{"pool_size":null}""", "[x]", "numbers as 'pool_size'")]
    [InlineData("Tile", """{"repeats":null}""", "[x]", "numbers as 'repeats'")]
    [InlineData("Moveaxis", """{"source":[0],"destination":[0,1]}""", "[x]", "as many axes in 'source' as in 'destination'")]
    [InlineData("Pad", """{"pad_width":[[],[]]}""", "[x]", "as 'pad_width'. Received [[],[]]")]
    [InlineData("Rot90", """{"k":1,"axes":[0]}""", "[x]", "two axes")]
    [InlineData("Roll", """{"shift":[1,2,3],"axis":[0,1]}""", "[x]", "one for each axis")]
    [InlineData("Roll", """{"shift":[2000000000,2000000000],"axis":null}""", "[x]", "overflow")]
    [InlineData("Vstack", "{}", "[[],x]", "a list of tensors as 'xs'. Received an empty one")]
    public void An_absurd_setting_is_refused_at_once(string name, string config, string arguments, string words)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ArgumentException error = Assert.Throws<ArgumentException>(() => Model.FromJson(Json(name, config, arguments)));
        Assert.Contains("layer 'o'", error.Message);
        Assert.Contains(words, error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [Fact]
    public void As_many_parts_as_a_file_may_ask_for_take_little_memory()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Model model = Model.FromJson(Json("ArraySplit", """{"indices_or_sections":8192,"axis":1}""", "[x]", outputs: 8192));
        Assert.Equal(0, model.Outputs[0].Shape[1].Value);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);      // a text of all places for each part would be 200 MB
    }

    [Theory]
    [InlineData("2000000000")]
    [InlineData("-2000000000")]
    [InlineData("0")]
    [InlineData("[]")]
    [InlineData("[[]]")]
    [InlineData("[2000000000,2000000000]")]
    [InlineData("1e300")]
    [InlineData("\"a\"")]
    [InlineData("null")]
    public void Every_op_is_made_or_refused_in_words(string value)
    {
        string config = $"{{{string.Join(",", Settings.Select(key => $"\"{key}\":{value}"))}}}";
        foreach (string name in KerasOps.Names)
            foreach (string arguments in (string[])["[x]", "[x,x]", "[x,x,x]", "[[x,x]]", "[x,[0,1]]", "[x,1]", "[null]"])
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Exception? error = Record.Exception(() => Model.FromJson(Json(name, config, arguments)));
                string place = $"{name} {arguments}: {error}";
                Assert.True(error is null or ArgumentException, place);
                Assert.False(error?.GetBaseException() is NullReferenceException or IndexOutOfRangeException or InvalidCastException or OutOfMemoryException, place);
                Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20, place);
            }
    }

    private static string Json(string name, string config, string arguments, int outputs = 1) => $$$"""
        {"class_name": "Functional", "config": {"name": "m", "layers": [
          {"module": "keras.layers", "class_name": "InputLayer", "name": "x", "config": {"name": "x", "batch_shape": [null, 4]}, "inbound_nodes": []},
          {"module": "keras.src.ops.numpy", "class_name": "{{{name}}}", "name": "o", "config": {{{config}}}, "inbound_nodes": [{"args": {{{arguments.Replace("x", X)}}}, "kwargs": {}}]}],
          "input_layers": [["x", 0, 0]], "output_layers": [["o", 0, {{{outputs - 1}}}]]}}
        """;
}
