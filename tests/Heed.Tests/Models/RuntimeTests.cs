namespace Heed.Tests;

public sealed class RuntimeTests
{
    [Fact]
    public void The_number_of_threads_can_be_set()
    {
        int threads = Runtime.Threads;
        try
        {
            Runtime.Threads = 3;
            Assert.Equal(3, Runtime.Threads);
        }
        finally
        {
            Runtime.Threads = threads;
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => Runtime.Threads = 0);
    }
}
