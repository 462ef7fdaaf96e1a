using static Heed.Ops;

namespace Heed.Tests.Autodiff;

public class TapeTests
{
    [Fact]
    public void Gradient_of_a_product_is_the_other_factor()
    {
        Tensor x = new double[] { 1, 2, 3 }, y = new double[] { 4, 5, 6 }, unrelated = new double[] { 7 };
        using var tape = new Tape();
        tape.Watch(x);
        Tensor?[] gradients = tape.Gradients(Sum(x * y), x, unrelated);
        Assert.Equal([4.0, 5, 6], gradients[0]!.ToArray<double>());
        Assert.Null(gradients[1]);
    }

    [Fact]
    public void Broadcast_axes_are_summed()
    {
        Tensor x = new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, b = new double[] { 1, 1, 1 };
        using var tape = new Tape();
        tape.Watch(b);
        Assert.Equal([5.0, 7, 9], tape.Gradients(Sum(x * b), b)[0]!.ToArray<double>());
    }

    [Fact]
    public void Tapes_nest_for_second_derivatives()
    {
        Tensor x = Tensor.FromScalar(0.3);
        using var outer = new Tape();
        outer.Watch(x);
        Tensor first;
        using (var inner = new Tape())
        {
            inner.Watch(x);
            first = inner.Gradients(Sigmoid(x), x)[0]!;
        }
        double s = 1 / (1 + Math.Exp(-0.3));
        Assert.Equal(s * (1 - s), first.Item<double>(), 12);
        Assert.Equal(s * (1 - s) * (1 - 2 * s), outer.Gradients(first, x)[0]!.Item<double>(), 12);
    }

    [Fact]
    public void Stopped_gradient_is_absent()
    {
        Tensor x = new double[] { 1, 2 };
        using var tape = new Tape();
        tape.Watch(x);
        Assert.Null(tape.Gradients(Sum(StopGradient(x)), x)[0]);
    }

    [Fact]
    public void Memory_of_a_step_goes_back_to_the_pool()
    {
        Tensor inner = null!;
        Tensor kept = MemoryScope.Run(() =>
        {
            inner = Ones([1000]) * 2;
            return inner + 1;
        });
        Assert.Equal(3f, kept.AsSpan<float>()[999]);
        Assert.Throws<ObjectDisposedException>(() => inner.AsSpan<float>()[0]);
    }
}
