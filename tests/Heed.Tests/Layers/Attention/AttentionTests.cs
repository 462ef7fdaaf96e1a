using Heed.Layers;

namespace Heed.Tests.Layers;

public class AttentionTests
{
    private static readonly Tensor Query = new float[,,] { { { 1, 0 }, { 0, 1 } } };
    private static readonly Tensor Value = new float[,,] { { { 1, 2 }, { 3, 4 }, { 5, 6 } } };
    private static readonly Tensor FirstTwo = new bool[,] { { true, true, false } };

    [Fact]
    public void Scores_are_the_softmax_of_dot_products()
    {
        var (output, scores) = new Attention().ApplyWithScores([Query, Value]);
        double[] e = [Math.Exp(-4), Math.Exp(-2), 1];       // scores of the first query: 1, 3, 5
        Tensor row = new double[,,] { { { e[0] / e.Sum(), e[1] / e.Sum(), e[2] / e.Sum() } } };
        Waves.AssertClose(row, scores[.., ..1], 1e-6);
        Waves.AssertClose(Heed.Ops.MatMul(row, Value.Cast(DType.Float64)), output[.., ..1], 1e-5);
    }

    [Fact]
    public void Concat_scores_are_tangents_of_sums()
    {
        var (_, scores) = new Attention(scoreMode: ScoreMode.Concat).ApplyWithScores([Query, Value]);
        double[] match = [Math.Tanh(2) + Math.Tanh(2), Math.Tanh(4) + Math.Tanh(4), Math.Tanh(6) + Math.Tanh(6)];
        Tensor expected = Heed.Ops.Softmax(new double[,,] { { { match[0], match[1], match[2] } } });
        Waves.AssertClose(expected, scores[.., ..1], 1e-6);
    }

    [Fact]
    public void Scale_multiplies_the_scores()
    {
        var layer = new Attention(useScale: true);
        layer.BuildFor([1, 2, 2], [1, 3, 2]);
        layer.SetWeights([2f]);
        Waves.AssertClose(new Attention().ApplyWithScores([Query * 2, Value]).Scores, layer.ApplyWithScores([Query, Value]).Scores, 1e-6);
    }

    [Fact]
    public void A_key_of_its_own_replaces_the_value_in_the_scores()
    {
        Tensor key = Waves.Of([1, 3, 2], dtype: DType.Float32);
        var (output, scores) = new Attention().ApplyWithScores([Query, Value, key]);
        Waves.AssertClose(new Attention().ApplyWithScores([Query, key]).Scores, scores);
        Waves.AssertClose(Heed.Ops.MatMul(scores, Value), output);
    }

    [Fact]
    public void Masked_key_gets_zero_weight()
    {
        var (output, scores) = new Attention().ApplyWithScores([Query, Value], mask: [null, FirstTwo]);
        Assert.Equal([0f, 0f], scores[.., .., 2..].ToArray<float>());
        Waves.AssertClose(new Attention().Apply([Query, Value[.., ..2]]), output, 1e-6);
    }

    [Fact]
    public void Masked_query_comes_out_as_zero()
    {
        Tensor output = new Attention().Apply([Query, Value], mask: [new bool[,] { { false, true } }, null]);
        Assert.Equal([0f, 0f], output[.., ..1].ToArray<float>());
        Waves.AssertClose(new Attention().Apply([Query, Value])[.., 1..], output[.., 1..]);
    }

    [Fact]
    public void Causal_mask_hides_the_future()
    {
        var (_, scores) = new Attention().ApplyWithScores([Query, Value], useCausalMask: true);
        Assert.Equal([1f, 0f, 0f], scores[.., ..1].ToArray<float>());
        Assert.Equal(0f, scores.ToArray<float>()[^1]);

        var (_, both) = new Attention().ApplyWithScores([Query, Value], mask: [null, new bool[,] { { false, true, true } }], useCausalMask: true);
        Assert.Equal([0f, 1f, 0f], both[.., 1..].ToArray<float>());
    }

    [Theory]
    [InlineData(DType.Float32, ScoreMode.Dot, false)]       // between 1e9 − 32 and 1e9 + 32 lies one float32 only
    [InlineData(DType.Float32, ScoreMode.Concat, false)]
    [InlineData(DType.Float16, ScoreMode.Dot, false)]       // and between 65488 and 65520 one float16
    [InlineData(DType.Float64, ScoreMode.Dot, false)]       // Keras's matrix product makes float32 of float64
    [InlineData(DType.Float64, ScoreMode.Concat, true)]
    public void Fully_masked_row_keeps_what_the_type_can_hold_of_its_scores(DType dtype, ScoreMode mode, bool keeps)
    {
        Tensor query = Query.Cast(DType.Float64), value = Value.Cast(DType.Float64);
        var layer = new Attention(scoreMode: mode) { DType = dtype };
        var (_, scores) = layer.ApplyWithScores([query, value], mask: [null, new bool[,] { { false, false, false } }]);
        Tensor expected = keeps ? layer.ApplyWithScores([query, value]).Scores : Heed.Ops.Full([1, 2, 3], 1 / 3.0, DType.Float64);
        Waves.AssertClose(expected, scores, dtype == DType.Float16 ? 1e-3 : 1e-6);
    }

    [Fact]
    public void Carried_masks_are_used_and_the_querys_is_passed_on()
    {
        Tensor query = Query + 0, value = Value + 0;
        (query.Mask, value.Mask) = (new bool[,] { { true, false } }, FirstTwo);
        Tensor output = new Attention().Apply([query, value]);
        Waves.AssertClose(new Attention().Apply([Query, Value], mask: [query.Mask, FirstTwo]), output);
        Assert.Equal([true, false], output.Mask!.ToArray<bool>());
    }

    [Fact]
    public void Dropout_drops_only_while_training_and_repeats_with_its_seed()
    {
        Tensor query = Waves.Of([2, 20, 4]), value = Waves.Of([2, 30, 4], 1);
        Attention Layer() => new(dropout: 0.5, seed: 7) { DType = DType.Float64 };
        Tensor plain = new Attention { DType = DType.Float64 }.ApplyWithScores([query, value]).Scores;
        Waves.AssertClose(plain, Layer().ApplyWithScores([query, value]).Scores);

        double[] expected = plain.ToArray<double>(), dropped = Layer().ApplyWithScores([query, value], training: true).Scores.ToArray<double>();
        Assert.Equal(dropped, Layer().ApplyWithScores([query, value], training: true).Scores.ToArray<double>());
        Assert.InRange(dropped.Count(weight => weight == 0) / (double)dropped.Length, 0.4, 0.6);
        for (int i = 0; i < dropped.Length; i++) Assert.True(dropped[i] == 0 || Math.Abs(dropped[i] - 2 * expected[i]) < 1e-12);
    }

    [Fact]
    public void Heads_are_just_another_batch_axis()
    {
        Tensor query = Waves.Of([2, 3, 5, 4]), value = Waves.Of([2, 3, 6, 4], 1);
        var layer = new Attention { DType = DType.Float64 };
        Tensor keep = Heed.Ops.Greater(Waves.Of([2, 3, 6], 2), -0.5);
        Tensor output = layer.Apply([query, value], mask: [null, keep], useCausalMask: true);
        Tensor flat = layer.Apply([Heed.Ops.Reshape(query, [6, 5, 4]), Heed.Ops.Reshape(value, [6, 6, 4])],
                                  mask: [null, Heed.Ops.Reshape(keep, [6, 6])], useCausalMask: true);
        Waves.AssertClose(flat, Heed.Ops.Reshape(output, [6, 5, 4]));
    }

    [Fact]
    public void Takes_arrays_tensors_and_symbolic_inputs()
    {
        float[,,] array = { { { 1, 0 }, { 0, 1 } } };
        Waves.AssertClose(new Attention().Apply([Query, Value]), new Attention().Apply([array, Value]));

        var (output, scores) = new Attention().ApplyWithScores([Tensor.Symbolic([null, null, 8], DType.Float32), Tensor.Symbolic([null, 7, 8], DType.Float32)]);
        Assert.Equal(["(None, None, 8)", "(None, None, 7)"], [$"{output.Shape}", $"{scores.Shape}"]);
    }

    [Fact]
    public void Is_added_to_a_sequential_model_in_place()
    {
        var model = new Sequential();
        Assert.Same(model, model.Add(new Attention()).Add(new Dense(3)));
        Assert.Equal([1, 2, 3], model.Apply([Query, Value]).Shape);
        Waves.AssertClose(new Attention().Apply([Query, Value]), model.Layers[0].Apply([Query, Value]));
    }

    [Fact]
    public void A_functional_model_repeats_masks_and_call_arguments()
    {
        Tensor words = Input.Of([4], dtype: DType.Int32), embedded = new Embedding(5, 3, maskZero: true).Apply(words);
        var attention = new Attention(useScale: true);
        var (output, scores) = attention.ApplyWithScores([embedded, embedded], useCausalMask: true);
        Tensors result = new Model(words, Tensors.List([output, scores])).Invoke(new int[,] { { 1, 2, 0, 0 } });
        Assert.All([.. result[0][0, 2..].ToArray<float>(), .. result[1][0, .., 2..].ToArray<float>(), .. result[1][0, 0, 1..].ToArray<float>()], x => Assert.Equal(0, x));
    }

    [Fact]
    public void Rejects_query_and_key_of_different_width()
    {
        var error = Assert.Throws<ShapeException>(() => new Attention(name: "attention_1").Apply([Query, Waves.Of([1, 3, 5])]));
        Assert.Equal("Attention 'attention_1' expects query and key to share their last dimension D (query[^1] == key[^1]). "
            + "Received (1, 2, 2), (1, 3, 5). Project one of them first, for example with Dense.", error.Message);
    }

    [Fact]
    public void Whole_numbers_are_as_good_as_floating_point_ones()
    {
        Tensor query = new float[,,] { { { 1, 0 }, { 2, 1 } } }, value = new float[,,] { { { 3, 1 }, { 0, 2 }, { 1, 1 } } };
        float[] expected = new Attention().Apply([query, value]).ToArray<float>();
        Assert.Equal(expected, new Attention().Apply([query.Cast(DType.Int32), value.Cast(DType.UInt8)]).ToArray<float>());
        Assert.Equal(DType.Float32, new AdditiveAttention().ApplyWithScores([query.Cast(DType.Int32), value.Cast(DType.Int32)]).Scores.DType);
    }

    [Fact]
    public void Rejects_what_is_not_a_list_of_two_or_three()
    {
        Assert.Throws<ShapeException>(() => new Attention().Apply(Query));
        Assert.Throws<ShapeException>(() => new Attention().Apply([Query, Value, Value, Value]));
        Assert.Throws<ShapeException>(() => new Attention().Apply([Query, Value, Value[.., ..2]]));
        Assert.Throws<ShapeException>(() => new Attention().Apply([Query, Value[0]]));
        Assert.Throws<ArgumentException>(() => new Attention().Apply([Query, Value], mask: FirstTwo));
        Assert.Throws<ArgumentException>(() => new Attention().Apply([Query, Value], mask: [FirstTwo]));
        Assert.Throws<ArgumentException>(() => new Attention().Invoke([Query, Value], CallArguments.None.With("causal", true)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Attention(dropout: 1.5));
    }
}
