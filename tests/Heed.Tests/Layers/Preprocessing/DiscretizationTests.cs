using Heed.Layers;

namespace Heed.Tests.Layers.Preprocessing;

public sealed class DiscretizationTests
{
    [Fact]
    public void A_boundary_belongs_to_the_bin_above_it() => Assert.Equal(
        [0, 1, 1, 2, 3, 3, 0, 3],
        new Discretization([0, 0.5, 1]).Apply(new[] { -0.1f, 0, 0.4f, 0.5f, 1, 9, float.NegativeInfinity, float.NaN }).ToArray<int>());

    [Fact]
    public void Adapt_finds_quantiles()
    {
        var layer = new Discretization(numBins: 4);
        layer.Adapt(Tensor.From([.. Enumerable.Range(1, 1000).Select(i => (float)i)], [1000]));
        Assert.Equal([250.0, 500, 750], layer.BinBoundaries!, (x, y) => Math.Abs(x - y) < 1e-3);
        Assert.Equal([0, 1, 2, 3], layer.Apply(new[] { 1, 300, 500, 1000 }).ToArray<int>());
    }

    /// <summary>Each merge moves quantiles up by less than epsilon, in Keras too.</summary>
    [Fact]
    public void A_stream_gives_nearly_the_quantiles_of_the_whole()
    {
        var layer = new Discretization(numBins: 4);
        var random = new Random(1);
        layer.Adapt(Enumerable.Range(0, 200).Select(_ => Tensor.From([.. Enumerable.Range(0, 500).Select(_ => random.NextSingle())], [500])));
        Assert.All(layer.BinBoundaries!.Zip([0.25, 0.5, 0.75]), pair => Assert.InRange(pair.First, pair.Second, pair.Second + 0.05));
    }

    /// <summary>Expected: the same formulas in Python, with every number rounded to float32 where NumPy does.</summary>
    [Fact]
    public void Merged_summaries_are_those_of_Keras()
    {
        var layer = new Discretization(numBins: 5, epsilon: 0.02);
        layer.Adapt(Enumerable.Range(0, 7).Select(k => Tensor.From([.. Enumerable.Range(1, 300 + 40 * k).Select(i => (float)Math.Sin(i * (k + 1)))], [300 + 40 * k])));
        Assert.Equal([-0.7947593927383423, -0.2855534255504608, 0.33546531200408936, 0.8129166960716248], layer.BinBoundaries!);
    }

    [Fact]
    public void Steps_end_an_endless_stream()
    {
        var layer = new Discretization(numBins: 2);
        layer.Adapt(Endless(), steps: 2);
        Assert.Equal([1.0], layer.BinBoundaries!);

        static IEnumerable<Tensor> Endless()
        {
            for (int i = 1; ; i++) yield return new[] { (float)i };
        }
    }

    [Fact]
    public void Fewer_numbers_than_bins_give_fewer_boundaries()
    {
        var layer = new Discretization(numBins: 8);
        layer.Adapt(new[] { 3f, 1, 2 });
        Assert.Equal([1.0, 2], layer.BinBoundaries!);
    }

    [Fact]
    public void Counts_are_those_of_the_second_axis() => Assert.Equal(
        [2f, 1, 1, 2], new Discretization([0], outputMode: OutputMode.Count).Apply(new float[,] { { -1, -2, 3 }, { -1, 2, 3 } }).ToArray<float>());

    [Fact]
    public void After_Adapt_a_config_has_both_boundaries_and_a_number_of_bins()
    {
        var layer = new Discretization(numBins: 2, name: "d");
        layer.Adapt(new[] { 1f, 2 });
        const string Config = """{"bin_boundaries":[1.0],"num_bins":2,"epsilon":0.01,"output_mode":"int","sparse":false,"name":"d","dtype":"float32"}""";
        Assert.Equal(Config, layer.GetConfig().Json.ToJsonString());
    }

    [Fact]
    public void Refuses_what_does_not_go_together()
    {
        Assert.Contains("Received both", Assert.Throws<ArgumentException>(() => new Discretization([1], 2)).Message);
        Assert.Contains("Received neither", Assert.Throws<ArgumentException>(() => new Discretization()).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Discretization(numBins: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Discretization(numBins: 2, epsilon: 0));
        Assert.Contains("ascending", Assert.Throws<ArgumentException>(() => new Discretization([2, 1])).Message);
        Assert.Contains("Int, OneHot", Assert.Throws<ArgumentException>(() => new Discretization([1], outputMode: OutputMode.TfIdf)).Message);
        Assert.Contains("dense", Assert.Throws<ArgumentException>(() => new Discretization([1], sparse: true)).Message);
        Assert.Contains("Adapt", Assert.Throws<ArgumentException>(() => new Discretization(numBins: 2).Apply(new[] { 1f })).Message);
        Assert.Contains("nothing to learn", Assert.Throws<ArgumentException>(() => new Discretization([1]).Adapt(new[] { 1f })).Message);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => new Discretization(numBins: 2).Adapt(new[] { float.NaN })).Message);
        Assert.Contains("strings", Assert.Throws<ArgumentException>(() => new Discretization([1]).Apply(new[] { "a" })).Message);
    }
}
