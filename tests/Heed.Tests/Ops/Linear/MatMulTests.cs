using static Heed.Ops;

namespace Heed.Tests.Ops;

public class MatMulTests
{
    private static readonly Tensor A = new double[,] { { 1, 2, 3 }, { 4, 5, 6 } };
    private static readonly Tensor B = new double[,] { { 1, 0 }, { 2, 1 }, { 0, 3 } };

    [Fact]
    public void Rows_meet_columns() => Assert.Equal([5.0, 11, 14, 23], MatMul(A, B).ToArray<double>());

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_flag_reads_an_operand_as_stored_transposed(bool transposeA, bool transposeB)
    {
        Tensor c = MatMul(transposeA ? Transpose(A) : A, transposeB ? Transpose(B) : B, transposeA, transposeB);
        Assert.Equal([5.0, 11, 14, 23], c.ToArray<double>());
    }

    [Fact]
    public void A_vector_is_a_row_before_and_a_column_behind()
    {
        Tensor v = new double[] { 1, 1, 1 };
        Assert.Equal([6.0, 15], MatMul(A, v).ToArray<double>());
        Assert.Equal([3.0, 4], MatMul(v, B).ToArray<double>());
        Assert.Equal(3, MatMul(v, v).Item<double>());
        Assert.Equal(Shape.Scalar, MatMul(v, v).Shape);
    }

    [Fact]
    public void Batch_axes_broadcast()
    {
        Tensor a = Tensor.From([.. Enumerable.Range(0, 12).Select(i => (float)i)], [2, 1, 2, 3]);
        Tensor b = Tensor.From([.. Enumerable.Range(0, 18).Select(i => (float)i)], [3, 3, 2]);
        Tensor c = MatMul(a, b);
        Assert.Equal([2, 3, 2, 2], c.Shape);
        // c[1, 2] = [[6, 7, 8], [9, 10, 11]] · [[12, 13], [14, 15], [16, 17]]
        Assert.Equal([298f, 319, 424, 454], c.ToArray<float>()[^4..]);
    }

    [Fact]
    public void The_last_axis_of_a_longer_batch_meets_one_matrix()
    {
        Tensor c = MatMul(Reshape(A, [2, 1, 3]), B);
        Assert.Equal([2, 1, 2], c.Shape);
        Assert.Equal([5.0, 11, 14, 23], c.ToArray<double>());
    }

    [Fact]
    public void An_empty_sum_is_zero() => Assert.Equal([0f, 0, 0, 0], MatMul(Zeros([2, 0]), Zeros([0, 2])).ToArray<float>());

    [Fact]
    public void Types_are_Kerass()
    {
        Assert.Equal(DType.Int32, MatMul(new sbyte[,] { { 100 } }, new sbyte[,] { { 100 } }).DType);
        Assert.Equal(10_000, MatMul(new sbyte[,] { { 100 } }, new sbyte[,] { { 100 } }).Item<int>());
        Assert.Equal(DType.Float32, MatMul(new long[,] { { 1 } }, new float[,] { { 1 } }).DType);
        Assert.Equal([true, false], MatMul(new bool[,] { { true, true }, { false, false } }, new[] { true, true }).ToArray<bool>());
        Tensor half = Tensor.From(new float[,] { { 2048, 0.6f, 0.6f } }).Cast(DType.Float16);     // in float16, 2048 + 0.6 stays 2048
        Assert.Equal((Half)2050, MatMul(half, Ones([3], DType.Float16)).Item<Half>());
    }

    [Fact]
    public void An_unknown_batch_stays_unknown()
    {
        Tensor x = Tensor.Symbolic([null, 5, 3], DType.Float32);
        Assert.Equal([null, 5, 2], MatMul(x, Zeros([3, 2])).Shape);
        Assert.Equal([null, 5, 5], MatMul(x, x, transposeB: true).Shape);
    }

    [Fact]
    public void Errors_name_the_shapes()
    {
        var error = Assert.Throws<ShapeException>(() => MatMul(A, A));
        Assert.Contains("MatMul expects as many columns of the first as rows of the second", error.Message);
        Assert.Contains("(2, 3) float64, (2, 3) float64", error.Message);
        Assert.Throws<ShapeException>(() => MatMul(A, 2.0));
        Assert.Throws<ShapeException>(() => MatMul(Zeros([2, 2, 2]), Zeros([3, 2, 2])));
    }
}
