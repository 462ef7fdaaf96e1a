using static Heed.Ops;

namespace Heed.Tests.Autodiff;

public class CustomGradientTests
{
    private static readonly Func<Tensors, Tensors> Reversed = Tape.CustomGradient(x => x, (x, y, dy) => [-dy[0]]);

    /// <summary>x³ · y, with the right gradient.</summary>
    private static readonly Func<Tensors, Tensors> Cubed = Tape.CustomGradient(
        x => Tensors.List([x[0] * x[0] * x[0] * x[1]]),
        (x, y, dy) => [dy[0] * 3 * x[0] * x[0] * x[1], dy[0] * x[0] * x[0] * x[0]]);

    [Fact]
    public void The_gradient_is_the_authors()
    {
        Tensor x = new double[] { 1, 2 };
        using var tape = new Tape();
        tape.Watch(x);
        Tensor y = Reversed(x);
        Assert.Equal([1.0, 2], y.ToArray<double>());
        Assert.Equal([-2.0, -4], tape.Gradients(Sum(y * y), x)[0]!.ToArray<double>());
    }

    [Fact]
    public void Gradients_of_gradients_are_those_of_the_backward_function()
    {
        Tensor x = Tensor.FromScalar(2.0), y = Tensor.FromScalar(5.0);
        using var outer = new Tape();
        outer.Watch(x);
        outer.Watch(y);
        Tensor first;
        using (var inner = new Tape())
        {
            inner.Watch(x);
            first = inner.Gradients(Cubed(Tensors.List([x, y]))[0], x)[0]!;      // 3 x² y
        }
        Assert.Equal(60, first.Item<double>());
        Tensor?[] second = outer.Gradients(first, x, y);
        Assert.Equal(60, second[0]!.Item<double>());      // 6 x y
        Assert.Equal(12, second[1]!.Item<double>());      // 3 x²
    }

    [Fact]
    public void What_is_computed_inside_is_constant()
    {
        Tensor x = Tensor.FromScalar(2.0), hidden = Tensor.FromScalar(3.0);
        Func<Tensors, Tensors> function = Tape.CustomGradient(x => x[0] * hidden, (x, y, dy) => [null]);
        using var tape = new Tape();
        tape.Watch(x);
        tape.Watch(hidden);
        Assert.Equal([null, null], tape.Gradients(function(x)[0], x, hidden));
    }

    [Fact]
    public void Several_outputs_bring_several_gradients()
    {
        Tensor x = Tensor.FromScalar(2.0);
        Func<Tensors, Tensors> function = Tape.CustomGradient(x => Tensors.List([x[0] * 2, x[0] * 3]), (x, y, dy) => [dy[0] * 20 + dy[1] * 30]);
        using var tape = new Tape();
        tape.Watch(x);
        Tensors y = function(x);
        Assert.Equal(30, tape.Gradients(y[1], x)[0]!.Item<double>());
        Assert.Equal(50, tape.Gradients(y[0] + y[1], x)[0]!.Item<double>());
    }

    [Fact]
    public void Plain_loops_will_do_where_no_model_is_built()
    {
        Func<Tensors, Tensors> total = Tape.CustomGradient(
            x => Tensor.FromScalar(x[0].ToArray<double>().Sum()),
            (x, y, dy) => [BroadcastTo(dy[0], x[0].Shape)]);
        GradientCheck.Run(x => total(x[0])[0], [new double[] { 1, 2, 3 }]);
    }

    [Fact]
    public void Symbolic_tensors_stay_symbolic()
    {
        Tensors y = Cubed(Tensors.List([Tensor.Symbolic([null, 3], DType.Float32), Tensor.Symbolic([3], DType.Float32)]));
        Assert.Equal([null, 3], y[0].Shape);
        Assert.True(y[0].IsSymbolic);
    }

    [Fact]
    public void A_gradient_of_another_shape_or_number_is_an_error()
    {
        Tensor x = new double[] { 1, 2 };
        using var tape = new Tape();
        tape.Watch(x);
        var wrong = Tape.CustomGradient(x => x, (x, y, dy) => [Sum(dy[0])]);
        Assert.Contains("((2,))", Assert.Throws<ArgumentException>(() => tape.Gradients(wrong(x)[0], x)).Message);
        Assert.Throws<ArgumentException>(() => tape.Gradients(Tape.CustomGradient(x => x, (x, y, dy) => [])(x)[0], x));
    }
}
