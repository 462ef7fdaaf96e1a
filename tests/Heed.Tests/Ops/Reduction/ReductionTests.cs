using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Values, types and refusals of reductions.</summary>
public class ReductionTests
{
    private static readonly Tensor X = new double[,,] { { { 1, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 9 } } };

    [Fact]
    public void Axes_may_be_apart_negative_or_all()
    {
        Assert.Equal([14.0, 23], Sum(X, [0, 2]).ToArray<double>());
        Assert.Equal([2, 1, 2], Max(X, [-2], keepDims: true).Shape);
        Assert.Equal([3.0, 4, 7, 9], Max(X, 1).ToArray<double>());
        Assert.Equal(37.0, Sum(X).Item<double>());
        Assert.Equal([3.5, 5.75], Mean(X, [0, -1]).ToArray<double>());
        Assert.Equal(X.ToArray<double>(), Sum(X, []).ToArray<double>());
    }

    [Fact]
    public void Wrong_axes_are_refused()
    {
        Assert.Contains("[-3, 3)", Assert.Throws<ShapeException>(() => Sum(X, 3)).Message);
        Assert.Contains("different axes", Assert.Throws<ShapeException>(() => Mean(X, [0, -3])).Message);
    }

    [Fact]
    public void Types_follow_Keras()
    {
        DType Of(Func<Tensor, Tensor> reduce, DType type) => reduce(Tensor.Symbolic([2, 3], type)).DType;
        foreach (Func<Tensor, Tensor> total in new Func<Tensor, Tensor>[] { x => Sum(x), x => Prod(x) })
            Assert.Equal([DType.Int32, DType.Int32, DType.UInt32, DType.Int64, DType.Float16],
                new[] { DType.Bool, DType.Int8, DType.UInt16, DType.Int64, DType.Float16 }.Select(type => Of(total, type)));
        foreach (Func<Tensor, Tensor> average in new Func<Tensor, Tensor>[] { x => Mean(x), x => Variance(x), x => Std(x), x => LogSumExp(x) })
            Assert.Equal([DType.Float32, DType.Float32, DType.Float64, DType.BFloat16],
                new[] { DType.Bool, DType.Int64, DType.Float64, DType.BFloat16 }.Select(type => Of(average, type)));
        Assert.Equal([DType.UInt8, DType.Bool, DType.Float16], new[] { DType.UInt8, DType.Bool, DType.Float16 }.Select(type => Of(x => Max(x), type)));
        Assert.Equal([DType.Int32, DType.Int32, DType.Bool], [Of(x => ArgMax(x), DType.Int8), Of(x => CountNonzero(x), DType.Float32), Of(x => Any(x), DType.Int8)]);
    }

    [Fact]
    public void Half_precision_averages_do_not_overflow()
    {
        Tensor x = Full([3000], 60000, DType.Float16);
        Assert.Equal((Half)60000, Mean(x).Item<Half>());
        Assert.Equal((Half)0, Variance(x).Item<Half>());
    }

    [Fact]
    public void Nothing_sums_to_zero_multiplies_to_one_and_has_no_maximum()
    {
        Tensor none = new float[0, 2];
        Assert.Equal([0f, 0], Sum(none, 0).ToArray<float>());
        Assert.Equal([1f, 1], Prod(none, 0).ToArray<float>());
        Assert.Equal([float.NaN, float.NaN], Mean(none, 0).ToArray<float>());
        Assert.Equal((false, true), (Any(none).Item<bool>(), All(none).Item<bool>()));
        Assert.Equal([0], Max(none, 1).Shape);
        foreach (Func<Tensor, Tensor> choice in new Func<Tensor, Tensor>[] { x => Max(x, 0), x => Min(x), x => LogSumExp(x, 0), x => ArgMax(x, 0), x => ArgMin(x) })
            Assert.Contains("at least one element", Assert.Throws<ShapeException>(() => choice(none)).Message);
    }

    [Fact]
    public void Equal_extremes_share_the_slope()
    {
        Tensor x = new double[,] { { 3, 3 }, { 1, 3 } };
        using var tape = new Tape();
        tape.Watch(x);
        Assert.Equal([1 / 3.0, 1 / 3.0, 0, 1 / 3.0], tape.Gradients(Max(x), x)[0]!.ToArray<double>());
        Assert.Equal([0.5, 0.5, 0, 1], tape.Gradients(Max(x, 1), x)[0]!.ToArray<double>());
        Assert.Equal([0.0, 1, 1, 1], tape.Gradients(Min(x, 0), x)[0]!.ToArray<double>().Select(slope => slope > 0 ? 1.0 : 0));
    }

    [Fact]
    public void Slope_of_a_product_is_right_around_zeros()
    {
        Tensor x = new double[,] { { 2, 3, 4 }, { 2, 0, 4 }, { 0, 3, 0 } };
        using var tape = new Tape();
        Tensor y = Prod(tape.Watch(x), 1);
        Assert.Equal([24.0, 0, 0], y.ToArray<double>());
        Assert.Equal([12.0, 8, 6, 0, 8, 0, 0, 0, 0], tape.Gradients(y, x)[0]!.ToArray<double>());
    }

    [Fact]
    public void The_first_of_equal_elements_is_found_and_NaN_counts_as_best()
    {
        Tensor x = new float[,] { { 1, 5, 5 }, { 2, float.NaN, 9 }, { -1, -1, -2 } };
        Assert.Equal([1, 1, 0], ArgMax(x, -1).ToArray<int>());
        Assert.Equal([0, 1, 2], ArgMin(x, -1).ToArray<int>());
        Assert.Equal([1, 1, 1], ArgMax(x, 0).ToArray<int>());
        Assert.Equal(4, ArgMax(x).Item<int>());
        Assert.Equal([1, 1], ArgMin(x, keepDims: true).Shape);
        Assert.Equal(1, ArgMax(new[] { false, true, true }).Item<int>());
    }

    [Fact]
    public void Logarithm_of_summed_exponentials_neither_overflows_nor_hides_infinities()
    {
        Assert.Equal(1000 + Math.Log(2), LogSumExp(new[] { 1000.0, 1000 }).Item<double>(), 1e-12);
        Assert.Equal(double.NegativeInfinity, LogSumExp(new[] { double.NegativeInfinity, double.NegativeInfinity }).Item<double>());
        Assert.Equal(double.PositiveInfinity, LogSumExp(new[] { double.PositiveInfinity, 0 }).Item<double>());
    }

    [Fact]
    public void Variance_divides_by_the_count()
    {
        Assert.Equal(2.0 / 3, Variance(new[] { 1.0, 2, 3 }).Item<double>(), 1e-15);
        Assert.Equal(Math.Sqrt(2.0 / 3), Std(new[] { 1.0, 2, 3 }).Item<double>(), 1e-15);
    }

    [Fact]
    public void Truths_and_counts()
    {
        Tensor x = new[,] { { 0, 2 }, { 1, double.NaN } };
        Assert.Equal([true, true], Any(x, 1).ToArray<bool>());
        Assert.Equal([false, true], All(x, 1).ToArray<bool>());
        Assert.Equal([1, 2], CountNonzero(x, 1).ToArray<int>());
        Assert.Equal([true, false], Max(new[,] { { true, false }, { true, false } }, 0).ToArray<bool>());
        Assert.Equal([false, true], Min(new[,] { { true, false }, { true, true } }, 1).ToArray<bool>());
    }
}
