using static Heed.Ops;

namespace Heed.Tests;

/// <summary>The values of functions of one number; slopes and shapes are the contract's matter.</summary>
public class FunctionTests
{
    private static readonly (Func<Tensor, Tensor> Op, Func<double, double> Expected, double From, double To)[] Functions =
    [
        (Abs, Math.Abs, -3, 3), (Negative, x => -x, -3, 3), (Square, x => x * x, -3, 3), (Reciprocal, x => 1 / x, 0.1, 3),
        (Exp, Math.Exp, -3, 3), (Expm1, x => Math.Exp(x) - 1, -3, 3), (Sqrt, Math.Sqrt, 0, 9), (Rsqrt, x => 1 / Math.Sqrt(x), 0.1, 9),
        (Log, Math.Log, 0.1, 9), (Log1p, x => Math.Log(1 + x), -0.9, 9), (Log2, Math.Log2, 0.1, 9), (Log10, Math.Log10, 0.1, 9),
        (Sin, Math.Sin, -4, 4), (Cos, Math.Cos, -4, 4), (Tan, Math.Tan, -1, 1),
        (Arcsin, Math.Asin, -1, 1), (Arccos, Math.Acos, -1, 1), (Arctan, Math.Atan, -9, 9),
        (Sinh, Math.Sinh, -3, 3), (Cosh, Math.Cosh, -3, 3), (Tanh, Math.Tanh, -3, 3),
        (Arcsinh, Math.Asinh, -3, 3), (Arccosh, Math.Acosh, 1, 9), (Arctanh, Math.Atanh, -0.9, 0.9),
        (Floor, Math.Floor, -3, 3), (Ceil, Math.Ceiling, -3, 3),
    ];

    [Fact]
    public void Values_are_those_of_Math()
    {
        foreach (var (op, expected, from, to) in Functions)
        {
            double[] x = [.. Enumerable.Range(0, 41).Select(i => from + (to - from) * i / 40)];
            Assert.All(op(x).ToArray<double>().Zip(x), pair => Assert.Equal(expected(pair.Second), pair.First, 1e-13));
        }
    }

    [Fact]
    public void Integers_and_truths_count_as_float32()
    {
        foreach (Func<Tensor, Tensor> op in new Func<Tensor, Tensor>[] { Exp, Log, Sqrt, Sin, Floor, Sigmoid, x => Softmax(x), x => Gelu(x) })
        {
            Assert.Equal(DType.Float32, op(new[] { 1L, 2 }).DType);
            Assert.Equal(DType.Float32, op(new[] { true, false }).DType);
            Assert.Equal(DType.Float16, op(new[] { Half.One }).DType);
        }
    }

    [Fact]
    public void Integers_stay_integers_where_the_result_is_one()
    {
        Tensor x = new sbyte[] { -3, 0, 2 };
        Assert.Equal([3, 0, 2], Abs(x).ToArray<sbyte>());
        Assert.Equal([3, 0, -2], Negative(x).ToArray<sbyte>());
        Assert.Equal([-1, 0, 1], Sign(x).ToArray<sbyte>());
        Assert.Equal([9, 0, 4], Square(x).ToArray<sbyte>());
        Assert.Equal([1, 0], Square(new[] { true, false }).ToArray<int>());
        Assert.Equal([true, false], Abs(new[] { true, false }).ToArray<bool>());
    }

    [Fact]
    public void Sign_of_zeros_and_NaN_is_their_own()
    {
        float[] signs = Sign(new[] { -0f, 0f, float.NaN, float.NegativeInfinity }).ToArray<float>();
        Assert.True(float.IsNegative(signs[0]));
        Assert.Equal([0f, 0f, float.NaN, -1f], signs);
    }

    [Fact]
    public void Rounding_goes_to_the_even_neighbour()
    {
        Assert.Equal([0.0, 2, 2, -2, 1], Round(new[] { 0.5, 1.5, 2.5, -1.5, 0.51 }).ToArray<double>());
        Assert.Equal([0.12, 0.13], Round(new[] { 0.1249, 0.1251 }, 2).ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([1200, -100], Round(new[] { 1249, -51 }, -2).ToArray<int>());
        Assert.Equal([7], Round(new[] { 7 }).ToArray<int>());
    }

    [Fact]
    public void Error_function_and_its_inverse_undo_each_other()
    {
        double[] x = [-5, -2.5, -1.1, -0.3, 0, 1e-9, 0.7, 1.2, 3.3];
        Assert.All(Erfinv(Erf(x)).ToArray<double>().Zip(x), pair => Assert.Equal(pair.Second, pair.First, Math.Abs(pair.Second) > 3 ? 1e-3 : 1e-12));
        Assert.Equal([double.PositiveInfinity, double.NegativeInfinity, double.NaN], Erfinv(new[] { 1, -1, 1.5 }).ToArray<double>());
        Assert.Equal(0.476936276204469873, Erfinv(0.5).Cast(DType.Float32).Item<float>(), 1e-7);
    }

    [Fact]
    public void Infinities_and_NaN_are_recognised()
    {
        Tensor x = new[] { 1, double.NaN, double.PositiveInfinity, double.NegativeInfinity };
        Assert.Equal([false, true, false, false], IsNan(x).ToArray<bool>());
        Assert.Equal([false, false, true, true], IsInf(x).ToArray<bool>());
        Assert.Equal([true, false, false, false], IsFinite(x).ToArray<bool>());
        Assert.Equal([true], IsFinite(new[] { int.MaxValue }).ToArray<bool>());
    }

    [Fact]
    public void Texts_have_no_arithmetic()
    {
        Assert.Throws<ArgumentException>(() => Exp(new[] { "a" }));
        Assert.Throws<ArgumentException>(() => Negative(new[] { "a" }));
        Assert.Throws<ArgumentException>(() => Add(new[] { "a" }, new[] { "b" }));
        Assert.Throws<ArgumentException>(() => Add(new[] { "a" }, 1));
    }
}
