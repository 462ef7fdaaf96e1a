using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Settings, extremes and types of activation functions; their values and slopes are compared with Keras's in tests/reference/activations.</summary>
public class ActivationTests
{
    private static readonly Tensor X = new[] { -2.0, -0.25, 0, 0.25, 2 };

    [Fact]
    public void Settings_change_the_function()
    {
        Assert.Equal([-0.2, -0.025, 0, 0.25, 2], LeakyRelu(X, 0.1).ToArray<double>());
        Assert.Equal(3 * (Math.Exp(-2) - 1), Elu(X, 3).ToArray<double>()[0], 1e-12);
        Assert.Equal(3 * (Math.Exp(-2 / 3.0) - 1), Celu(X, 3).ToArray<double>()[0], 1e-12);
        Assert.Equal([-2.0, -0.25, 0, 0.25, 2], HardShrink(X, 0.1).ToArray<double>());
        Assert.Equal([-1.0, 0, 0, 0, 1], SoftShrink(X, 1).ToArray<double>());
        Assert.Equal([-9.0, -9, -9, 0.25, 2], Threshold(X, 0, -9).ToArray<double>());
        Assert.Equal([0.0, 0, 0, 0.25, 2], SquarePlus(X, 0).ToArray<double>());
    }

    [Fact]
    public void Slopes_stay_finite_where_exponentials_overflow()
    {
        Tensor x = new[] { -1e4, 1e4 };
        Func<Tensor, Tensor>[] functions = [x => Elu(x), Selu, x => Celu(x), Softplus, LogSigmoid, Mish, Sigmoid, Tanh, x => Gelu(x)];
        foreach (Func<Tensor, Tensor> function in functions)
        {
            using var tape = new Tape();
            Tensor y = function(tape.Watch(x));
            Assert.All(y.ToArray<double>(), value => Assert.True(double.IsFinite(value)));
            Assert.All(tape.Gradients(y, x)[0]!.ToArray<double>(), value => Assert.True(double.IsFinite(value)));
        }
    }

    [Fact]
    public void The_two_formulas_of_gelu_are_near_but_not_equal()
    {
        double[] exact = Gelu(X, approximate: false).ToArray<double>(), approximate = Gelu(X).ToArray<double>();
        Assert.Equal(exact, approximate, (a, b) => Math.Abs(a - b) < 5e-4);
        Assert.NotEqual(exact[0], approximate[0]);
        Assert.Equal(-0.04550026389635842, exact[0], 1e-15);
    }

    [Fact]
    public void Rectifiers_keep_integers_and_pass_NaN()
    {
        Assert.Equal([0, 3], Relu(new[] { -3, 3 }).ToArray<int>());
        Assert.Equal([0, 6], Relu6(new[] { -3, 8 }).ToArray<int>());
        Assert.Equal(float.NaN, Relu(new[] { float.NaN }).Item<float>());
    }

    [Fact]
    public void Glu_gates_the_first_half_by_the_second()
    {
        Tensor y = Glu(new[,] { { 2.0, 4, 0, 100 } });
        Assert.Equal([1.0, 4], y.ToArray<double>());
        Assert.Throws<ShapeException>(() => Glu(new double[2, 3]));
    }
}
