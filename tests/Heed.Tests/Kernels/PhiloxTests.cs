using Heed.Kernels;

namespace Heed.Tests.Kernels;

public class PhiloxTests
{
    /// <summary>The known answers that Random123 is published with (philox4x32, 10 rounds).</summary>
    [Theory]
    [InlineData(new uint[] { 0, 0, 0, 0 }, 0, 0, new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(new[] { ~0u, ~0u, ~0u, ~0u }, ~0u, ~0u, new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [InlineData(new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, 0xa4093822, 0x299f31d0, new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 })]
    public void Answers_are_the_published_ones(uint[] counter, uint key0, uint key1, uint[] expected)
    {
        var words = new uint[4];
        Philox.Block(counter, key0, key1, words);
        Assert.Equal(expected, words);
    }

    [Fact]
    public void A_stream_is_the_blocks_one_after_the_other()
    {
        const ulong First = uint.MaxValue - 2;     // the counter carries into its second word
        var words = new uint[9 * Philox.BlockLength];
        Philox.Fill(1, 2, First, words);
        var block = new uint[4];
        for (int i = 0; i < 9; i++)
        {
            ulong counter = First + (ulong)i;
            Philox.Block([(uint)counter, (uint)(counter >> 32), 0, 0], 1, 2, block);
            Assert.Equal(block, words[(4 * i)..(4 * i + 4)]);
        }
    }
}
