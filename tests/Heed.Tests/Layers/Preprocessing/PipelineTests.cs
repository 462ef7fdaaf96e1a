using Heed.Layers;

namespace Heed.Tests.Layers.Preprocessing;

public sealed class PipelineTests
{
    private static readonly float[,] Ones = { { 1, 1, 1, 1, 1, 1, 1, 1 } };

    [Fact]
    public void Layers_follow_one_another() =>
        Assert.Equal([0f, 1, 0, 0, 0, 1], new Pipeline([new StringLookup(vocabulary: new[] { "a", "b" }), new CategoryEncoding(3, OutputMode.OneHot)])
            .Apply(new[] { "a", "b" }).ToArray<float>());

    [Fact]
    public void It_trains_unless_told_otherwise()
    {
        var pipeline = new Pipeline([new Dropout(0.5, seed: 1)]);
        Assert.Contains(0f, pipeline.Apply(Ones).ToArray<float>());
        Assert.DoesNotContain(0f, pipeline.Apply(Ones, training: false).ToArray<float>());
        var inside = new Pipeline([pipeline]);
        Assert.DoesNotContain(0f, inside.Apply(Ones, training: false).ToArray<float>());
    }

    [Fact]
    public void A_mask_reaches_the_layer_that_takes_one()
    {
        var pipeline = new Pipeline([new Softmax(), new Dense(2)]);
        Tensor mask = new bool[,] { { true, true, false } };
        Tensor given = new Pipeline([new Softmax()]).Apply(new[,] { { 1f, 1, 5 } }, mask);
        Assert.Equal([0.5f, 0.5f, 0], given.ToArray<float>());
        Tensor carrying = new[,] { { 1f, 1, 5 } };
        carrying.Mask = mask;
        Assert.Equal([0.5f, 0.5f, 0], new Pipeline([new Softmax()]).Apply(carrying).ToArray<float>());
        Assert.NotNull(pipeline.Apply(carrying).Mask);
    }

    [Fact]
    public void Weights_of_its_layers_are_its_own()
    {
        var pipeline = new Pipeline([new Dense(3), new Dense(2)], name: "p");
        pipeline.BuildFor([Dim.Unknown, 4]);
        Assert.Equal(4, pipeline.Weights.Count);
        Assert.StartsWith("p/dense", pipeline.Weights[0].Path);
    }

    [Fact]
    public void Refuses_to_be_empty()
    {
        Assert.Contains("at least one layer", Assert.Throws<ArgumentException>(() => new Pipeline([])).Message);
        Assert.Contains("'layers'", Assert.Throws<ArgumentException>(() => KerasRegistry.Create<Layer>("Pipeline", new Config())).Message);
    }
}
