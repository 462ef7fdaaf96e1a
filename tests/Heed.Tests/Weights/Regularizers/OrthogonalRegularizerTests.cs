using Heed.Regularizers;

namespace Heed.Tests.Weights.Regularizers;

public class OrthogonalRegularizerTests
{
    [Fact]
    public void Penalty_is_the_mean_cosine_of_all_pairs()
    {
        Tensor x = new double[,] { { 1, 0, 0 }, { 1, 1, 0 }, { 0, 0, 2 } };     // rows: one pair at 45°, two at 90°
        Assert.Equal(0.5 * Math.Sqrt(0.5) / 3, new OrthogonalRegularizer(0.5).Penalty(x).Item<double>(), 12);
        Assert.Equal(0.5 * Math.Sqrt(0.5) / 3, new OrthogonalRegularizer(0.5, OrthogonalMode.Columns).Penalty(x).Item<double>(), 12);
    }

    [Fact]
    public void Gradient_agrees_with_finite_differences()
    {
        foreach (OrthogonalMode mode in Enum.GetValues<OrthogonalMode>())
            GradientCheck.Run(x => new OrthogonalRegularizer(1, mode).Penalty(x[0]), [GradientCheck.Random([3, 4], new Random(1))]);
    }

    [Fact]
    public void Rejects_a_vector() => Assert.Throws<ShapeException>(() => new OrthogonalRegularizer().Penalty(new float[] { 1 }));
}
