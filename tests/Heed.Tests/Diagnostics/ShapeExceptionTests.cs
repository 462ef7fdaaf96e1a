namespace Heed.Tests;

public sealed class ShapeExceptionTests
{
    [Fact]
    public void Is_a_bad_argument() => Assert.IsAssignableFrom<ArgumentException>(new ShapeException("no"));
}
