namespace Heed.Tests;

public class BufferPoolTests
{
    [Fact]
    public void Arrays_are_rounded_up_by_at_most_a_quarter()
    {
        foreach (int length in Enumerable.Range(65, 5000))
        {
            short[] array = BufferPool.Rent<short>(length);
            Assert.InRange(array.Length, length, length + length / 4 + 1);
        }
    }

    [Fact]
    public void A_returned_array_is_rented_again()
    {
        var first = BufferPool.Rent<sbyte>(123_457);
        BufferPool.Return(first);
        Assert.Same(first, BufferPool.Rent<sbyte>(first.Length));
    }

    [Fact]
    public void Foreign_arrays_are_not_taken()
    {
        BufferPool.Return(new UInt128[1001]);     // not a size of the pool
        Assert.NotSame(BufferPool.Rent<UInt128>(1001), BufferPool.Rent<UInt128>(1001));
        Assert.Empty(BufferPool.Rent<UInt128>(0));
    }
}
