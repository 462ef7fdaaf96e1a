using Heed.Layers;

namespace Heed.Tests.Layers.Merging;

public class SubtractTests
{
    [Fact]
    public void The_second_is_taken_from_the_first() =>
        Assert.Equal([9f, 18, 27], new Subtract().Apply([new float[,] { { 10, 20, 30 } }, new float[,] { { 1, 2, 3 } }]).ToArray<float>());

    [Fact]
    public void Rejects_one_or_three_inputs()
    {
        Tensor x = new float[1, 2];
        Assert.Contains("exactly two", Assert.Throws<ShapeException>(() => new Subtract().Apply(Tensors.List([x, x, x]))).Message);
        Assert.Throws<ShapeException>(() => new Subtract().Apply(Tensors.List([x])));
    }

    [Fact]
    public void The_average_divides_by_the_number_of_inputs() =>
        Assert.Equal([2f, 5], new Average().Apply([new float[,] { { 1, 2 } }, new float[,] { { 2, 4 } }, new float[,] { { 3, 9 } }]).ToArray<float>());
}
