namespace Heed.Kernels;

/// <summary>Random numbers of the gamma distribution, as logarithms, so that very small ones are told apart.</summary>
/// <remarks>
/// A number may need several tries, so each has a stream of its own: the blocks whose counters begin with its index. Source: Marsaglia and Tsang 2000, "A simple method for
/// generating gamma variables".
/// </remarks>
internal static class GammaDraw
{
    /// <summary>The logarithm of one number of the distribution with a scale of 1.</summary>
    /// <param name="alpha">The shape, above 0.</param>
    /// <param name="key0">First half of the key.</param>
    /// <param name="key1">Second half of the key.</param>
    /// <param name="index">Which number.</param>
    /// <param name="stream">Tells apart numbers of the same index.</param>
    public static double Logarithm(double alpha, uint key0, uint key1, ulong index, uint stream)
    {
        var source = new Source(key0, key1, index, stream);
        double shape = alpha < 1 ? alpha + 1 : alpha, d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d), result;
        while (true)
        {
            double normal = source.Normal(), v = 1 + c * normal;
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(source.Unit()) >= 0.5 * normal * normal + d - d * v + d * Math.Log(v)) continue;
            result = Math.Log(d * v);
            break;
        }
        return alpha < 1 ? result + Math.Log(source.Unit()) / alpha : result;
    }

    private struct Source(uint key0, uint key1, ulong index, uint stream)
    {
        private uint _block;

        /// <summary>A number in (0, 1).</summary>
        public double Unit() => Two().First;

        /// <summary>A number of the standard normal distribution, by Box and Muller's method.</summary>
        public double Normal()
        {
            (double radius, double angle) = Two();
            return Math.Sqrt(-2 * Math.Log(radius)) * Math.Cos(2 * Math.PI * angle);
        }

        private (double First, double Second) Two()
        {
            Span<uint> words = stackalloc uint[Philox.BlockLength];
            Philox.Block([(uint)index, (uint)(index >> 32), stream, ++_block], key0, key1, words);
            return (Unit(words[0], words[1]), Unit(words[2], words[3]));
        }

        private static double Unit(uint low, uint high) => (((((ulong)high << 32) | low) >> 11) | 1) * (1.0 / (1L << 53));
    }
}
