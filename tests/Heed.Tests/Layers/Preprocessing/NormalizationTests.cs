using Heed.Layers;

using NormalizationLayer = Heed.Layers.Normalization;

namespace Heed.Tests.Layers.Preprocessing;

public sealed class NormalizationTests
{
    private static readonly float[,] Table = { { 0, 7, 4 }, { 2, 9, 6 }, { 0, 7, 4 }, { 2, 9, 6 } };

    [Fact]
    public void Adapt_learns_mean_and_variance_of_each_feature()
    {
        var layer = new NormalizationLayer();
        layer.Adapt(Table);
        Assert.Equal([-1f, -1, -1], layer.Apply(new float[,] { { 0, 7, 4 } }).ToArray<float>());
        Assert.Equal(["mean", "variance", "count"], layer.Weights.Select(weight => weight.Name));
        Assert.Empty(layer.TrainableWeights);
        Assert.Equal([1f, 8, 5], layer.Weights[0].Value.ToArray<float>());
    }

    [Fact]
    public void Batches_of_different_lengths_give_what_the_whole_gives()
    {
        Layer whole = Adapted(layer => layer.Adapt(Table)), parts = Adapted(layer => layer.Adapt(Stream()));
        Assert.Equal(whole.Weights[1].Value.ToArray<float>(), parts.Weights[1].Value.ToArray<float>().Select(x => MathF.Round(x, 5)));

        static IEnumerable<Tensor> Stream()
        {
            yield return Tensor.From(Table)[..1];
            yield return Tensor.From(Table)[1..];
        }
        static NormalizationLayer Adapted(Action<NormalizationLayer> adapt)
        {
            var layer = new NormalizationLayer();
            adapt(layer);
            return layer;
        }
    }

    [Fact]
    public void Inverse_undoes_it()
    {
        Tensor x = Table;
        var there = new NormalizationLayer();
        var back = new NormalizationLayer(invert: true);
        there.Adapt(x);
        back.Adapt(x);
        Assert.Equal(x.ToArray<float>(), back.Apply(there.Apply(x)).ToArray<float>());
    }

    [Fact]
    public void No_axis_means_one_mean_for_all()
    {
        var layer = new NormalizationLayer(axis: []);
        layer.Adapt(new float[,] { { 1, 3 }, { 5, 7 } });
        Assert.Equal(4f, layer.Weights[0].Value.Item<float>());
        Assert.Equal(5f, layer.Weights[1].Value.Item<float>());
    }

    [Fact]
    public void A_mean_with_fewer_axes_goes_to_the_last_kept_one() => Assert.Equal([0f, 0, -1, -1], new NormalizationLayer([1, 2], mean: new[] { 1.0, 2 }, variance: new[] { 1.0, 1 })
        .Apply(new float[,,] { { { 1, 2 }, { 0, 1 } } }).ToArray<float>());

    [Fact]
    public void Constant_features_are_divided_by_the_smallest_deviation() =>
        Assert.Equal(1e7f, new NormalizationLayer([], mean: 0.0, variance: 0.0).Apply(new float[] { 1 }).ToArray<float>()[0], 1f);

    [Fact]
    public void Config_keeps_the_numbers_as_they_were_given()
    {
        string config = new NormalizationLayer([], mean: 3, variance: 2.0, name: "n").GetConfig().Json.ToJsonString();
        Assert.EndsWith("""
            "axis":[],"invert":false,"mean":3,"variance":2.0}
            """, config);
        Assert.Equal(config, KerasRegistry.Create<Layer>("Normalization", new Config(System.Text.Json.Nodes.JsonNode.Parse(config)!.AsObject())).GetConfig().Json.ToJsonString());
    }

    [Fact]
    public void Refuses_what_does_not_go_together()
    {
        Assert.Contains("mean and variance together", Assert.Throws<ArgumentException>(() => new NormalizationLayer(mean: 1.0)).Message);
        Assert.Throws<ShapeException>(() => new NormalizationLayer(mean: new[] { 1.0, 2 }, variance: 1.0));
        Assert.Throws<ShapeException>(() => new NormalizationLayer([], mean: new[] { 1.0 }, variance: new[] { 1.0 }));
        Assert.Contains("variance of at least 0", Assert.Throws<ArgumentException>(() => new NormalizationLayer([], mean: 1.0, variance: -1.0)).Message);
        Assert.Throws<ShapeException>(() => new NormalizationLayer([3]).Apply(Table));
        Assert.Throws<ShapeException>(() => new NormalizationLayer(mean: new[] { 1.0, 2 }, variance: new[] { 1.0, 2 }).Apply(Table));
        Assert.Throws<ShapeException>(() => new NormalizationLayer([0]).BuildFor([Dim.Unknown, 3]));
    }

    [Fact]
    public void Refuses_data_that_it_cannot_learn_from()
    {
        Assert.Contains("at least one batch", Assert.Throws<ArgumentException>(() => new NormalizationLayer().Adapt([])).Message);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => new NormalizationLayer().Adapt(new[,] { { float.NaN } })).Message);
        Assert.Contains("empty", Assert.Throws<ArgumentException>(() => new NormalizationLayer().Adapt(new float[0, 3])).Message);
        Assert.Contains("nothing to learn", Assert.Throws<ArgumentException>(() => new NormalizationLayer([], 0.0, 1.0).Adapt(Table)).Message);
        Assert.Throws<ShapeException>(() => new NormalizationLayer().Adapt([Table, new float[2, 2]]));
    }
}
