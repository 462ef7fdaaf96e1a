using Heed.Tests.Layers;
using static Heed.Ops;

namespace Heed.Tests;

public class DotProductAttentionTests
{
    private static readonly Tensor Query = Waves.Of([2, 3, 4, 2]), Key = Waves.Of([2, 5, 2, 2], 1), Value = Waves.Of([2, 5, 2, 3], 2);

    [Fact]
    public void Neighbouring_heads_of_the_query_share_a_head_of_the_key()
    {
        Tensor y = DotProductAttention(Query, Key, Value);
        for (int head = 0; head < 4; head++)
        {
            Tensor query = Query[.., .., head], key = Key[.., .., head / 2], value = Value[.., .., head / 2];
            Waves.AssertClose(MatMul(Softmax(MatMul(query, key, transposeB: true) / Math.Sqrt(2)), value), y[.., .., head]);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Hidden_row_is_the_average_of_all_values(bool causal)
    {
        Tensor mask = new bool[,] { { true, true, true, true, true }, { false, false, false, false, false }, { false, false, false, true, true } };
        Tensor y = DotProductAttention(Query, Key, Value, mask: mask, isCausal: causal);
        Tensor average = Repeat(Mean(Value, 1), 2, axis: 1);
        Waves.AssertClose(average, y[.., 1]);
        if (causal) Waves.AssertClose(average, y[.., 2]);       // the mask hides what the causal rule leaves
    }

    [Theory]
    [InlineData(2, 5)]      // H = Hv: S times as large
    [InlineData(3, 1)]
    public void Gradient_of_a_hidden_row_is_that_of_Keras_under_PyTorch(int width, double times)
    {
        Tensor value = Waves.Of([2, 5, 2, width], 2), mask = new bool[,] { { false }, { true }, { true } };
        using var tape = new Tape();
        tape.Watch(value);
        Tensor y = DotProductAttention(Query, Key, value, mask: mask);
        Tensor dv = tape.Gradients(Sum(y[.., 0]), [value])[0]!;
        Assert.All(dv.ToArray<double>(), x => Assert.Equal(2 * times / 5, x, 12));      // two heads of the query, 1/5 from each
    }

    [Fact]
    public void A_mask_of_queries_kept_apart_is_one_of_whole_rows()
    {
        Tensor rows = new bool[,] { { true, false, true }, { false, true, true } }, keys = Tensor.From([true, false, true, true, true], [1, 1, 1, 5]);
        Tensor whole = LogicalAnd(Reshape(rows, [2, 1, 3, 1]), keys);
        Waves.AssertClose(DotProductAttention(Query, Key, Value, mask: whole, isCausal: true), DotProductAttention(Query, Key, Value, null, keys, rows, null, true));
    }

    [Fact]
    public void Refuses_shapes_that_do_not_fit()
    {
        Assert.Contains("equal groups", Assert.Throws<ShapeException>(() => DotProductAttention(Query[.., .., ..3], Key, Value)).Message);
        Assert.Contains("a value for every key", Assert.Throws<ShapeException>(() => DotProductAttention(Query, Key, Value[.., ..4])).Message);
        Assert.Contains("shapes that broadcast", Assert.Throws<ShapeException>(() => DotProductAttention(Query, Key, Value, mask: new bool[2, 3, 3, 5])).Message);
    }
}
