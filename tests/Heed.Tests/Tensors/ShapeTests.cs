namespace Heed.Tests;

public class ShapeTests
{
    private static readonly Shape Batch = [null, 3, 4];

    [Fact]
    public void Prints_as_a_Python_tuple()
    {
        Assert.Equal("(None, 3, 4)", Batch.ToString());
        Assert.Equal("(5,)", new Shape(5).ToString());
        Assert.Equal("()", Shape.Scalar.ToString());
    }

    [Fact]
    public void Size_is_the_product_of_known_lengths()
    {
        Assert.Equal(12, Batch[1..].Size);
        Assert.Equal(1, Shape.Scalar.Size);
        Assert.Equal(0, new Shape(int.MaxValue, int.MaxValue, 0).Size);
        Assert.Throws<InvalidOperationException>(() => Batch.Size);
    }

    [Fact]
    public void Too_many_elements_are_refused_with_the_shape()
    {
        var error = Assert.Throws<ShapeException>(() => new Shape(1 << 20, 1 << 20).Size);
        Assert.Contains("(1048576, 1048576)", error.Message);
    }

    [Fact]
    public void Equality_is_strict_and_compatibility_lenient()
    {
        Assert.True(Batch == [null, 3, 4]);
        Assert.Equal(Batch.GetHashCode(), new Shape(null, 3, 4).GetHashCode());
        Assert.True(Batch != [2, 3, 4]);
        Assert.True(Batch.IsCompatibleWith([2, 3, 4]));
        Assert.False(Batch.IsCompatibleWith([2, 3, 5]));
        Assert.False(Batch.IsCompatibleWith([3, 4]));
    }

    [Fact]
    public void Axes_are_taken_and_replaced_from_either_end()
    {
        Assert.Equal([3, 4], Batch[1..]);
        Assert.Equal(4, Batch[^1]);
        Assert.Equal([null, 3, 7], Batch.With(^1, 7));
        Assert.Equal([2, 3, 4], [2, .. Batch[1..]]);
    }
}
