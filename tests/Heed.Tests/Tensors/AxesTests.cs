namespace Heed.Tests;

public class AxesTests
{
    [Fact]
    public void One_axis_and_a_list_of_one_differ_as_in_configs()
    {
        Axes one = -1, list = [-1];
        Assert.NotEqual(one, list);
        Assert.Equal(list, new[] { -1 });
        Assert.Equal("""{"one":-1,"list":[-1]}""", new Config().With("one", one).With("list", list).Json.ToJsonString());
        Assert.Equal(("-1", "[-1]"), ($"{one}", $"{list}"));
    }

    [Fact]
    public void Rejects_none() => Assert.Throws<ArgumentException>(() => { Axes _ = []; });
}
