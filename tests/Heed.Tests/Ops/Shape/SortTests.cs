using static Heed.Ops;

namespace Heed.Tests.Ops;

public class SortTests
{
    [Fact]
    public void Elements_ascend_and_NaN_comes_last()
    {
        Assert.Equal([-1f, 0, 2, float.NaN], Sort(new[] { 2f, float.NaN, -1, 0 }).ToArray<float>());
        Assert.Equal([1, 0, 3, 2], Sort(new[,] { { 3, 0 }, { 1, 2 } }, axis: 0).ToArray<int>());
        Assert.Equal([false, true, true], Sort(new[] { true, false, true }).ToArray<bool>());
    }

    [Fact]
    public void Equal_elements_keep_their_order()
    {
        int[] keys = [.. Enumerable.Range(0, 1000).Select(i => i * 7919 % 10)];
        int[] expected = [.. Enumerable.Range(0, 1000).OrderBy(i => keys[i])];
        Assert.Equal(expected, ArgSort(keys).ToArray<int>());
    }

    [Fact]
    public void Gradient_goes_back_to_where_the_element_stood()
    {
        Tensor x = new float[] { 3, 1, 2 };
        using var tape = new Tape();
        tape.Watch(x);
        Assert.Equal([30f, 10, 20], tape.Gradients(Sum(Sort(x) * new float[] { 10, 20, 30 }), x)[0]!.ToArray<float>());
    }

    [Fact]
    public void TopK_gives_the_largest_first_and_the_earlier_of_equals()
    {
        var (values, places) = TopK(new[,] { { 1, 5, 3, 5 }, { 4, 3, 2, 1 } }, 3);
        Assert.Equal([5, 5, 3, 4, 3, 2], values.ToArray<int>());
        Assert.Equal([1, 3, 2, 0, 1, 2], places.ToArray<int>());
        Assert.Equal([1, 0], TopK(new[] { 3f, float.NaN, 2 }, 2).Indices.ToArray<int>());
        Assert.Equal([0], TopK(new[] { 3f, 1 }, 0).Values.Shape);
        Assert.Throws<ShapeException>(() => TopK(new[] { 1, 2 }, 3));
    }

    [Fact]
    public void TopK_agrees_with_sorting()
    {
        var random = new Random(1);
        int[] x = [.. Enumerable.Range(0, 500).Select(_ => random.Next(100))];
        Assert.Equal(Enumerable.Range(0, 500).OrderByDescending(i => x[i]).Take(50), TopK(x, 50).Indices.ToArray<int>());
    }

    [Fact]
    public void A_target_is_among_the_largest_if_fewer_than_k_are_larger()
    {
        Tensor predictions = new[,] { { 0.1f, 0.5f, 0.4f }, { 0.3f, 0.3f, 0.4f }, { float.NaN, 1, 0 } };
        Assert.Equal([false, true, false], InTopK(new[] { 0, 1, 0 }, predictions, 2).ToArray<bool>());
        Assert.Throws<ArgumentOutOfRangeException>(() => InTopK(new[] { 0, 3, 0 }, predictions, 2));
    }
}
