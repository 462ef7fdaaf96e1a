using Heed.Initializers;

namespace Heed.Tests.Weights.Initializers;

public class IdentityTests
{
    [Fact]
    public void Diagonal_of_any_matrix_is_the_gain()
    {
        Assert.Equal([3f, 0, 0, 0, 3, 0], new Identity(gain: 3).Create([2, 3]).ToArray<float>());
        Assert.Equal("""{"gain":3.0}""", new Identity(gain: 3).GetConfig().Json.ToJsonString());
    }

    [Fact]
    public void Rejects_what_is_not_a_matrix() => Assert.Throws<ShapeException>(() => new Identity().Create([2, 2, 2]));
}
