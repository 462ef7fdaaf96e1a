using Heed.Layers;

namespace Heed.Tests.Layers.Preprocessing;

public sealed class StringLookupTests
{
    private static readonly string[] Words = ["fox", "dog", "cat"];
    private static readonly Tensor Text = new[,] { { "dog", "owl", "" }, { "cat", "cat", "fox" } };

    [Fact]
    public void Numbers_begin_behind_the_special_tokens()
    {
        Assert.Equal([2L, 0, 0, 3, 3, 1], new StringLookup(vocabulary: Words).Apply(Text).ToArray<long>());
        Assert.Equal([3L, 1, 0, 4, 4, 2], new StringLookup(maskToken: "", vocabulary: Words).Apply(Text).ToArray<long>());
        Assert.Equal(["", "[UNK]", "fox", "dog", "cat"], new StringLookup(maskToken: "", vocabulary: Words).GetVocabulary());
        Assert.Equal(Words, new StringLookup(maskToken: "", vocabulary: Words).GetVocabulary(includeSpecialTokens: false));
        Assert.Equal(2, new StringLookup(vocabulary: Words).Apply(Tensor.FromScalar("dog")).Item<long>());
    }

    [Fact]
    public void A_mask_token_has_no_place_in_a_vector() => Assert.Equal(
        [1L, 0, 1, 0, 0, 1, 0, 2], new StringLookup(maskToken: "", vocabulary: Words, outputMode: OutputMode.Count).Apply(Text).ToArray<long>());

    [Fact]
    public void Inverse_gives_the_words_back()
    {
        var there = new StringLookup(maskToken: "", vocabulary: Words);
        var back = new StringLookup(maskToken: "", vocabulary: there.GetVocabulary(), invert: true);
        Assert.Equal(["dog", "[UNK]", "", "cat", "cat", "fox"], back.Apply(there.Apply(Text)).ToArray<string>());
        Assert.Equal(["[UNK]", "[UNK]"], back.Apply(new[] { 99, -1 }).ToArray<string>());
    }

    [Fact]
    public void Adapt_orders_by_count_then_by_code_points_downwards()
    {
        var layer = new StringLookup();
        layer.Adapt(new[] { "b", "a", "c", "b", "\uffff", "😀" });
        Assert.Equal(["[UNK]", "b", "😀", "\uffff", "c", "a"], layer.GetVocabulary());
    }

    [Fact]
    public void Adapt_keeps_the_most_frequent_and_no_special_tokens()
    {
        var layer = new StringLookup(maxTokens: 4, maskToken: "");
        layer.Adapt([new[] { "a", "b", "b", "" }, new[,] { { "c", "c", "[UNK]" }, { "b", "", "" } }]);
        Assert.Equal(["", "[UNK]", "b", "c"], layer.GetVocabulary());
        Assert.Equal(4, layer.VocabularySize);
    }

    [Fact]
    public void A_second_Adapt_forgets_the_first()
    {
        var layer = new StringLookup();
        layer.Adapt(new[] { "a", "b" });
        layer.Adapt(new[] { "c" });
        Assert.Equal(["[UNK]", "c"], layer.GetVocabulary());
    }

    /// <summary>"a" occurs in both documents, "b" in one: log(1 + 2/3) and log(1 + 2/2); strangers weigh their mean.</summary>
    [Fact]
    public void Rare_words_weigh_more()
    {
        var layer = new StringLookup(outputMode: OutputMode.TfIdf);
        layer.Adapt([new[,] { { "a", "a", "b" }, { "a", "a", "a" } }]);
        float a = MathF.Log(1 + 2f / 3), b = MathF.Log(2);
        Assert.Equal(["[UNK]", "a", "b"], layer.GetVocabulary());
        Assert.Equal([(a + b) / 2, 2 * a, 0], layer.Apply(new[] { "a", "a", "x" }).ToArray<float>(), (x, y) => Math.Abs(x - y) < 1e-6);
    }

    [Fact]
    public void Strangers_share_places_by_their_hash()
    {
        long[] places = new StringLookup(numOovIndices: 3, vocabulary: Words).Apply(new[] { "owl", "bee", "ant", "fox" }).ToArray<long>();
        long[] hashes = new Hashing(3).Apply(new[] { "owl", "bee", "ant" }).ToArray<long>();
        Assert.Equal([.. hashes, 3], places);
    }

    [Fact]
    public void Words_come_from_the_lines_of_a_file()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "fox\r\ndog\nd\u00e9j\u00e0\n", System.Text.Encoding.Latin1);
            var layer = new StringLookup(vocabulary: path, encoding: "latin-1");
            Assert.Equal(["[UNK]", "fox", "dog", "déjà"], layer.GetVocabulary());
            Assert.Null(layer.GetConfig().Json["vocabulary"]);
            Assert.Contains("idfWeights", Assert.Throws<ArgumentException>(() => new StringLookup(vocabulary: path, outputMode: OutputMode.TfIdf)).Message);
        }
        finally
        {
            File.Delete(path);
        }
        Assert.Contains("does not exist", Assert.Throws<ArgumentException>(() => new StringLookup(vocabulary: path)).Message);
    }

    [Fact]
    public void A_file_in_a_config_is_refused() => Assert.Contains("outside", Assert.Throws<ArgumentException>(
        () => KerasRegistry.Create<Layer>("StringLookup", new Config().With("vocabulary", "/etc/passwd"))).Message);

    [Fact]
    public void Assets_carry_a_learned_vocabulary_and_its_weights()
    {
        var layer = new StringLookup(maxTokens: 6, outputMode: OutputMode.TfIdf, padToMaxTokens: true);
        layer.Adapt(new[] { "a", "b", "b" });
        IAssetOwner owner = layer;
        var file = new MemoryStream();
        owner.SaveAssets(_ => file);
        var copy = (StringLookup)KerasRegistry.Create<Layer>("StringLookup", layer.GetConfig());
        foreach ((string name, Tensor value) in owner.OwnVariables) ((IAssetOwner)copy).LoadOwnVariable(name, value);
        ((IAssetOwner)copy).LoadAssets(_ => new MemoryStream(file.ToArray()));

        Assert.True(owner.HasAssets);
        Assert.Equal(layer.GetVocabulary(), copy.GetVocabulary());
        Tensor x = new[,] { { "a", "b", "x" } };
        Assert.Equal(layer.Apply(x).ToArray<float>(), copy.Apply(x).ToArray<float>());
        Assert.False(((IAssetOwner)new StringLookup(vocabulary: Words)).HasAssets);
    }

    [Fact]
    public void Vectors_keep_their_length()
    {
        var layer = new StringLookup(vocabulary: Words, outputMode: OutputMode.MultiHot);
        layer.SetVocabulary(new[] { "a", "b", "c" });
        Assert.Contains("size 4", Assert.Throws<InvalidOperationException>(() => layer.SetVocabulary(new[] { "a" })).Message);
    }

    [Fact]
    public void A_restored_layer_knows_the_length_of_its_vectors_before_its_words()
    {
        var layer = new StringLookup(outputMode: OutputMode.MultiHot);
        layer.Adapt(new[] { "a", "b" });
        Layer copy = KerasRegistry.Create<Layer>("StringLookup", layer.GetConfig());
        Assert.Equal([Dim.Unknown, 3], copy.Apply(Tensor.Symbolic([Dim.Unknown, 5], DType.String)).Shape);
    }

    [Fact]
    public void Refuses_vocabularies_that_are_none()
    {
        Assert.Contains("at least one entry", Assert.Throws<ArgumentException>(() => new StringLookup(vocabulary: Array.Empty<string>())).Message);
        Assert.Contains("'a' more than once", Assert.Throws<ArgumentException>(() => new StringLookup(vocabulary: new[] { "a", "b", "a" })).Message);
        Assert.Contains("mask token 'b'", Assert.Throws<ArgumentException>(() => new StringLookup(maskToken: "b", vocabulary: new[] { "a", "b" })).Message);
        Assert.Contains("OOV token '[UNK]'", Assert.Throws<ArgumentException>(() => new StringLookup(vocabulary: new[] { "a", "[UNK]" }, invert: true)).Message);
        Assert.Contains("at most maxTokens 2", Assert.Throws<ArgumentException>(() => new StringLookup(2, vocabulary: Words)).Message);
        Assert.Contains("Received 3 at place 0", Assert.Throws<ArgumentException>(() => new StringLookup(vocabulary: new[] { 3 })).Message);
        Assert.Contains("null at place 1", Assert.Throws<ArgumentException>(() => new StringLookup(vocabulary: new[] { "a", null })).Message);
        Assert.Contains("surrogate", Assert.Throws<ArgumentException>(() => new StringLookup(vocabulary: new[] { "\udc00" })).Message);
    }

    [Fact]
    public void Refuses_settings_that_do_not_go_together()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StringLookup(maxTokens: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StringLookup(numOovIndices: -1));
        Assert.Throws<ArgumentException>(() => new StringLookup(padToMaxTokens: true));
        Assert.Throws<ArgumentException>(() => new StringLookup(invert: true, outputMode: OutputMode.Count));
        Assert.Throws<ArgumentException>(() => new StringLookup(invert: true, oovToken: null));
        Assert.Throws<ArgumentException>(() => new StringLookup(vocabulary: Words, idfWeights: new[] { 1.0, 2, 3 }));
        Assert.Throws<ArgumentException>(() => new StringLookup(vocabulary: Words, outputMode: OutputMode.TfIdf));
        Assert.Throws<ArgumentException>(() => new StringLookup(vocabulary: Words, idfWeights: new[] { 1.0 }, outputMode: OutputMode.TfIdf));
        Assert.Throws<ArgumentException>(() => new StringLookup(sparse: true));
        Assert.Contains("'ebcdic-x'", Assert.Throws<ArgumentException>(() => new StringLookup(encoding: "ebcdic-x")).Message);
    }

    [Fact]
    public void Refuses_inputs_that_are_no_words()
    {
        var layer = new StringLookup(vocabulary: Words);
        Assert.Contains("expects strings", Assert.Throws<ArgumentException>(() => layer.Apply(new[] { 1 })).Message);
        Assert.Contains("null at element 1", Assert.Throws<ArgumentException>(() => layer.Apply(Tensor.From<string>(["fox", null!], [2]))).Message);
        Assert.Contains("surrogate", Assert.Throws<ArgumentException>(() => layer.Apply(new[] { "x\ud800" })).Message);
        Assert.Contains("no place for others", Assert.Throws<ArgumentException>(() => new StringLookup(numOovIndices: 0, vocabulary: Words).Apply(new[] { "owl" })).Message);
        Assert.Contains("Adapt", Assert.Throws<InvalidOperationException>(() => new StringLookup().Apply(Text)).Message);
        Assert.Contains("nothing to learn", Assert.Throws<ArgumentException>(() => layer.Adapt(Text)).Message);
    }

    [Fact]
    public void Many_words_are_found_as_few()
    {
        string[] vocabulary = [.. Enumerable.Range(0, 5000).Select(i => $"w{i}")];
        string[] words = [.. Enumerable.Range(0, 20_000).Select(i => $"w{i * 7 % 6000}")];
        Assert.Equal(words.Select(word => (long)Array.IndexOf(vocabulary, word) + 1), new StringLookup(vocabulary: vocabulary).Apply(words).ToArray<long>());
    }
}
