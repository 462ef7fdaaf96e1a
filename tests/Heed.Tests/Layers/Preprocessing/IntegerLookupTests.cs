using Heed.Layers;

namespace Heed.Tests.Layers.Preprocessing;

public sealed class IntegerLookupTests
{
    private static readonly int[] Numbers = [12, 36, 1138, 42];

    /// <summary>The examples in Keras's documentation.</summary>
    [Fact]
    public void Places_and_numbers_are_those_of_Keras()
    {
        var there = new IntegerLookup(vocabulary: Numbers);
        Assert.Equal([1L, 3, 4, 4, 0, 2], there.Apply(new[,] { { 12, 1138, 42 }, { 42, 1000, 36 } }).ToArray<long>());
        var back = new IntegerLookup(vocabulary: there.GetVocabulary(), invert: true);
        Assert.Equal([12L, 1138, 42, 42, -1, 36], back.Apply(new[,] { { 1, 3, 4 }, { 4, 0, 2 } }).ToArray<long>());
    }

    [Fact]
    public void Strangers_share_places_by_remainder_or_hash()
    {
        int[] strangers = [-1, 4, 6];
        Assert.Equal([2L, 1, 0, 3], new IntegerLookup(numOovIndices: 3, vocabulary: Numbers).Apply(new[] { -1, 4, 6, 12 }).ToArray<long>());
        Assert.Equal(new Hashing(3).Apply(strangers).ToArray<long>(),
            new IntegerLookup(numOovIndices: 3, vocabulary: Numbers, oovMethod: OovMethod.Farmhash).Apply(strangers).ToArray<long>());
        Assert.Equal(new Hashing(3, salt: (1, 2)).Apply(strangers).ToArray<long>(),
            new IntegerLookup(numOovIndices: 3, vocabulary: Numbers, oovMethod: OovMethod.Farmhash, salt: (1, 2)).Apply(strangers).ToArray<long>());
    }

    [Fact]
    public void Adapt_takes_fractions_for_whole_numbers()
    {
        var layer = new IntegerLookup(maskToken: 0);
        layer.Adapt(new[] { 2.7f, 2, 5, 0, 0, -1 });
        Assert.Equal([0L, -1, 2, 5], layer.GetVocabulary().Select(number => number!.Value));
    }

    [Fact]
    public void Refuses_what_does_not_go_together()
    {
        Assert.Contains("StringLookup", Assert.Throws<ArgumentException>(() => new IntegerLookup(oovToken: null, vocabularyDtype: DType.String)).Message);
        Assert.Contains("Farmhash", Assert.Throws<ArgumentException>(() => new IntegerLookup(salt: 1)).Message);
        Assert.Contains("Received 'a' at place 0", Assert.Throws<ArgumentException>(() => new IntegerLookup(vocabulary: new[] { "a" })).Message);
        Assert.Contains("strings", Assert.Throws<ArgumentException>(() => new IntegerLookup(vocabulary: Numbers).Apply(new[] { "a" })).Message);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => new IntegerLookup(vocabulary: Numbers).Apply(new[] { float.NaN })).Message);
    }
}
