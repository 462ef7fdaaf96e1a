using static Heed.Ops;

namespace Heed.Tests;

public class SoftmaxTests
{
    [Fact]
    public void Rows_sum_to_one_and_large_logits_do_not_overflow()
    {
        float[] y = Softmax(new float[,] { { 1000, 1000, -1000 }, { -3e38f, 0, 3e38f } }).ToArray<float>();
        Assert.Equal([0.5f, 0.5f, 0, 0, 0, 1], y);
    }

    [Fact]
    public void Minus_infinity_hides_an_element_and_a_row_of_it_is_NaN()
    {
        Tensor x = new[,] { { double.NegativeInfinity, 1, 1 }, { double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity } };
        Assert.Equal([0, 0.5, 0.5, double.NaN, double.NaN, double.NaN], Softmax(x).ToArray<double>());
        Assert.Equal([double.NegativeInfinity, Math.Log(0.5)], LogSoftmax(x).ToArray<double>()[..2]);
    }

    [Fact]
    public void Every_axis_is_the_last_axis_of_some_transposition()
    {
        Tensor x = Numbers([3, 4, 5]);
        Assert.Equal(SwapAxes(Softmax(SwapAxes(x, 1, 2)), 1, 2).ToArray<double>(), Softmax(x, 1).ToArray<double>());
        Assert.Equal(Reshape(Softmax(Reshape(x, [60])), [3, 4, 5]).ToArray<double>(), Softmax(x, axes: null).ToArray<double>(), Near);
        Assert.Equal(Reshape(LogSoftmax(Reshape(x, [3, 20])), [3, 4, 5]).ToArray<double>(), LogSoftmax(x, [1, 2]).ToArray<double>(), Near);
    }

    [Fact]
    public void Its_logarithm_is_the_other()
    {
        Tensor x = Numbers([2, 77]);
        Assert.Equal(Log(Softmax(x)).ToArray<double>(), LogSoftmax(x).ToArray<double>(), Near);
    }

    [Fact]
    public void A_row_has_the_same_bits_wherever_it_stands()
    {
        Tensor row = Numbers([1, 45]).Cast(DType.Float32), many = BroadcastTo(row, [500, 45]);
        float[] alone = Softmax(row).ToArray<float>(), together = Softmax(many).ToArray<float>();
        Assert.All(Enumerable.Range(0, 500), i => Assert.Equal(alone, together[(i * 45)..((i + 1) * 45)]));
    }

    [Fact]
    public void Scalars_and_wrong_axes_are_refused()
    {
        Assert.Throws<ShapeException>(() => Softmax(1.0));
        Assert.Throws<ShapeException>(() => LogSoftmax(new float[2, 3], 2));
    }

    [Fact]
    public void Sparsemax_gives_Keras_s_numbers()
    {
        // Keras 3.15.1 on each of its backends; the paper's would be 0.75, 0.25, 0 for the first
        Assert.Equal([0.25, 0, 0], Sparsemax(new[] { 1, 0.5, -1 }).ToArray<double>());
        Assert.Equal([0.0, 1, 0], Sparsemax(new[] { 1.0, 5, 1 }).ToArray<double>());
        Assert.Equal([0.0, 0, 0, 0], Sparsemax(new[] { 3.0, 3, 3, 3 }).ToArray<double>());
        Assert.Equal([1.0, 1, 1, 0], Sparsemax(new[,] { { -1.0, 3 }, { -1, -3 } }, axis: 0).ToArray<double>());
    }

    private static Tensor Numbers(Shape shape) => GradientCheck.Random(shape, new Random(4)) * 5;

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-12;
}
