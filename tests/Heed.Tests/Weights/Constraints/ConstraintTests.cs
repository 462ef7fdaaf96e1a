using Heed.Constraints;

namespace Heed.Tests.Weights.Constraints;

public class ConstraintTests
{
    private static readonly Tensor Weight = new double[,] { { 3, 0.3 }, { 4, -0.4 } };     // columns of length 5 and 0.5

    [Fact]
    public void MaxNorm_shrinks_only_what_is_too_long() => AssertClose([1.2, 0.3, 1.6, -0.4], new MaxNorm(2).Project(Weight));

    [Fact]
    public void MinMaxNorm_moves_by_its_rate() => AssertClose([2.1, 0.45, 2.8, -0.6], new MinMaxNorm(1, 2, rate: 0.5).Project(Weight));

    [Fact]
    public void UnitNorm_takes_several_axes() => AssertClose([.. new[] { 3, 0.3, 4, -0.4 }.Select(x => x / Math.Sqrt(25.25))], new UnitNorm([0, 1]).Project(Weight));

    [Fact]
    public void NonNeg_sets_negative_weights_to_0() => AssertClose([3, 0.3, 4, 0], new NonNeg().Project(Weight));

    [Fact]
    public void Axes_keep_their_form_in_the_config()
    {
        Assert.Equal("""{"axis":0}""", new UnitNorm().GetConfig().Json.ToJsonString());
        Assert.Equal("""{"max_value":2.0,"axis":[0,1]}""", KerasRegistry.Create<Constraint>("max_norm", new MaxNorm(axis: [0, 1]).GetConfig()).GetConfig().Json.ToJsonString());
    }

    private static void AssertClose(double[] expected, Tensor received) =>
        Assert.All(expected.Zip(received.ToArray<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
}
