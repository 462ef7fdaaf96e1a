using Heed.Layers;

namespace Heed.Tests.Layers.Preprocessing;

public sealed class CategoryEncodingTests
{
    private static readonly CallArguments Weighted = CallArguments.None.With("count_weights", Tensor.From(new[,] { { 0.5f, 0.25f, 2 } }));

    [Fact]
    public void Multi_hot_notes_and_count_counts()
    {
        Tensor x = new[,] { { 1, 2, 1 }, { -1, 0, 0 } };
        Assert.Equal([0f, 1, 1, 1, 0, 0], new CategoryEncoding(3).Apply(x).ToArray<float>());
        Assert.Equal([0f, 2, 1, 2, 0, 0], new CategoryEncoding(3, OutputMode.Count).Apply(x).ToArray<float>());
    }

    [Fact]
    public void One_hot_encodes_along_a_last_axis_of_length_1()
    {
        Assert.Equal([2, 3], new CategoryEncoding(3, OutputMode.OneHot).Apply(new[,] { { 1 }, { 2 } }).Shape);
        Assert.Equal([2, 2, 3], new CategoryEncoding(3, OutputMode.OneHot).Apply(new[,] { { 1, 0 }, { 2, 1 } }).Shape);
        Assert.Equal([1, 3], new CategoryEncoding(3, OutputMode.OneHot).Apply(new[] { 1 }).Shape);
    }

    [Fact]
    public void A_vector_is_one_sample() => Assert.Equal([1f, 2, 0], new CategoryEncoding(3, OutputMode.Count).Apply(new[] { 1, 0, 1 }).ToArray<float>());

    [Fact]
    public void Weights_count_and_have_a_gradient()
    {
        Tensor weights = new[,] { { 0.5f, 0.25f, 2 } };
        using var tape = new Tape();
        tape.Watch(weights);
        Tensor y = new CategoryEncoding(3, OutputMode.Count).Invoke(new[,] { { 1, 2, 1 } }, CallArguments.None.With("count_weights", weights));
        Assert.Equal([0f, 2.5f, 0.25f], y.ToArray<float>());
        Assert.Equal([10f, 100, 10], tape.Gradients(Heed.Ops.Sum(y * new[] { 1f, 10, 100 }), [weights])[0]!.ToArray<float>());
    }

    [Fact]
    public void Negative_numbers_have_no_weight() =>
        Assert.Equal([0f, 0.5f, 2], ((Tensor)new CategoryEncoding(3, OutputMode.Count).Invoke(new[,] { { 1, -1, 2 } }, Weighted)).ToArray<float>());

    [Fact]
    public void Many_rows_are_encoded_as_few()
    {
        var random = new Random(1);
        Tensor x = Tensor.From([.. Enumerable.Range(0, 6000).Select(_ => random.Next(40))], [2000, 3]);
        Tensor y = new CategoryEncoding(40, OutputMode.Count).Apply(x);
        Assert.Equal(Heed.Ops.Sum(Heed.Ops.OneHot(x, 40), 1).ToArray<float>(), y.ToArray<float>());
    }

    [Fact]
    public void Refuses_numbers_outside_and_weights_that_do_not_count()
    {
        Assert.Contains("below its numTokens 3. Received 3", Assert.Throws<ArgumentOutOfRangeException>(() => new CategoryEncoding(3).Apply(new[] { 3 })).Message);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => new CategoryEncoding(3).Apply(new[] { float.NaN })).Message);
        Assert.Contains("strings", Assert.Throws<ArgumentException>(() => new CategoryEncoding(3).Apply(new[] { "a" })).Message);
        Assert.Contains("outputMode: Count", Assert.Throws<ArgumentException>(() => new CategoryEncoding(3).Invoke(new[,] { { 1, 2, 1 } }, Weighted)).Message);
        Assert.Throws<ShapeException>(() => new CategoryEncoding(3, OutputMode.Count).Invoke(new[,] { { 1, 2 } }, Weighted));
    }

    [Fact]
    public void Refuses_settings_that_make_no_sense()
    {
        Assert.Contains("IntegerLookup", Assert.Throws<ArgumentException>(() => new CategoryEncoding()).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoryEncoding(0));
        Assert.Throws<ArgumentException>(() => new CategoryEncoding(3, OutputMode.Int));
        Assert.Throws<ArgumentException>(() => new CategoryEncoding(3, sparse: true));
    }
}
