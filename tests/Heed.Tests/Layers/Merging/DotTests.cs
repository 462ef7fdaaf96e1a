using Heed.Layers;

namespace Heed.Tests.Layers.Merging;

public class DotTests
{
    [Fact]
    public void Of_vectors_it_is_one_number_a_sample() =>
        Assert.Equal([11f, 0], new Dot(1).Apply([new float[,] { { 1, 2 }, { 1, -1 } }, new float[,] { { 3, 4 }, { 2, 2 } }]).ToArray<float>());

    [Fact]
    public void Of_matrices_every_row_meets_every_column()
    {
        Tensor y = new Dot([2, 1]).Apply([new float[,,] { { { 1, 2 }, { 3, 4 } } }, new float[,,] { { { 1, 0, 2 }, { 0, 1, 1 } } }]);
        Assert.Equal([1, 2, 3], y.Shape);
        Assert.Equal([1f, 2, 4, 3, 4, 10], y.ToArray<float>());
    }

    [Fact]
    public void Axes_of_either_sign_and_any_place_sum_the_same_products()
    {
        Tensor u = Waves.Of([2, 3, 4, 5], dtype: DType.Float32), v = Waves.Of([2, 4, 6], dtype: DType.Float32);
        Tensor expected = Heed.Ops.Einsum("bijk,bjl->bikl", u, v);
        foreach (Axes axes in (Axes[])[[2, 1], [-2, -2], [2, -2]]) Waves.AssertClose(expected, new Dot(axes).Apply([u, v]), 1e-5);
    }

    [Fact]
    public void Normalized_it_is_the_cosine_and_zeros_stay_zero()
    {
        float[] y = new Dot(1, normalize: true).Apply([new float[,] { { 3, 4 }, { 0, 0 } }, new float[,] { { 6, 8 }, { 1, 1 } }]).ToArray<float>();
        Assert.Equal(1, y[0], 1e-6);
        Assert.Equal(0, y[1]);
    }

    [Fact]
    public void Normalized_zeros_are_numbers_in_half_precision_too() =>
        Assert.Equal(0, (float)new Dot(1, normalize: true) { DType = "float16" }.Apply([new float[1, 2], new float[1, 2]]).ToArray<Half>()[0]);

    [Fact]
    public void Rejects_the_batch_axis_other_lengths_and_other_numbers_of_inputs()
    {
        Assert.Contains("axis 0", Assert.Throws<ArgumentException>(() => new Dot(0)).Message);
        Assert.Throws<ArgumentException>(() => new Dot([1]));
        Assert.Throws<ArgumentException>(() => new Dot([1, 2, 3]));
        Assert.Throws<ShapeException>(() => new Dot(-2).Apply([new float[1, 2], new float[1, 2]]));
        Assert.Throws<ShapeException>(() => new Dot(3).Apply([new float[1, 2], new float[1, 2]]));
        Assert.Contains("one length", Assert.Throws<ShapeException>(() => new Dot(1).Apply([new float[1, 2], new float[1, 3]])).Message);
        Assert.Throws<ShapeException>(() => new Dot(1).Apply([new float[1, 2], new float[3, 2]]));
        Assert.Throws<ShapeException>(() => new Dot(1).Apply([new float[1, 2], new float[1, 2], new float[1, 2]]));
        Assert.Throws<ArgumentException>(() => new Dot(1).Apply(new float[1, 2]));
    }
}
