using Heed.Layers;

namespace Heed.Tests.Layers.Preprocessing;

public sealed class IndexLookupTests
{
    [Fact]
    public void Special_tokens_may_stand_in_front_of_the_vocabulary()
    {
        var with = new IndexLookup(null, 2, "", "[OOV]", DType.String, new[] { "", "[OOV]", "[OOV]", "a" });
        var without = new IndexLookup(null, 2, "", "[OOV]", DType.String, new[] { "a" });
        Assert.Equal(with.GetTokens(), without.GetTokens());
        Assert.Equal([3L], with.Apply(new[] { "a" }).ToArray<long>());
    }

    [Fact]
    public void Weights_are_given_for_the_vocabulary_as_it_is()
    {
        Tensor x = new[,] { { "a", "x" } };
        Assert.Equal([7f, 1], new IndexLookup(null, 1, null, "[OOV]", DType.String, new[] { "[OOV]", "a" }, new[] { 7.0, 1 }, outputMode: OutputMode.TfIdf).Apply(x).ToArray<float>());
        Assert.Equal([1f, 1], new IndexLookup(null, 1, null, "[OOV]", DType.String, new[] { "a" }, new[] { 1.0 }, outputMode: OutputMode.TfIdf).Apply(x).ToArray<float>());
    }

    [Fact]
    public void Special_tokens_are_of_the_vocabularys_type() =>
        Assert.Contains("Received 0", Assert.Throws<ArgumentException>(() => new IndexLookup(null, 1, 0, "[OOV]", DType.String)).Message);

    [Fact]
    public void Older_names_of_modes_are_read()
    {
        Layer Read(string mode) => KerasRegistry.Create<Layer>("StringLookup", new Config().With("output_mode", mode));
        Assert.Equal(OutputMode.MultiHot, ((StringLookup)Read("binary")).OutputMode);
        Assert.Equal(OutputMode.TfIdf, ((StringLookup)Read("tf-idf")).OutputMode);
    }
}
