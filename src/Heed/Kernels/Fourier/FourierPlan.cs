using System.Collections.Concurrent;
using System.Numerics;

namespace Heed.Kernels;

/// <summary>One pass of a transform: butterflies of <paramref name="Radix"/> elements, and the factors that follow them.</summary>
/// <param name="Radix">2, 4 or an odd prime.</param>
/// <param name="Blocks">Butterflies for each place of the passes before.</param>
/// <param name="Re">Real parts of the factors: <c>Radix − 1</c> for each block.</param>
/// <param name="Im">Imaginary parts.</param>
/// <param name="Cos">cos(2πj / radix) of an odd radix.</param>
/// <param name="Sin">sin(2πj / radix) of an odd radix.</param>
internal sealed record FourierPass<T>(int Radix, int Blocks, T[] Re, T[] Im, T[] Cos, T[] Sin);

/// <summary>What all transforms of one length share: the passes, or the chirp of a length with a large prime factor.</summary>
/// <remarks>
/// Passes are Stockham's: each reads one buffer and writes another, so nothing is put in order at the end. A length with a prime factor above
/// <see cref="LargestRadix"/> becomes a convolution of a power of two (Bluestein 1970). Factors are computed in double precision.
/// </remarks>
internal sealed class FourierPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LargestRadix = 31, Kept = 64;

    private static readonly ConcurrentDictionary<int, FourierPlan<T>> Plans = [];

    private FourierPlan(int length)
    {
        Length = length;
        int[] radices = Radices(length);
        if (radices.Length > 0 && radices[^1] > LargestRadix) (Passes, Chirp) = ([], new(length));
        else Passes = [.. radices.Select((radix, i) => Pass(length / radices[..i].Aggregate(1, (product, factor) => product * factor), radix))];
    }

    /// <summary>Elements of a transform.</summary>
    public int Length { get; }

    /// <summary>The passes in order; none of a length with a <see cref="Chirp"/>.</summary>
    public FourierPass<T>[] Passes { get; }

    /// <summary>The convolution that stands for the transform; <see langword="null"/>: the passes do.</summary>
    public FourierChirp<T>? Chirp { get; }

    /// <summary>Elements of working memory for each row.</summary>
    public int WorkLength => Chirp?.Plan.Length ?? Length;

    /// <summary>The plan of a length, at least 1; the latest are kept.</summary>
    public static FourierPlan<T> Of(int length)
    {
        if (Plans.TryGetValue(length, out FourierPlan<T>? plan)) return plan;
        if (Plans.Count >= Kept) Plans.Clear();
        return Plans.GetOrAdd(length, static n => new FourierPlan<T>(n));
    }

    /// <summary>Fours, a two, and odd primes in ascending order, whose product is the length.</summary>
    private static int[] Radices(int length)
    {
        List<int> radices = [];
        for (; length % 4 == 0; length /= 4) radices.Add(4);
        for (int factor = 2; factor <= length / factor; factor++)
            for (; length % factor == 0; length /= factor) radices.Add(factor);
        if (length > 1) radices.Add(length);
        return [.. radices];
    }

    private static FourierPass<T> Pass(int length, int radix)
    {
        int blocks = length / radix, factors = radix - 1;
        T[] re = new T[blocks * factors], im = new T[blocks * factors], cos = new T[radix], sin = new T[radix];
        for (int block = 0; block < blocks; block++)
            for (int k = 1; k < radix; k++)
                (re[block * factors + k - 1], im[block * factors + k - 1]) = FourierChirp<T>.Root(-(long)block * k, length);
        for (int j = 0; j < radix; j++) (cos[j], sin[j]) = FourierChirp<T>.Root(j, radix);
        return new(radix, blocks, re, im, cos, sin);
    }
}

/// <summary>A transform as a convolution with a chirp: <c>X[k] = c[k] · Σ x[j] c[j] · c̄[k − j]</c> with <c>c[j] = exp(−iπj² / n)</c>.</summary>
internal sealed class FourierChirp<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The chirp of a length, and the transform of its conjugate, divided by that transform's length.</summary>
    public FourierChirp(int length)
    {
        int padded = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * length - 1));
        Plan = FourierPlan<T>.Of(padded);
        (Re, Im) = (new T[length], new T[length]);
        double[] re = new double[padded], im = new double[padded], filterRe = new double[padded], filterIm = new double[padded];
        for (int j = 0; j < length; j++)
        {
            (Re[j], Im[j]) = Root(-(long)j * j, 2 * length);
            (double cos, double sin) = FourierChirp<double>.Root((long)j * j, 2 * length);
            (re[j], im[j]) = (cos, sin);
            if (j > 0) (re[padded - j], im[padded - j]) = (cos, sin);
        }
        FourierKernel.Complex<double>(re, im, filterRe, filterIm, padded, 1.0 / padded);
        (FilterRe, FilterIm) = (Array.ConvertAll(filterRe, T.CreateChecked), Array.ConvertAll(filterIm, T.CreateChecked));
    }

    /// <summary>The transform of a power of two that does the work.</summary>
    public FourierPlan<T> Plan { get; }

    /// <summary>Real parts of c.</summary>
    public T[] Re { get; }

    /// <summary>Imaginary parts of c.</summary>
    public T[] Im { get; }

    /// <summary>Real parts of the transformed filter.</summary>
    public T[] FilterRe { get; }

    /// <summary>Imaginary parts of the transformed filter.</summary>
    public T[] FilterIm { get; }

    /// <summary>exp(2πi · part / whole), computed from the remainder, so that large products lose nothing; quarters are exact.</summary>
    public static (T Re, T Im) Root(long part, long whole)
    {
        part = (part % whole + whole) % whole;
        if (4 * part % whole == 0)
            return (4 * part / whole) switch { 0 => (T.One, T.Zero), 1 => (T.Zero, T.One), 2 => (-T.One, T.Zero), _ => (T.Zero, -T.One) };
        double angle = 2 * Math.PI * part / whole;
        return (T.CreateChecked(Math.Cos(angle)), T.CreateChecked(Math.Sin(angle)));
    }
}
