using Heed.Layers;
using Heed.Saving;

namespace Heed.Tests;

/// <summary>Files of Keras 2 whose arrays lie otherwise, written by hand.</summary>
public sealed class LegacyArraysTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("heed").FullName, "old.h5");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void Weights_of_CuDNNLSTM_become_those_of_LSTM()
    {
        // 2 inputs, 3 units: the input weights of each gate are a matrix (3, 2), kept row by row in an array that says (2, 3)
        Write("""{"class_name": "CuDNNLSTM", "config": {"name": "rnn", "trainable": true, "batch_input_shape": [null, 5, 2], "dtype": "float32", "units": 3}}""",
            [("kernel:0", Blocks([[0, 3, 1], [4, 2, 5]], 4)), ("recurrent_kernel:0", Blocks([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 4)),
             ("bias:0", Tensor.From([.. Enumerable.Range(0, 24).Select(i => (float)i)], [24]))]);
        Model model = Model.Load(_path);
        var lstm = Assert.IsType<LSTM>(Assert.Single(model.Layers));
        Assert.Equal("sigmoid", (string?)lstm.GetConfig().Json["recurrent_activation"]);
        float[][] weights = [.. lstm.Weights.Select(weight => weight.Value.AsSpan<float>().ToArray())];
        Assert.Equal([0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32, 3, 4, 5, 13, 14, 15, 23, 24, 25, 33, 34, 35], weights[0]);
        Assert.Equal([1, 4, 7, 11, 14, 17, 21, 24, 27, 31, 34, 37, 2, 5, 8], weights[1][..15]);
        Assert.Equal([.. Enumerable.Range(0, 12).Select(i => (float)(2 * i + 12))], weights[2]);
    }

    [Fact]
    public void Weights_of_CuDNNGRU_in_both_directions_become_those_of_GRU()
    {
        string[] parts = ["forward_rnn", "backward_rnn"];
        Write("""
            {"class_name": "Bidirectional", "config": {"name": "rnn", "trainable": true, "batch_input_shape": [null, 5, 2], "dtype": "float32", "merge_mode": "concat",
              "layer": {"class_name": "CuDNNGRU", "config": {"name": "rnn", "trainable": true, "units": 3, "return_sequences": true}}}}
            """,
            [.. parts.SelectMany(part => ((string, Tensor)[])[($"{part}/kernel:0", Blocks([[0, 3, 1], [4, 2, 5]], 3)),
                ($"{part}/recurrent_kernel:0", Blocks([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 3)), ($"{part}/bias:0", Tensor.From([.. Enumerable.Range(0, 18).Select(i => (float)i)], [18]))])]);
        Model model = Model.Load(_path);
        var both = Assert.IsType<Bidirectional>(Assert.Single(model.Layers));
        Assert.Equal(6, both.Weights.Count);
        foreach (int first in (int[])[0, 3])
        {
            Assert.Equal([0, 1, 2, 10, 11, 12, 20, 21, 22, 3, 4, 5, 13, 14, 15, 23, 24, 25], both.Weights[first].Value.AsSpan<float>().ToArray());
            Assert.Equal([1, 4, 7, 11, 14, 17, 21, 24, 27], both.Weights[first + 1].Value.AsSpan<float>().ToArray()[..9]);
            Assert.Equal("(2, 9)", both.Weights[first + 2].Shape.ToString());
            Assert.Equal([.. Enumerable.Range(0, 18).Select(i => (float)i)], both.Weights[first + 2].Value.AsSpan<float>().ToArray());
        }
    }

    [Fact]
    public void CuDNNGRU_does_not_become_a_GRU_of_the_older_formula()
    {
        Write("""{"class_name": "GRU", "config": {"name": "rnn", "trainable": true, "batch_input_shape": [null, 5, 2], "units": 3, "reset_after": false}}""",
            [("kernel:0", Blocks([[0, 3, 1], [4, 2, 5]], 3)), ("recurrent_kernel:0", Blocks([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 3)), ("bias:0", Heed.Ops.Zeros([18]))]);
        Assert.Contains("CuDNNGRU", Assert.Throws<FormatException>(() => Model.Load(_path)).Message);
    }

    [Theory]
    [InlineData("tensorflow", new float[] { 0, 1, 2, 3 })]
    [InlineData("theano", new float[] { 3, 2, 1, 0 })]
    public void Kernels_that_Theano_wrote_are_turned_around(string backend, float[] expected)
    {
        Write("""{"class_name": "Conv2D", "config": {"name": "rnn", "trainable": true, "batch_input_shape": [null, 4, 4, 1], "filters": 1, "kernel_size": [2, 2], "use_bias": false}}""",
            [("kernel:0", Tensor.From([0f, 1, 2, 3], [2, 2, 1, 1]))], backend);
        Assert.Equal(expected, Model.Load(_path).Weights[0].Value.AsSpan<float>().ToArray());
    }

    [Fact]
    public void Kernel_in_the_order_of_old_Conv_layers_is_transposed()
    {
        Write("""{"class_name": "Conv2D", "config": {"name": "rnn", "trainable": true, "batch_input_shape": [null, 4, 4, 3], "filters": 2, "kernel_size": [1, 4], "use_bias": false}}""",
            [("kernel:0", Tensor.From([.. Enumerable.Range(0, 24).Select(i => (float)i)], [3, 2, 4, 1]))]);
        Variable kernel = Assert.Single(Model.Load(_path).Weights);
        Assert.Equal("(1, 4, 3, 2)", kernel.Shape.ToString());
        Assert.Equal([0, 4, 8, 12, 16, 20, 1, 5], kernel.Value.AsSpan<float>()[..8].ToArray());      // [h, w, in, out] was [in, out, w, h]
    }

    /// <summary>A block for each gate, side by side; those of gate g are larger by 10 g.</summary>
    private static Tensor Blocks(float[][] block, int gates)
    {
        float[] all = [.. block.SelectMany(row => Enumerable.Range(0, gates).SelectMany(gate => row.Select(value => value + 10 * gate)))];
        return Tensor.From(all, [block.Length, gates * block[0].Length]);
    }

    private void Write(string layer, (string Name, Tensor Value)[] arrays, string backend = "tensorflow")
    {
        var root = new Hdf5NewGroup();
        root.Add(Hdf5Attribute.OfText("keras_version", "2.2.4"));
        root.Add(Hdf5Attribute.OfText("backend", backend));
        root.Add(Hdf5Attribute.OfText("model_config", $$"""{"class_name": "Sequential", "config": {"name": "sequential_1", "layers": [{{layer}}] } }"""));
        Hdf5NewGroup weights = root.AddGroup("model_weights"), group = weights.AddGroup("rnn");
        weights.Add(Hdf5Attribute.OfTexts("layer_names", ["rnn"]));
        weights.Add(Hdf5Attribute.OfText("backend", backend));
        group.Add(Hdf5Attribute.OfTexts("weight_names", [.. arrays.Select(array => $"rnn/{array.Name}")]));
        Hdf5NewGroup inner = group.AddGroup("rnn");
        foreach (var (name, value) in arrays)
        {
            string[] parts = name.Split('/');
            (parts.Length == 1 ? inner : inner.Group(parts[0])).AddDataset(parts[^1], value);
        }
        using FileStream file = File.Create(_path);
        new Hdf5Writer(root).Write(file);
    }
}
