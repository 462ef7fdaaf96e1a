using Heed.Layers;

namespace Heed.Tests;

/// <summary>Samples of the layers on numbers and text in Preprocessing.</summary>
internal static partial class LayerSamples
{
    private static string[] Words => ["fox", "dog", "cat"];

    private static Tensor SomeWords => new[,] { { "dog", "fox", "owl" }, { "", "cat", "cat" } };

    static partial void AddPreprocessing(List<LayerSample> samples) => samples.AddRange(
    [
        new("Normalization", () => new Normalization(), Numbers([2, 3, 4])),
        new("Normalization: given", () => new Normalization([1], mean: new[] { 0.5, 1, -1 }, variance: new[] { 1.0, 2, 0.5 }), Numbers([2, 3, 4])),
        new("Normalization: inverted", () => new Normalization([], mean: 0.5, variance: 2.0, invert: true), Numbers([2, 3])),
        .. Constant(followsPolicy: true,
        [
            new("Discretization", () => new Discretization([-1, 0, 0.5]), Numbers([2, 3])) { Needs = ["bin_boundaries"] },
            new("Discretization: one-hot", () => new Discretization([-1, 0, 0.5], outputMode: OutputMode.OneHot), Numbers([2, 3])),
            new("Discretization: counts", () => new Discretization([-1, 0, 0.5], outputMode: OutputMode.Count), Numbers([2, 3, 2])),
            new LayerSample("Discretization: learned", () => new Discretization(numBins: 3), Numbers([2, 3])).AdaptedTo(Numbers([40, 3], 5)),
        ]),
        .. Constant(followsPolicy: false,
        [
            new("CategoryEncoding", () => new CategoryEncoding(4), new int[,] { { 1, 3, 0 }, { 2, 2, -1 } }) { Needs = ["num_tokens"] },
            new("CategoryEncoding: one-hot", () => new CategoryEncoding(4, OutputMode.OneHot), new int[,] { { 1 }, { 3 } }),
            new("CategoryEncoding: one-hot, rows", () => new CategoryEncoding(4, OutputMode.OneHot), new int[,] { { 1, 3, 0 }, { 2, 2, -1 } }),
            new("CategoryEncoding: counts", () => new CategoryEncoding(4, OutputMode.Count), new float[,] { { 1, 3, 0 }, { 2, 2, 0 } }),
            new("Hashing", () => new Hashing(5), SomeWords),
            new("Hashing: numbers", () => new Hashing(5, maskValue: 0, salt: 7), new int[,] { { 1, 0, -12 }, { 0, 2, 3 } }),
            new("Hashing: one-hot", () => new Hashing(5, maskValue: "", outputMode: OutputMode.OneHot), SomeWords),
            new("HashedCrossing", () => new HashedCrossing(9), new[,] { { "fox" }, { "dog" } }, new[,] { { 3 }, { 4 } }),
            new("HashedCrossing: one-hot", () => new HashedCrossing(9, OutputMode.OneHot), new[,] { { "fox" }, { "dog" } }, new[,] { { 3 }, { 4 } }, new[,] { { "a" }, { "b" } }),
            new("IndexLookup", () => new IndexLookup(null, 2, "", "[OOV]", DType.String, Words), SomeWords),
            new("IndexLookup: inverted", () => new IndexLookup(null, 1, null, -1, DType.Int64, new[] { 12, 7 }, invert: true), new long[,] { { 1, 2, 0 }, { 9, 1, 2 } }),
            new("StringLookup", () => new StringLookup(vocabulary: Words), SomeWords),
            new("StringLookup: inverted", () => new StringLookup(maskToken: "", vocabulary: Words, invert: true), new int[,] { { 1, 4 }, { 0, 2 } }),
            new("StringLookup: one-hot", () => new StringLookup(vocabulary: Words, outputMode: OutputMode.OneHot), SomeWords),
            new("StringLookup: padded", () => new StringLookup(9, maskToken: "", vocabulary: Words, outputMode: OutputMode.MultiHot, padToMaxTokens: true), SomeWords),
            new("StringLookup: weighted", () => new StringLookup(vocabulary: Words, idfWeights: new[] { 0.5, 1.5, 2.5 }, outputMode: OutputMode.TfIdf), SomeWords),
            new LayerSample("StringLookup: learned", () => new StringLookup(4), SomeWords).AdaptedTo(SomeWords),
            new("IntegerLookup", () => new IntegerLookup(vocabulary: new[] { 12, 7 }), new int[,] { { 7, 1 }, { 12, 7 } }),
            new("IntegerLookup: counts", () => new IntegerLookup(numOovIndices: 3, oovMethod: OovMethod.Farmhash, salt: 5, vocabulary: new[] { 12, 7 }, outputMode: OutputMode.Count),
                new int[,] { { 7, 1, -3 }, { 12, 7, 8 } }),
            new("TextVectorization", () => new TextVectorization(outputSequenceLength: 4, vocabulary: Words), new[,] { { "The quick fox!" }, { "" } }),
            new("TextVectorization: pairs", () => new TextVectorization(ngrams: 2, outputMode: OutputMode.Count, vocabulary: new[] { "fox", "quick fox" }),
                new[,] { { "The quick, quick fox!" }, { "Fox" } }),
            new("TextVectorization: tokens", () => new TextVectorization(standardize: TextStandardization.None, split: TextSplitting.None, ngrams: new[] { 2 }, outputSequenceLength: 3,
                vocabulary: new[] { "dog fox" }), SomeWords),
            new LayerSample("TextVectorization: learned", () => new TextVectorization(split: "character", outputMode: OutputMode.TfIdf),
                new[,] { { "abba" }, { "cab" } }).AdaptedTo(new[] { "abc", "ab", "a" }),
            new("FeatureSpace", () => new FeatureSpace(new Dictionary<string, FeatureChoice> { ["size"] = FeatureSpace.FloatDiscretized(null, [0.5, 1.7]), ["kind"] = "string_hashed", ["age"] = "integer_hashed" },
                crosses: [new(["kind", "age"], 7)]), new[,] { { 1.5f }, { 2f } }, new[,] { { "a" }, { "b" } }, new[,] { { 30 }, { 40 } }) { InputNames = ["size", "kind", "age"] },
            new("FeatureSpace: by name", () => new FeatureSpace(new Dictionary<string, FeatureChoice> { ["kind"] = FeatureSpace.StringHashed(5, FeatureMode.Int) }, FeatureSpaceOutput.Dict),
                new[,] { { "a" }, { "b" } }) { InputNames = ["kind"] },
        ]),
        new("Pipeline", () => new Pipeline([new Dense(3, "tanh"), new Dense(2)]), Numbers([2, 4])),
        new("TFDIdentity", () => new TFDIdentity(), Numbers([2, 3])),
    ]);

    /// <summary>Layers without a slope, which pass no mask on.</summary>
    private static IEnumerable<LayerSample> Constant(bool followsPolicy, LayerSample[] samples) =>
        samples.Select(sample => sample with { MaskRule = MaskRule.Ends, IsDifferentiable = false, FollowsPolicy = followsPolicy });

    /// <summary>The sample with a layer that has learned from data.</summary>
    private static LayerSample AdaptedTo(this LayerSample sample, Tensor data) => sample with
    {
        Make = () =>
        {
            var layer = (AdaptableLayer)sample.Make();
            layer.Adapt(data);
            return layer;
        },
    };
}
