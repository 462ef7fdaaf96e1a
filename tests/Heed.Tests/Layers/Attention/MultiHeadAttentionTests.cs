using Heed.Initializers;
using Heed.Layers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Tests.Layers;

public class MultiHeadAttentionTests
{
    private static readonly Tensor Query = Waves.Of([2, 3, 4]), Value = Waves.Of([2, 5, 4], 1);
    private static readonly Tensor Pad = new bool[,] { { true, true, false, true, false }, { true, true, true, true, true } };

    [Fact]
    public void Each_head_attends_by_itself()
    {
        MultiHeadAttention layer = Layer();
        var (output, scores) = layer.ApplyWithScores(Query, Value);

        Tensor query = Projected(layer.QueryDense!, Query), key = Projected(layer.KeyDense!, Value), value = Projected(layer.ValueDense!, Value);   // (B, N, T, H)
        Tensor expected = Softmax(MatMul(query, key, transposeB: true) / Math.Sqrt(3));
        Waves.AssertClose(expected, scores);
        Tensor heads = Transpose(MatMul(expected, value), 0, 2, 1, 3);
        Waves.AssertClose(MatMul(Reshape(heads, [2, 3, 6]), Reshape(layer.OutputDense!.Kernel!, [6, 4])) + layer.OutputDense.Bias!, output);
        Waves.AssertClose(output, layer.Apply(Query, Value));
    }

    [Fact]
    public void Weights_have_the_names_and_the_order_of_Keras()
    {
        var layer = new MultiHeadAttention(2, 3, valueDim: 5, outputShape: [6], useGate: true, name: "heads");
        layer.BuildFor([null, 3, 4], [null, 5, 7]);
        Assert.Equal(
        [
            "heads/query/kernel (4, 2, 3)", "heads/query/bias (2, 3)", "heads/key/kernel (7, 2, 3)", "heads/key/bias (2, 3)", "heads/gate/kernel (4, 2, 5)", "heads/gate/bias (2, 5)",
            "heads/value/kernel (7, 2, 5)", "heads/value/bias (2, 5)", "heads/attention_output/kernel (2, 5, 6)", "heads/attention_output/bias (6,)",
        ], layer.Weights.Select(weight => $"{weight.Path} {weight.Shape}"));
        Assert.Equal("""{"shapes_dict":{"query_shape":[null,3,4],"value_shape":[null,5,7]}}""", KerasRegistry.Serialize(layer)["build_config"]!.ToJsonString());
        Assert.Equal([1], layer.AttentionAxes!);
    }

    [Fact]
    public void Masked_keys_are_as_if_they_were_not_there()
    {
        MultiHeadAttention layer = Layer();
        Tensor first = Take(Value[..1], new[] { 0, 1, 3 }, 1);
        Tensor masked = layer.Apply(Query, Value, valueMask: Pad);
        Waves.AssertClose(layer.Apply(Query[..1], first), masked[..1]);
        Waves.AssertClose(layer.Apply(Query[1..], Value[1..]), masked[1..]);
        Waves.AssertClose(masked, layer.Apply(Query, Value, keyMask: Pad));
        Waves.AssertClose(masked, layer.Apply(Query, Value, attentionMask: ExpandDims(Pad, 1)));
        Waves.AssertClose(masked, layer.ApplyWithScores(Query, Value, valueMask: Pad).Output);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void All_masks_count_together(bool asked)
    {
        MultiHeadAttention layer = Layer(slidingWindow: 2);
        Tensor pairs = NotEqual(Reshape(Arange(30), [2, 3, 5]) % 7, 3), rows = Reshape(Arange(3), [3, 1]), columns = Arange(5);
        Tensor all = LogicalAnd(LogicalAnd(pairs, ExpandDims(Pad, 1)), LogicalAnd(rows >= columns, Abs(rows - columns) < 2));
        Tensor received = asked
            ? layer.ApplyWithScores(Query, Value, valueMask: Pad, attentionMask: pairs, useCausalMask: true).Output
            : layer.Apply(Query, Value, valueMask: Pad, attentionMask: pairs, useCausalMask: true);
        MultiHeadAttention plain = Layer();
        Tensor expected = asked ? plain.ApplyWithScores(Query, Value, attentionMask: all).Output : plain.Apply(Query, Value, attentionMask: all);
        Waves.AssertClose(expected, received);
    }

    [Fact]
    public void Query_without_keys_gets_the_average_or_zeros_where_scores_are_stored()
    {
        MultiHeadAttention layer = Layer(useBias: false);
        Tensor nobody = new bool[,] { { false, false, false, false, false }, { true, true, true, true, true } };
        Tensor average = Mean(Projected(layer.ValueDense!, Value), -2, keepDims: true);                                      // (B, N, 1, H)
        Tensor expected = MatMul(Reshape(average, [2, 1, 6]), Reshape(layer.OutputDense!.Kernel!, [6, 4]));
        Waves.AssertClose(BroadcastTo(expected[..1], [1, 3, 4]), layer.Apply(Query, Value, valueMask: nobody)[..1]);
        Assert.All(layer.ApplyWithScores(Query, Value, valueMask: nobody).Output[..1].ToArray<double>(), x => Assert.Equal(0, x));
    }

    [Fact]
    public void Only_the_carried_mask_of_the_query_counts_and_goes_on()
    {
        MultiHeadAttention layer = Layer();
        Tensor mask = new bool[,] { { true, false, true }, { true, true, false } };
        Waves.AssertClose(layer.Apply(Query, Value), layer.Apply(Query, Value, queryMask: mask));

        Tensor query = Query + 0;
        query.Mask = mask;
        Tensor output = layer.Apply(query, Value);
        Waves.AssertClose(layer.Apply(Query, Value, attentionMask: ExpandDims(mask, -1)), output);
        Assert.Equal(mask.ToArray<bool>(), output.Mask!.ToArray<bool>());
        Assert.Null(query.Mask);        // as in Keras, the call takes it away
    }

    [Fact]
    public void Scores_carry_the_mask_under_which_they_were_made()
    {
        var (output, scores) = Layer().ApplyWithScores(Query, Value, valueMask: Pad);
        Assert.Null(output.Mask);
        Assert.Equal([2, 1, 1, 5], scores.Mask!.Shape);
    }

    [Fact]
    public void Attention_over_two_axes_is_that_over_one_long_axis()
    {
        Tensor query = Waves.Of([2, 2, 3, 4]), value = Waves.Of([2, 3, 2, 4], 1);
        Tensor output = Layer(rank: 4).Apply(query, value);
        Waves.AssertClose(Layer().Apply(Reshape(query, [2, 6, 4]), Reshape(value, [2, 6, 4])), Reshape(output, [2, 6, 4]));
    }

    [Fact]
    public void Attention_over_one_of_two_axes_treats_the_other_as_the_batch()
    {
        Tensor query = Waves.Of([2, 2, 3, 4]), value = Waves.Of([2, 2, 5, 4], 1);
        Tensor output = Layer(attentionAxes: -2, rank: 4).Apply(query, value);
        Waves.AssertClose(Layer().Apply(Reshape(query, [4, 3, 4]), Reshape(value, [4, 5, 4])), Reshape(output, [4, 3, 4]));
    }

    [Fact]
    public void Dropout_drops_weights_only_while_training()
    {
        MultiHeadAttention layer = Layer(dropout: 0.5);
        Waves.AssertClose(Layer().Apply(Query, Value), layer.Apply(Query, Value));
        Tensor dropped = layer.Apply(Query, Value, training: true);
        Assert.NotEqual(layer.Apply(Query, Value).ToArray<double>(), dropped.ToArray<double>());
        Waves.AssertClose(dropped, Layer(dropout: 0.5).Apply(Query, Value, training: true));
    }

    [Fact]
    public void Activity_is_penalized_in_the_projections_only()
    {
        MultiHeadAttention layer = Layer(penalty: new L2(1));
        layer.Apply(Query, Value);
        Assert.Equal(4, layer.Losses.Count);
        Assert.NotNull(layer.GetConfig().Json["activity_regularizer"]);
    }

    [Fact]
    public void Projections_start_from_different_numbers()
    {
        var layer = new MultiHeadAttention(2, 3, kernelInitializer: "he_normal");
        layer.BuildFor([1, 3, 4], [1, 3, 4]);
        Assert.NotEqual(layer.QueryDense!.Kernel!.Value.ToArray<float>(), layer.KeyDense!.Kernel!.Value.ToArray<float>());

        var seeded = new MultiHeadAttention(2, 3, kernelInitializer: new HeNormal(seed: 1));
        seeded.BuildFor([1, 3, 4], [1, 3, 4]);
        Assert.Equal(seeded.QueryDense!.Kernel!.Value.ToArray<float>(), seeded.KeyDense!.Kernel!.Value.ToArray<float>());
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        Assert.Contains("value and key to share all axes", Assert.Throws<ShapeException>(() => Layer().Apply(Query, Value, Query)).Message);
        Assert.Contains("numHeads", Assert.Throws<ArgumentOutOfRangeException>(() => new MultiHeadAttention(0, 3)).Message);
        Assert.Contains("valueDim", Assert.Throws<ArgumentOutOfRangeException>(() => new MultiHeadAttention(1, 3, valueDim: 0)).Message);
        Assert.Contains("slidingWindow", Assert.Throws<ArgumentOutOfRangeException>(() => new MultiHeadAttention(1, 3, slidingWindow: 0)).Message);
        Assert.Contains("dropout 0 with flashAttention", Assert.Throws<ArgumentException>(() => new MultiHeadAttention(1, 3, dropout: 0.1, flashAttention: true)).Message);
        Assert.Contains("no return_attention_scores", Assert.Throws<ArgumentException>(() => Layer(flash: true).ApplyWithScores(Query, Value)).Message);
        Assert.Contains("attention axes 2 between", Assert.Throws<ShapeException>(() => new MultiHeadAttention(2, 3, attentionAxes: 2).Apply([Query, Value])).Message);
        Assert.Throws<ShapeException>(() => new MultiHeadAttention(2, 3, attentionAxes: 0).Apply([Tensor.Symbolic([null, 2, 4], DType.Float32), Tensor.Symbolic([null, 3, 4], DType.Float32)]));
        Assert.Contains("queryMask, valueMask", Assert.Throws<ArgumentException>(() => Layer().Apply([Query, Value], mask: [null, Pad])).Message);
    }

    /// <summary>Two heads of width 3 over width 4, in float64, with weights that are the same every time.</summary>
    private static MultiHeadAttention Layer(double dropout = 0, bool useBias = true, int? slidingWindow = null, Axes? attentionAxes = null, bool? flash = null,
                                            Regularizer? penalty = null, int rank = 3)
    {
        var layer = new MultiHeadAttention(2, 3, dropout: dropout, useBias: useBias, attentionAxes: attentionAxes, slidingWindow: slidingWindow, flashAttention: flash,
            activityRegularizer: penalty, seed: 1)
        {
            DType = DType.Float64,
        };
        Shape any = new(Enumerable.Repeat(Dim.Unknown, rank - 1).Append(4));
        layer.BuildFor(any, any);
        return Waves.Fill(layer);
    }

    /// <summary>A projection in plain products: (B, N, T, H).</summary>
    private static Tensor Projected(EinsumDense dense, Tensor x)
    {
        Tensor flat = MatMul(x, Reshape(dense.Kernel!, [4, 6]));
        if (dense.Bias is { } bias) flat += Reshape(bias, [6]);
        return Transpose(Reshape(flat, [2, x.Shape[1], 2, 3]), 0, 2, 1, 3);
    }
}
