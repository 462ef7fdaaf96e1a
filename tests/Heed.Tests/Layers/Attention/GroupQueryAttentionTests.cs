using Heed.Layers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Tests.Layers;

public class GroupQueryAttentionTests
{
    private static readonly Tensor Query = Waves.Of([2, 3, 4]), Value = Waves.Of([2, 5, 4], 1);

    [Theory, InlineData(false), InlineData(true)]
    public void Heads_of_a_group_share_key_and_value(bool causal)
    {
        GroupQueryAttention layer = Layer();
        var wide = new MultiHeadAttention(4, 3) { DType = DType.Float64 };
        wide.BuildFor([null, 3, 4], [null, 5, 4]);
        wide.SetWeights([.. layer.Weights.Select(weight => weight.Path.Split('/')[1] is "key" or "value" ? Repeat(weight.Value, 2, axis: weight.Shape.Rank - 2) : weight.Value)]);

        Waves.AssertClose(wide.Apply(Query, Value, useCausalMask: causal), layer.Apply(Query, Value, useCausalMask: causal));
        var (output, scores) = layer.ApplyWithScores(Query, Value, useCausalMask: causal);
        Waves.AssertClose(layer.Apply(Query, Value, useCausalMask: causal), output);
        Waves.AssertClose(wide.ApplyWithScores(Query, Value, useCausalMask: causal).Scores, scores);
    }

    [Fact]
    public void A_given_query_mask_counts()
    {
        GroupQueryAttention layer = Layer();
        Tensor mask = new bool[,] { { true, false, true }, { true, true, false } };
        Tensor output = layer.Apply(Query, Value, queryMask: mask);
        Waves.AssertClose(layer.Apply(Query, Value, attentionMask: ExpandDims(mask, -1)), output);
        Assert.Null(output.Mask);

        Tensor query = Query + 0;
        query.Mask = mask;
        Tensor carried = layer.Apply(query, Value);
        Waves.AssertClose(output, carried);
        Assert.Equal(mask.ToArray<bool>(), carried.Mask!.ToArray<bool>());
        Assert.NotNull(query.Mask);
    }

    [Fact]
    public void Files_say_Group_and_names_say_grouped()
    {
        GroupQueryAttention layer = Layer();
        Assert.Equal("GroupQueryAttention", (string?)KerasRegistry.Serialize(layer)["class_name"]);
        Assert.StartsWith("grouped_query_attention", layer.Name);
        Assert.Equal("(4, 2, 3)", layer.KeyDense!.Kernel!.Shape.ToString());
    }

    [Fact]
    public void Symbolic_inputs_must_have_one_width()
    {
        Tensor value = Waves.Of([2, 5, 6]);
        Assert.Equal(Query.Shape, new GroupQueryAttention(3, 4, 2).Apply(Query, value).Shape);
        Assert.Contains("query and value to share", Assert.Throws<ShapeException>(() => new GroupQueryAttention(3, 4, 2).Apply(Input.Of([3, 4]), Input.Of([5, 6]))).Message);
    }

    [Fact]
    public void Activity_is_penalized_in_the_projections_and_at_the_end()
    {
        var layer = new GroupQueryAttention(3, 4, 2, activityRegularizer: new L2(1));
        layer.Apply(Query, Value);
        Assert.Equal(5, layer.Losses.Count);
    }

    [Fact]
    public void Refuses_groups_of_different_size() =>
        Assert.Contains("a multiple of numKeyValueHeads", Assert.Throws<ArgumentException>(() => new GroupQueryAttention(3, 4, 3)).Message);

    /// <summary>Four heads of width 3 in two groups, in float64, with weights that are the same every time.</summary>
    private static GroupQueryAttention Layer()
    {
        var layer = new GroupQueryAttention(3, 4, 2) { DType = DType.Float64 };
        layer.BuildFor([null, 3, 4], [null, 5, 4]);
        return Waves.Fill(layer);
    }
}
