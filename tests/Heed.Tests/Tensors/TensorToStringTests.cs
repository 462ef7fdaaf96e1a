using static Heed.Ops;

namespace Heed.Tests;

public class TensorToStringTests
{
    [Fact]
    public void Rows_are_aligned_and_shape_and_type_come_first() => AssertText("""
        Tensor (2, 3) float32
        [[  1.00,  -2.50, 100.00],
         [  0.25,   0.00,   3.00]]
        """, new float[,] { { 1, -2.5f, 100 }, { 0.25f, 0, 3 } });

    [Fact]
    public void Blocks_are_separated_by_an_empty_line() => AssertText("""
        Tensor (2, 1, 2) int32
        [[[ 1,  2]],

         [[-3,  4]]]
        """, new int[,,] { { { 1, 2 } }, { { -3, 4 } } });

    [Fact]
    public void Large_tensors_show_three_at_each_edge()
    {
        Tensor x = Tensor.From([.. Enumerable.Range(0, 1200)], [1200]);
        AssertText("Tensor (1200,) int32\n[   0,    1,    2, …, 1197, 1198, 1199]", x);
        AssertText("""
            Tensor (100, 12) int32
            [[   0,    1,    2, …,    9,   10,   11],
             [  12,   13,   14, …,   21,   22,   23],
             [  24,   25,   26, …,   33,   34,   35],
             …,
             [1164, 1165, 1166, …, 1173, 1174, 1175],
             [1176, 1177, 1178, …, 1185, 1186, 1187],
             [1188, 1189, 1190, …, 1197, 1198, 1199]]
            """, Reshape(x, [100, 12]));
    }

    [Fact]
    public void Long_rows_are_wrapped()
    {
        string text = Tensor.From([.. Enumerable.Range(0, 100)], [100]).ToString();
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 122, line));
        Assert.Equal(5, text.Split('\n').Length);
    }

    [Theory]
    [InlineData(new[] { 1e-7, 2 }, "[1.0e-07, 2.0e+00]")]
    [InlineData(new[] { 1e10, 0 }, "[1.0e+10, 0.0e+00]")]
    [InlineData(new[] { double.NaN, double.PositiveInfinity, -1 }, "[ nan,  inf, -1.0]")]
    [InlineData(new[] { 1 / 3.0, 2 }, "[0.3333, 2.0000]")]
    public void Decimals_follow_what_is_needed(double[] values, string expected) => Assert.EndsWith("float64\n" + expected, Text(values));

    [Fact]
    public void Scalars_truths_texts_and_nothing_are_readable()
    {
        AssertText("Tensor () float16\n1.5", Tensor.FromScalar((Half)1.5f));
        AssertText("Tensor (2,) bool\n[ true, false]", new[] { true, false });
        AssertText("Tensor (2,) string\n[\"a\", \"b\"]", new[] { "a", "b" });
        AssertText("Tensor (0, 3) float32\n[]", new float[0, 3]);
        AssertText("Tensor (1,) uint64\n[18446744073709551615]", new[] { ulong.MaxValue });
    }

    [Fact]
    public void What_has_no_values_says_why()
    {
        Assert.Equal("Tensor (None, 4) float32, symbolic", Tensor.Symbolic([null, 4], DType.Float32).ToString());
        Tensor returned;
        using (new MemoryScope()) returned = Ones([2]) * 2;
        Assert.Equal("Tensor (2,) float32, its memory is back in the pool", returned.ToString());
    }

    private static string Text(Tensor tensor) => tensor.ToString().Replace("\r", "");

    private static void AssertText(string expected, Tensor tensor) => Assert.Equal(expected.Replace("\r", ""), Text(tensor));
}
