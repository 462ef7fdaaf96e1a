using static Heed.Ops;

namespace Heed.Tests;

public class WhereTests
{
    [Fact]
    public void All_three_broadcast()
    {
        Tensor z = Where(new[,] { { true }, { false } }, new[] { 1, 2, 3 }, new[] { 0.5 });
        Assert.Equal([2, 3], z.Shape);
        Assert.Equal([1, 2, 3, 0.5, 0.5, 0.5], z.ToArray<double>());
    }

    [Fact]
    public void Numbers_in_code_take_the_type_of_their_partner()
    {
        Assert.Equal(DType.Float16, Where(new[] { true }, new[] { Half.One }, 0).DType);
        Assert.Equal(DType.Int32, Where(new[] { true }, 1, 0).DType);
    }

    [Fact]
    public void Texts_and_truths_can_be_chosen()
    {
        Assert.Equal(["a", "?"], Where(new[] { 1, 0 }, new[] { "a", "b" }, new[] { "?" }).ToArray<string>());
        Assert.Equal([true, false], Where(new[] { true, false }, new[] { true, true }, false).ToArray<bool>());
        Assert.Throws<ArgumentException>(() => Where(new[] { true }, new[] { "a" }, 1));
    }

    [Fact]
    public void What_is_not_taken_does_not_reach_the_gradient()
    {
        Tensor x = new[] { -1.0, 4 };
        using var tape = new Tape();
        Tensor y = Where(tape.Watch(x) > 0, Sqrt(Where(x > 0, x, 1)), 0);
        Assert.Equal([0, 0.25], tape.Gradients(y, x)[0]!.ToArray<double>());
    }
}
