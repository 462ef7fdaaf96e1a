using Heed.Layers;

namespace Heed.Tests.Layers.Preprocessing;

public sealed class FeatureSpaceTests
{
    private static readonly Tensors Table = new Dictionary<string, Tensor>
    {
        ["age"] = new[] { 20f, 40, 60, 80 },
        ["size"] = new[] { 1f, 3, 1, 3 },
        ["kind"] = new[] { "b", "a", "b", "c" },
    };

    [Fact]
    public void Features_are_put_together_in_the_order_of_their_names()
    {
        FeatureSpace space = Space();
        space.Adapt(Table);
        Tensor y = space.Invoke(Table);
        Assert.Equal([4, 2 + 4 + 1 + 5], y.Shape);     // age in 2 bins, kind of 3 words and strangers, size, the cross in 5 bins
        Assert.Equal([1f, 0, 0, 1, 0, 0, -1], y[0].ToArray<float>()[..7]);
        Assert.Equal(1, y[0].ToArray<float>()[7..].Sum());
    }

    [Fact]
    public void Batches_teach_what_the_whole_teaches()
    {
        FeatureSpace whole = Space(), parts = Space();
        whole.Adapt(Table);
        parts.Adapt(new[] { 0, 2 }.Select(start => Table.WithSame(column => column[start..(start + 2)])));
        Assert.Equal(((Tensor)whole.Invoke(Table)).ToArray<float>(), ((Tensor)parts.Invoke(Table)).ToArray<float>());
    }

    [Fact]
    public void A_single_sample_has_no_batch()
    {
        FeatureSpace space = Space();
        space.Adapt(Table);
        Tensor y = space.Invoke(new Dictionary<string, Tensor> { ["age"] = Tensor.FromScalar(20f), ["size"] = Tensor.FromScalar(1f), ["kind"] = Tensor.FromScalar("b") });
        Assert.Equal(((Tensor)space.Invoke(Table))[0].ToArray<float>(), y.ToArray<float>());
        Assert.Equal([12], y.Shape);
    }

    [Fact]
    public void By_name_features_keep_their_own_form()
    {
        var space = new FeatureSpace(new Dictionary<string, FeatureChoice>
        {
            ["kind"] = FeatureSpace.StringCategorical(outputMode: FeatureMode.Int),
            ["size"] = FeatureSpace.FloatRescaled(2, offset: 1),
        }, FeatureSpaceOutput.Dict);
        Tensors table = new Dictionary<string, Tensor> { ["size"] = Table["size"], ["kind"] = Table["kind"] };
        space.Adapt(table);
        Tensors y = space.Invoke(table);
        Assert.Equal(["kind", "size"], y.Names!);
        Assert.Equal([1L, 3, 1, 2], y["kind"].ToArray<long>());
        Assert.Equal([3f, 7, 3, 7], y["size"].ToArray<float>());
    }

    [Fact]
    public void Encoded_features_begin_a_model()
    {
        FeatureSpace space = Space();
        space.Adapt(Table);
        var model = new Model(space.GetInputs(), space.GetEncodedFeatures());
        Tensors columns = Table.WithSame(column => Heed.Ops.ExpandDims(column, -1));
        Assert.Equal(((Tensor)space.Invoke(Table)).ToArray<float>(), ((Tensor)model.Predict(columns)).ToArray<float>());
    }

    [Fact]
    public void A_layer_of_ones_own_prepares_a_feature()
    {
        var space = new FeatureSpace(new Dictionary<string, FeatureChoice>
        {
            ["text"] = new Feature(DType.String, new TextVectorization(outputMode: OutputMode.TfIdf), FeatureMode.Float),
        });
        Tensors table = new Dictionary<string, Tensor> { ["text"] = new[] { "1st string", "2nd string" } };
        space.Adapt(table);
        Assert.Equal([2, 4], ((Tensor)space.Invoke(table)).Shape);
    }

    [Fact]
    public void Config_makes_an_equal_space_and_notes_its_features()
    {
        FeatureSpace space = Space();
        space.Adapt(Table);
        string json = KerasRegistry.Serialize(space).ToJsonString();
        var copy = (FeatureSpace)KerasRegistry.Deserialize<Layer>(System.Text.Json.Nodes.JsonNode.Parse(json)!);
        Assert.Equal(json, KerasRegistry.Serialize(copy).ToJsonString());
        Assert.Contains("\"build_config\":{\"age\":{\"input_shape\":[null,1]},\"size\":{\"input_shape\":[4,1]},\"kind\":{}}", json);
        Assert.Contains("\"class_name\":\"Cross\",\"config\":{\"feature_names\":[\"kind\",\"age\"],\"crossing_dim\":5,\"output_mode\":\"one_hot\"},\"registered_name\":\"Cross\"", json);
    }

    [Fact]
    public void Refuses_features_that_there_are_not()
    {
        Assert.Throws<ArgumentException>(() => new FeatureSpace(new Dictionary<string, FeatureChoice>()));
        Assert.Contains("'float_rounded'", Assert.Throws<ArgumentException>(() => new FeatureSpace(new Dictionary<string, FeatureChoice> { ["a"] = "float_rounded" })).Message);
        Assert.Contains("'b'", Assert.Throws<ArgumentException>(() => new FeatureSpace(new Dictionary<string, FeatureChoice> { ["a"] = "float" }, crosses: [new(["a", "b"])])).Message);
        Assert.Throws<ArgumentException>(() => new Cross(["a"]));
        FeatureSpace space = Space();
        Assert.Contains("'age'", Assert.Throws<ArgumentException>(() => space.Adapt(new Dictionary<string, Tensor> { ["kind"] = Table["kind"] })).Message);
        space.Adapt(Table);
        Assert.Contains("by name", Assert.Throws<ArgumentException>(() => space.Invoke(Table["age"])).Message);
    }

    [Fact]
    public void Refuses_to_run_before_it_has_learned() => Assert.Contains("Adapt", Assert.Throws<InvalidOperationException>(() => Space().Invoke(Table)).Message);

    [Fact]
    public void Refuses_to_put_together_what_is_not_encoded()
    {
        var space = new FeatureSpace(new Dictionary<string, FeatureChoice> { ["kind"] = FeatureSpace.StringHashed(5, FeatureMode.Int) });
        Assert.Contains("feature 'kind' of type int64", Assert.Throws<ArgumentException>(() => space.Invoke(new Dictionary<string, Tensor> { ["kind"] = Table["kind"] })).Message);
        Assert.Contains("how many categories", Assert.Throws<ArgumentException>(() => new FeatureSpace(new Dictionary<string, FeatureChoice>
        {
            ["n"] = new Feature(DType.Int32, new Identity(), FeatureMode.OneHot),
        }).Invoke(new Dictionary<string, Tensor> { ["n"] = new[] { 1 } })).Message);
    }

    private static FeatureSpace Space() => new(new Dictionary<string, FeatureChoice>
    {
        ["age"] = FeatureSpace.FloatDiscretized(2),
        ["size"] = "float_normalized",
        ["kind"] = "string_categorical",
    }, crosses: [new(["kind", "age"], 5)]);
}
