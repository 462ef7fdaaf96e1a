using Heed.Layers;

namespace Heed.Tests.Layers.Merging;

public class MultiplyTests
{
    [Fact]
    public void Masked_elements_count_as_1_and_as_0_where_all_are_masked()
    {
        Tensor a = new float[,,] { { { 2 }, { 3 }, { 5 } } }, b = new float[,,] { { { 7 }, { 11 }, { 13 } } };
        Tensor product = new Multiply().Apply([a, b], mask: [new[,] { { true, true, false } }, new[,] { { true, false, false } }]);
        Assert.Equal([14f, 3, 0], product.ToArray<float>());
        Assert.Equal([true, true, false], product.Mask!.ToArray<bool>());
    }
}
