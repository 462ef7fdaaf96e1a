using System.Text;
using Heed.Kernels;

namespace Heed.Tests.Kernels;

public sealed class FarmHashTests
{
    /// <summary>Published fingerprints of "test", and of it 8 and 64 times; the others guard the paths for other lengths.</summary>
    [Theory]
    [InlineData("", 1, 0x9ae16a3b2f90404f)]
    [InlineData("test", 1, 8581389452482819506)]
    [InlineData("test", 8, unchecked((ulong)-4196240717365766262))]
    [InlineData("test", 64, 3500507768004279527)]
    [InlineData("abcdefghij", 5, 0x45b173a24523a9b7)]
    [InlineData("abcdefghij", 10, 0xacf4f7312eb7ba99)]
    public void Fingerprint_is_that_of_farmhash(string text, int times, ulong expected) =>
        Assert.Equal(expected, FarmHash.Fingerprint(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, times)))));

    [Fact]
    public void Joining_is_not_commutative() => Assert.NotEqual(FarmHash.Join(1, 2), FarmHash.Join(2, 1));
}
