using Heed.Initializers;
using static Heed.Ops;

namespace Heed.Tests.Weights.Initializers;

public class OrthogonalTests
{
    [Theory]
    [InlineData(5, 5)]
    [InlineData(3, 7)]
    [InlineData(7, 3)]
    public void The_shorter_side_is_orthonormal(int rows, int columns)
    {
        Tensor matrix = new Orthogonal(gain: 2, seed: 1).Create([rows, columns], DType.Float64);
        Tensor products = rows <= columns ? MatMul(matrix, matrix, transposeB: true) : MatMul(matrix, matrix, transposeA: true);
        double[] identity = new Heed.Initializers.Identity(gain: 4).Create(products.Shape, DType.Float64).ToArray<double>();
        Assert.All(products.ToArray<double>().Zip(identity), pair => Assert.Equal(pair.Second, pair.First, 12));
    }

    [Fact]
    public void Rejects_a_vector() => Assert.Throws<ShapeException>(() => new Orthogonal().Create([3]));
}
