using Heed.Kernels;

namespace Heed.Tests.Kernels;

public sealed class SipHashTests
{
    /// <summary>The example in appendix A of the paper: key 00 … 0f, bytes 00 … 0e.</summary>
    [Fact]
    public void Hash_is_that_of_the_paper() =>
        Assert.Equal(0xa129ca6149be45e5, SipHash.Hash(0x0706050403020100, 0x0f0e0d0c0b0a0908, [.. Enumerable.Range(0, 15).Select(i => (byte)i)]));
}
