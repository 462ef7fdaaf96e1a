using static Heed.Ops;

namespace Heed.Tests;

/// <summary>The values of functions of two numbers, where they differ from C#'s.</summary>
public class ArithmeticTests
{
    [Fact]
    public void Integers_divide_truly()
    {
        Tensor quotient = Divide(new[] { 1, 7 }, new[] { 2, 2 });
        Assert.Equal([0.5f, 3.5f], quotient.ToArray<float>());
        Assert.Equal(DType.Float32, Divide(new[] { 1L }, new[] { 2L }).DType);
        Assert.Equal([float.PositiveInfinity, float.NaN], Divide(new[] { 1, 0 }, 0).ToArray<float>());
    }

    [Theory]
    [InlineData(7, 3, 2, 1)]
    [InlineData(-7, 3, -3, 2)]
    [InlineData(7, -3, -3, -2)]
    [InlineData(-7, -3, 2, -1)]
    [InlineData(6, 3, 2, 0)]
    public void Division_rounds_down_and_the_remainder_has_the_sign_of_the_divisor(int x, int y, int quotient, int remainder)
    {
        Assert.Equal(quotient, FloorDivide(new[] { x }, new[] { y }).Item<int>());
        Assert.Equal(remainder, Mod(new[] { x }, new[] { y }).Item<int>());
        Assert.Equal(quotient, FloorDivide(new[] { (double)x }, new[] { (double)y }).Item<double>());
        Assert.Equal(remainder, Mod(new[] { (double)x }, new[] { (double)y }).Item<double>());
        Assert.Equal(remainder, Mod(new[] { (short)x }, new[] { (short)y }).Item<short>());
    }

    [Fact]
    public void Floor_division_is_exact_where_the_quotient_rounds_up()
    {
        Assert.Equal(9.0, FloorDivide(new[] { 1.0 }, new[] { 0.1 }).Item<double>());    // as in Python: 0.1 is a little more than 1/10
        Assert.Equal([double.PositiveInfinity, double.NegativeInfinity], FloorDivide(new[] { 1.0, -1 }, 0).ToArray<double>());
        Assert.Equal(double.NaN, Mod(new[] { 1.0 }, 0).Item<double>());
        Assert.Throws<DivideByZeroException>(() => FloorDivide(new[] { 1 }, 0));
    }

    [Fact]
    public void Remainder_of_truths_is_int32() => Assert.Equal([0, 0], Mod(new[] { true, false }, new[] { true, true }).ToArray<int>());

    [Fact]
    public void Powers_of_integers_stay_integers()
    {
        Assert.Equal([8, 9, 1], Power(new[] { 2, 3, 5 }, new[] { 3, 2, 0 }).ToArray<int>());
        Assert.Equal(3_486_784_401, Power(new[] { 3L }, new[] { 20L }).Item<long>());
        Assert.Equal(2f, Power(new[] { 4 }, 0.5).Item<float>());
        Assert.Equal(double.NaN, Power(new[] { -1.0 }, 0.5).Item<double>());
    }

    [Fact]
    public void Slope_of_a_power_is_finite_at_zero()
    {
        Tensor x = new[] { 0.0, 0, 0 }, y = new[] { 0.0, 1, 2 };
        using var tape = new Tape();
        Tensor?[] slopes = tape.Gradients(Power(tape.Watch(x), tape.Watch(y)), x, y);
        Assert.Equal([0.0, 1, 0], slopes[0]!.ToArray<double>());
        Assert.Equal([0.0, 0], slopes[1]!.ToArray<double>()[1..]);
    }

    [Fact]
    public void Equal_numbers_share_the_slope_of_maximum_and_minimum()
    {
        Tensor x = new[] { 1.0, 2, 3 }, y = new[] { 2.0, 2, 2 };
        using var tape = new Tape();
        tape.Watch(x);
        tape.Watch(y);
        Tensor?[] max = tape.Gradients(Maximum(x, y), x, y), min = tape.Gradients(Minimum(x, y), x, y);
        Assert.Equal([0, 0.5, 1], max[0]!.ToArray<double>());
        Assert.Equal([1, 0.5, 0], max[1]!.ToArray<double>());
        Assert.Equal([1, 0.5, 0], min[0]!.ToArray<double>());
        Assert.Equal([0, 0.5, 1], min[1]!.ToArray<double>());
    }

    [Fact]
    public void NaN_wins_in_maximum_and_minimum()
    {
        Tensor x = new[] { float.NaN, 1 }, y = new[] { 1, float.NaN };
        Assert.All(Maximum(x, y).ToArray<float>(), value => Assert.Equal(float.NaN, value));
        Assert.All(Minimum(x, y).ToArray<float>(), value => Assert.Equal(float.NaN, value));
    }

    [Fact]
    public void Truths_add_as_or_and_multiply_as_and()
    {
        Tensor x = new[] { true, true, false }, y = new[] { true, false, false };
        Assert.Equal([true, true, false], Add(x, y).ToArray<bool>());
        Assert.Equal([true, false, false], Multiply(x, y).ToArray<bool>());
        Assert.Equal([true, true, false], Maximum(x, y).ToArray<bool>());
        Assert.Equal([true, false, false], Minimum(x, y).ToArray<bool>());
        Assert.Throws<ArgumentException>(() => Subtract(x, y));
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_are_named()
    {
        var error = Assert.Throws<ShapeException>(() => Add(new float[2, 3], new float[2]));
        Assert.Contains("(2, 3) and (2,)", error.Message);
        Assert.StartsWith("Add expects", error.Message);
    }

    [Fact]
    public void Clip_passes_slopes_in_the_range_and_at_its_ends()
    {
        Tensor x = new[] { -2.0, -1, 0, 1, 2 };
        using var tape = new Tape();
        Tensor y = Clip(tape.Watch(x), -1, 1);
        Assert.Equal([-1.0, -1, 0, 1, 1], y.ToArray<double>());
        Assert.Equal([0.0, 1, 1, 1, 0], tape.Gradients(y, x)[0]!.ToArray<double>());
        Assert.Equal(double.NaN, Clip(double.NaN, 0, 1).Cast(DType.Float64).Item<double>());
        Assert.Equal([1, 2], Clip(new[] { 0, 5 }, 1, 2).ToArray<int>());
    }
}
