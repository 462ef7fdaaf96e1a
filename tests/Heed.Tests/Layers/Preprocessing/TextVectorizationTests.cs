using Heed.Layers;

namespace Heed.Tests.Layers.Preprocessing;

public sealed class TextVectorizationTests
{
    /// <summary>The example in Keras's documentation.</summary>
    [Fact]
    public void Numbers_are_those_of_Keras()
    {
        var layer = new TextVectorization(maxTokens: 5000, outputSequenceLength: 4);
        layer.Adapt(new[] { "foo bar", "bar baz", "baz bada boom" });
        Assert.Equal([4L, 1, 3, 0, 1, 2, 0, 0], layer.Apply(new[,] { { "foo qux bar" }, { "qux baz" } }).ToArray<long>());
        Assert.Equal(["", "[UNK]", "baz", "bar", "foo", "boom", "bada"], layer.GetVocabulary());
        Assert.Equal(7, layer.VocabularySize);
    }

    [Fact]
    public void Without_a_length_rows_are_as_long_as_the_longest()
    {
        var layer = new TextVectorization(vocabulary: new[] { "a", "b" });
        Assert.Equal([2, 3], layer.Apply(new[] { "a b a", "b" }).Shape);
        Assert.Equal([1, 0], layer.Apply(new[] { "" }).Shape);
        Assert.Equal([0, 0], layer.Apply(new string[0]).Shape);
        Assert.Equal([2L, 3], layer.Apply(Tensor.FromScalar("a b")).ToArray<long>());
        Assert.Equal([Dim.Unknown, Dim.Unknown], layer.Apply(Tensor.Symbolic([Dim.Unknown, 1], DType.String)).Shape);
    }

    [Fact]
    public void Pairs_come_behind_single_words()
    {
        var layer = new TextVectorization(ngrams: 2, vocabulary: new[] { "a", "b", "a b", "b a" });
        Assert.Equal([2L, 3, 2, 4, 5], layer.Apply(new[] { "a b a" }).ToArray<long>());
        Assert.Equal([4L, 5], new TextVectorization(ngrams: new[] { 2 }, vocabulary: new[] { "a", "b", "a b", "b a" }).Apply(new[] { "a b a" }).ToArray<long>());
    }

    [Fact]
    public void Unsplit_tokens_of_a_row_belong_together()
    {
        var layer = new TextVectorization(split: TextSplitting.None, ngrams: new[] { 2 }, vocabulary: new[] { "new york" });
        Assert.Equal([1L, 2], layer.Apply(new[,] { { "In", "New", "York" } }).ToArray<long>());
        Assert.Equal([2, 3], new TextVectorization(split: TextSplitting.None, vocabulary: new[] { "a" }).Apply(new[,] { { "a", "b", "a" }, { "", "a", "b" } }).Shape);
    }

    [Fact]
    public void One_hot_rows_are_filled_with_zeros()
    {
        Tensor y = new TextVectorization(outputMode: OutputMode.OneHot, vocabulary: new[] { "a" }).Apply(new[] { "a x", "a" });
        Assert.Equal([2, 2, 2], y.Shape);
        Assert.Equal([0L, 1, 1, 0, 0, 1, 0, 0], y.ToArray<long>());
    }

    [Fact]
    public void Documents_are_counted_for_the_weights()
    {
        var layer = new TextVectorization(outputMode: OutputMode.TfIdf);
        layer.Adapt(new[] { "a a b", "a" });
        Assert.Equal(["[UNK]", "a", "b"], layer.GetVocabulary());
        Assert.Equal(2 * MathF.Log(1 + 2f / 3), layer.Apply(new[] { "a a" }).ToArray<float>()[1], 1e-6f);
    }

    [Fact]
    public void A_stream_of_batches_gives_what_the_whole_gives()
    {
        string[] texts = [.. Enumerable.Range(0, 300).Select(i => $"all {i % 7} even{i % 2} w{i % 50}")];
        TextVectorization whole = new(maxTokens: 30), parts = new(maxTokens: 30);
        whole.Adapt(texts);
        parts.Adapt(texts.Chunk(13).Select(chunk => (Tensor)chunk));
        Assert.Equal(whole.GetVocabulary(), parts.GetVocabulary());
    }

    [Fact]
    public void Many_texts_are_split_as_few()
    {
        string[] texts = [.. Enumerable.Range(0, 500).Select(i => string.Join(' ', Enumerable.Range(0, i % 9).Select(j => $"w{(i * j) % 40}")))];
        var layer = new TextVectorization(outputSequenceLength: 8, vocabulary: Enumerable.Range(0, 30).Select(i => $"w{i}").ToArray());
        Assert.Equal(texts.SelectMany(text => layer.Apply(new[] { text }).ToArray<long>()), layer.Apply(texts).ToArray<long>());
    }

    [Fact]
    public void Functions_of_ones_own_are_named_in_configs()
    {
        var spoken = new TextStandardization("spoken_test", text => text.Replace('-', ' '));
        var commas = new TextSplitting("commas_test", text => text.Split(','));
        KerasRegistry.Register("spoken_test", _ => spoken);
        KerasRegistry.Register("commas_test", _ => commas);
        var layer = new TextVectorization(standardize: spoken, split: commas, vocabulary: new[] { "a b", "c" });
        Assert.Equal([2L, 0, 3], layer.Apply(new[] { "a-b,,c" }).ToArray<long>());
        Layer copy = KerasRegistry.Create<Layer>("TextVectorization", layer.GetConfig());
        Assert.Equal([2L, 3], copy.Apply(new[] { "a-b,c" }).ToArray<long>());
        Assert.Contains("a name", Assert.Throws<ArgumentException>(() => new TextVectorization(split: new Func<string, IEnumerable<string>>(text => [text])).GetConfig()).Message);
    }

    [Fact]
    public void Texts_go_through_a_model()
    {
        Tensor text = Input.Of([1], dtype: DType.String);
        Tensor numbers = text.Then(new TextVectorization(outputSequenceLength: 3, vocabulary: new[] { "good", "bad" }));
        var model = new Model(text, numbers.Then(new Embedding(4, 2)).Then(new Flatten()));
        Assert.Equal([2, 6], ((Tensor)model.Predict(new[,] { { "good" }, { "bad good" } })).Shape);
    }

    [Fact]
    public void Refuses_what_it_cannot_do()
    {
        Assert.Contains("rectangular", Assert.Throws<ArgumentException>(() => new TextVectorization(ragged: true)).Message);
        Assert.Contains("dense", Assert.Throws<ArgumentException>(() => new TextVectorization(sparse: true)).Message);
        Assert.Contains("outputMode: Int", Assert.Throws<ArgumentException>(() => new TextVectorization(outputMode: OutputMode.Count, outputSequenceLength: 3)).Message);
        Assert.Contains("'lower'", Assert.Throws<ArgumentException>(() => new TextVectorization(standardize: "upper")).Message);
        Assert.Contains("'whitespace'", Assert.Throws<ArgumentException>(() => new TextVectorization(split: "commas")).Message);
        Assert.Throws<ArgumentException>(() => new TextVectorization(ngrams: 0));
        Assert.Throws<ArgumentException>(() => new TextVectorization(ngrams: Array.Empty<int>()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextVectorization(outputSequenceLength: 0));
        Assert.Contains("Adapt", Assert.Throws<InvalidOperationException>(() => new TextVectorization().Apply(new[] { "a" })).Message);
    }

    [Fact]
    public void Refuses_inputs_that_are_no_texts()
    {
        var layer = new TextVectorization(vocabulary: new[] { "a" });
        Assert.Contains("TextSplitting.None", Assert.Throws<ShapeException>(() => layer.Apply(new[,] { { "a", "b" } })).Message);
        Assert.Contains("expects strings", Assert.Throws<ArgumentException>(() => layer.Apply(new[] { 1 })).Message);
        Assert.Contains("null at element 1", Assert.Throws<ArgumentException>(() => layer.Apply(Tensor.From<string>(["a", null!], [2]))).Message);
        Assert.Contains("surrogate", Assert.Throws<ArgumentException>(() => layer.Apply(new[] { "a \ud83d" })).Message);
        Assert.Contains("nothing to learn", Assert.Throws<ArgumentException>(() => layer.Adapt(new[] { "a" })).Message);
    }
}
