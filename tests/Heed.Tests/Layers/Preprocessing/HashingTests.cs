using Heed.Layers;

namespace Heed.Tests.Layers.Preprocessing;

public sealed class HashingTests
{
    private static readonly Tensor Letters = new[,] { { "A" }, { "B" }, { "C" }, { "D" }, { "E" } };

    /// <summary>The examples in Keras's documentation.</summary>
    [Fact]
    public void Bins_are_those_of_Keras()
    {
        Assert.Equal([1L, 0, 1, 1, 2], new Hashing(3).Apply(Letters).ToArray<long>());
        Assert.Equal([1L, 2, 1, 0, 2], new Hashing(3, salt: (133, 137)).Apply(Letters).ToArray<long>());
        Assert.Equal([0L, 0, 2, 1, 0], new Hashing(3, salt: 133).Apply(Letters).ToArray<long>());
        Assert.Equal([1L, 1, 0, 2, 2], new Hashing(3, maskValue: "").Apply(new[] { "A", "B", "", "C", "D" }).ToArray<long>());
    }

    [Fact]
    public void Numbers_are_hashed_by_their_digits()
    {
        Tensor expected = new Hashing(97).Apply(new[] { "-12", "0", "7", "7" });
        Assert.Equal(expected.ToArray<long>(), new Hashing(97).Apply(new[] { -12.9f, 0, 7.2f, 7 }).ToArray<long>());
        Assert.Equal(expected.ToArray<long>(), new Hashing(97).Apply(new long[] { -12, 0, 7, 7 }).ToArray<long>());
        Assert.Equal(new Hashing(97).Apply(new[] { "true", "false" }).ToArray<long>(), new Hashing(97).Apply(new[] { true, false }).ToArray<long>());
    }

    [Fact]
    public void Bins_are_filled_evenly()
    {
        long[] bins = new Hashing(10).Apply(Tensor.From([.. Enumerable.Range(0, 20_000)], [20_000])).ToArray<long>();
        double chiSquared = bins.CountBy(bin => bin).Sum(pair => (pair.Value - 2000.0) * (pair.Value - 2000) / 2000);
        Assert.InRange(chiSquared, 0, 27.9);        // one in a thousand for 9 degrees of freedom
    }

    [Fact]
    public void One_bin_takes_all_even_the_mask() => Assert.Equal([0L, 0], new Hashing(1, maskValue: "x").Apply(new[] { "x", "y" }).ToArray<long>());

    [Fact]
    public void Type_is_int64_unless_told_otherwise()
    {
        Assert.Equal(DType.Int64, new Hashing(3).Apply(Letters).DType);
        Assert.Equal(DType.Int32, new Hashing(3) { DType = "int32" }.Apply(Letters).DType);
        Assert.Equal(DType.Float32, new Hashing(3, outputMode: OutputMode.OneHot).Apply(Letters).DType);
        Assert.Contains("int32 or int64", Assert.Throws<ArgumentException>(() => new Hashing(3) { DType = "float32" }.Apply(Letters)).Message);
    }

    [Fact]
    public void Refuses_what_has_no_hash()
    {
        Assert.Contains("surrogate", Assert.Throws<ArgumentException>(() => new Hashing(3).Apply(new[] { "a", "\ud800" })).Message);
        Assert.Contains("null at element 1", Assert.Throws<ArgumentException>(() => new Hashing(3).Apply(Tensor.From<string>(["a", null!], [2]))).Message);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => new Hashing(3).Apply(new[] { float.NaN })).Message);
        Assert.Contains("of the kind of its maskValue ''", Assert.Throws<ArgumentException>(() => new Hashing(3, maskValue: "").Apply(new[] { 1 })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Hashing(0));
        Assert.Throws<ArgumentException>(() => new Hashing(3, outputMode: OutputMode.TfIdf));
    }

    [Fact]
    public void Characters_outside_the_first_plane_are_hashed_as_UTF8() => Assert.Equal(
        (long)(Heed.Kernels.FarmHash.Fingerprint("😀é"u8) % 1000), new Hashing(1000).Apply(new[] { "😀é" }).Item<long>());
}
