using Heed.Layers;

namespace Heed.Tests.Layers.Preprocessing;

public sealed class HashedCrossingTests
{
    private static readonly Tensor Letters = new[] { "A", "B", "A", "B", "A" }, Numbers = new[] { 101, 101, 101, 102, 102 };

    /// <summary>The examples in Keras's documentation.</summary>
    [Fact]
    public void Bins_are_those_of_Keras()
    {
        Assert.Equal([1L, 4, 1, 1, 3], ((Tensor)new HashedCrossing(5).Invoke([Letters, Numbers])).ToArray<long>());
        Tensor oneHot = new HashedCrossing(5, OutputMode.OneHot).Invoke([Letters, Numbers]);
        Assert.Equal([1, 4, 1, 1, 3], Heed.Ops.ArgMax(oneHot, -1).ToArray<int>());
    }

    [Fact]
    public void A_scalar_of_each_feature_gives_a_scalar() =>
        Assert.Equal(1, ((Tensor)new HashedCrossing(5).Invoke([Tensor.FromScalar("A"), Tensor.FromScalar(101)])).Item<long>());

    [Fact]
    public void More_than_two_features_count_all()
    {
        Tensor two = new HashedCrossing(1000).Invoke([Letters, Numbers]), three = new HashedCrossing(1000).Invoke([Letters, Numbers, Letters]);
        Assert.NotEqual(two.ToArray<long>(), three.ToArray<long>());
    }

    [Fact]
    public void Refuses_what_is_no_category()
    {
        Assert.Contains("strings or whole numbers", Assert.Throws<ArgumentException>(() => new HashedCrossing(5).Invoke([Letters, Numbers.Cast(DType.Float32)])).Message);
        Assert.Throws<ShapeException>(() => new HashedCrossing(5).Invoke([Letters]));
        Assert.Throws<ShapeException>(() => new HashedCrossing(5).Invoke([Letters, Numbers[..2]]));
        Assert.Throws<ShapeException>(() => new HashedCrossing(5).Invoke([new[,] { { 1, 2 } }, new[,] { { 1, 2 } }]));
        Assert.Throws<ArgumentException>(() => new HashedCrossing(5, OutputMode.Count));
    }
}
