namespace Heed.Tests;

public class BFloat16Tests
{
    [Theory]
    [InlineData(1f, 0x3F80)]
    [InlineData(-2f, 0xC000)]
    [InlineData(1.00390625f, 0x3F80)]       // halfway between 1 and the next: to the even one
    [InlineData(1.01171875f, 0x3F82)]       // halfway again, the even one is above
    [InlineData(1.0039064f, 0x3F81)]        // just above halfway
    [InlineData(float.MaxValue, 0x7F80)]    // rounds up to infinity
    [InlineData(float.NegativeInfinity, 0xFF80)]
    [InlineData(1e-40f, 0x0001)]
    public void Rounds_to_nearest_even(float value, int bits) => Assert.Equal(bits, ((BFloat16)value).ToBits());

    [Fact]
    public void Every_number_survives_the_way_through_float()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            BFloat16 value = BFloat16.FromBits((ushort)bits);
            if (!float.IsNaN(value)) Assert.Equal(bits, ((BFloat16)(float)value).ToBits());
            else Assert.True(float.IsNaN((BFloat16)(float)value));
        }
    }

    [Fact]
    public void Compares_as_a_number()
    {
        Assert.True((BFloat16)0f == (BFloat16)(-0f));
        Assert.True((BFloat16)float.NaN != (BFloat16)float.NaN);
        Assert.True(((BFloat16)1f).CompareTo((BFloat16)2f) < 0);
    }
}
