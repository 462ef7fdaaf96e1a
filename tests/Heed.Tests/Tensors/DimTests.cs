namespace Heed.Tests;

public class DimTests
{
    [Fact]
    public void Unknown_agrees_with_every_length_but_equals_only_itself()
    {
        Assert.True(Dim.Unknown == 5);
        Assert.False(Dim.Unknown != 5);
        Assert.False(Dim.Unknown.Equals(5));
        Assert.True(Dim.Unknown.Equals((int?)null));
        Assert.False((Dim)4 == 5);
    }

    [Fact]
    public void Arithmetic_with_unknown_is_unknown()
    {
        Assert.Equal(7, ((Dim)3 + 4).Value);
        Assert.Equal(12, ((Dim)3 * 4).Value);
        Assert.False((Dim.Unknown + 4).IsKnown);
        Assert.False((4 * Dim.Unknown).IsKnown);
    }

    [Fact]
    public void Zero_is_a_length_and_less_is_not()
    {
        Assert.Equal(0, ((Dim)0).Value);
        Assert.Throws<ShapeException>(() => (Dim)(-1));
        Assert.Throws<InvalidOperationException>(() => Dim.Unknown.Value);
    }

    [Fact]
    public void Unknown_prints_as_None() => Assert.Equal("None 5", $"{Dim.Unknown} {(Dim)5}");
}
