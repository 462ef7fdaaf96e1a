namespace Heed.Tests;

public class DTypeTests
{
    [Fact]
    public void Every_name_is_read_back()
    {
        foreach (DType type in Enum.GetValues<DType>()) Assert.Equal(type, DTypes.Parse(type.Name()));
        Assert.Equal("bfloat16", DType.BFloat16.Name());
        Assert.Equal((DType.Int32, DType.Float32), (DTypes.Parse("int"), DTypes.Parse("float")));
    }

    [Fact]
    public void Unknown_name_is_refused_with_the_valid_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => DTypes.Parse("float8"));
        Assert.Contains("float16", error.Message);
        Assert.Contains("'float8'", error.Message);
    }

    [Fact]
    public void Kinds_and_sizes()
    {
        Assert.Equal([DType.Float32, DType.Float64, DType.Float16, DType.BFloat16], Enum.GetValues<DType>().Where(type => type.IsFloat()));
        Assert.Equal(8, Enum.GetValues<DType>().Count(type => type.IsInteger()));
        Assert.False(DType.Bool.IsInteger());
        Assert.Equal([4, 8, 2, 2, 1, 2, 4, 8, 1, 2, 4, 8, 1, 0], Enum.GetValues<DType>().Select(type => type.ItemSize()));
    }
}
