using Heed.Saving;

namespace Heed.Tests;

public sealed class ChecksumsTests
{
    [Theory]
    [InlineData("", 0xDEADBEEFu)]
    [InlineData("Four score and seven years ago", 0x17770551u)]      // both from the comments of lookup3.c
    public void Jenkins_gives_the_examples_of_its_author(string text, uint expected) =>
        Assert.Equal(expected, Checksums.Jenkins(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Fletcher_is_two_sums_modulo_65535()
    {
        byte[] data = new byte[5001];
        new Random(1).NextBytes(data);
        long first = 0, second = 0;
        for (int i = 0; i < data.Length; i += 2)
        {
            first = (first + (data[i] << 8) + (i + 1 < data.Length ? data[i + 1] : 0)) % 65535;
            second = (second + first) % 65535;
        }
        Assert.Equal((uint)((second << 16) | first), Checksums.Fletcher32(data));
    }
}
