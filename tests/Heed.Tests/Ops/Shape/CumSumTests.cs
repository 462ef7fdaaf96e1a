using static Heed.Ops;

namespace Heed.Tests.Ops;

public class CumSumTests
{
    private static readonly Tensor X = new[,] { { 1, 2, 3 }, { 4, 5, 6 } };

    [Fact]
    public void Each_element_counts_those_before_it()
    {
        Assert.Equal([1, 3, 6, 4, 9, 15], CumSum(X, -1).ToArray<int>());
        Assert.Equal([1, 2, 3, 5, 7, 9], CumSum(X, 0).ToArray<int>());
        Assert.Equal([1, 3, 6, 10, 15, 21], CumSum(X).ToArray<int>());
        Assert.Equal([1, 1, 2], CumSum(new[] { true, false, true }).ToArray<int>());
    }

    [Fact]
    public void Products_likewise()
    {
        Assert.Equal([1, 2, 6, 4, 20, 120], CumProd(X, 1).ToArray<int>());
        Assert.Equal([1, 2, 3, 4, 10, 18], CumProd(X, 0).ToArray<int>());
    }

    [Fact]
    public void Gradient_of_a_product_is_right_at_zero()
    {
        Tensor x = new float[] { 2, 0, 3 };
        using var tape = new Tape();
        tape.Watch(x);
        // y = (a, ab, abc): the sum's slopes are 1 + b + bc, a + ac, ab.
        Assert.Equal([1f, 8, 0], tape.Gradients(Sum(CumProd(x)), x)[0]!.ToArray<float>());
    }
}
