using static Heed.Ops;

namespace Heed.Tests.Ops;

public class EinsumTests
{
    private static readonly Dictionary<char, int> Lengths = new() { ['a'] = 2, ['b'] = 3, ['c'] = 4, ['d'] = 5, ['e'] = 1 };

    /// <summary>Letters have the lengths above; the expected numbers come from loops over all letters.</summary>
    [Theory]
    [InlineData("ab->ba")]
    [InlineData("abc->b")]
    [InlineData("ab->")]
    [InlineData("aa->a")]
    [InlineData("abab->ba")]
    [InlineData("aab->b")]
    [InlineData("a,b->ab")]
    [InlineData("a,a->")]
    [InlineData("ab,ab->ba")]
    [InlineData("ab,bc->ac")]
    [InlineData("ab,bc->ca")]
    [InlineData("ba,bc->ac")]
    [InlineData("ab,cb->ac")]
    [InlineData("ba,cb->ac")]
    [InlineData("abc,cd->abd")]
    [InlineData("abc,adc->abd")]
    [InlineData("bac,bcda->bad")]
    [InlineData("abcd,abc->cb")]
    [InlineData("abc,cab->abc")]
    [InlineData("abe,bc->aec")]
    [InlineData("ab,b,bc->ac")]
    [InlineData("ab,bc,cd->ad")]
    [InlineData("a,b,c->cab")]
    [InlineData("ab,cd->")]
    public void Agrees_with_plain_loops(string equation)
    {
        string[] sides = equation.Split("->"), terms = sides[0].Split(',');
        Tensor[] operands = [.. terms.Select((term, i) => GradientCheck.Random(new Shape(term.Select(label => (Dim)Lengths[label])), new Random(i)))];
        Tensor y = Einsum(equation, operands);

        Assert.Equal(new Shape(sides[1].Select(label => (Dim)Lengths[label])), y.Shape);
        double[] expected = Loops(terms, sides[1], operands), actual = y.ToArray<double>();
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
    }

    [Fact]
    public void An_ellipsis_stands_for_axes_that_broadcast()
    {
        Tensor x = GradientCheck.Random([2, 3, 4], new Random(1)), y = GradientCheck.Random([3, 1, 4, 5], new Random(2));
        Assert.Equal([3, 2, 3, 5], Einsum("...ij,...jk->...ik", x, y).Shape);
        Assert.Equal(MatMul(x, y).ToArray<double>(), Einsum("...ij,...jk", x, y).ToArray<double>());
        Assert.Equal([4, 2, 3], Einsum("...i->i...", x).Shape);
        Assert.Equal(Sum(x, -1).ToArray<double>(), Einsum("...i->...", x).ToArray<double>());
    }

    [Fact]
    public void Without_an_arrow_letters_that_occur_once_remain_in_alphabetical_order()
    {
        Tensor x = new[,] { { 1, 2 }, { 3, 4 } };
        Assert.Equal([1, 3, 2, 4], Einsum("ba", x).ToArray<int>());
        Assert.Equal(5, Einsum("ii", x).Item<int>());
        Assert.Equal([7, 10, 15, 22], Einsum("ij, jk", x, x).ToArray<int>());
    }

    [Fact]
    public void An_axis_of_length_1_broadcasts()
    {
        Tensor x = new[,] { { 2 }, { 3 } }, y = new[,] { { 1, 10, 100 }, { 1, 1, 1 } };
        Assert.Equal([222, 9], Einsum("ij,ij->i", x, y).ToArray<int>());
        Assert.Equal([222, 6, 333, 9], Einsum("ij,kj->ik", x, y).ToArray<int>());
    }

    [Fact]
    public void Types_are_Kerass()
    {
        Assert.Equal(DType.Int32, Einsum("i,i", new sbyte[] { 100 }, new sbyte[] { 100 }).DType);
        Assert.Equal(DType.UInt8, Einsum("ij->i", Ones([2, 2], DType.UInt8)).DType);
        Assert.Equal(DType.BFloat16, Einsum("i,i->i", Ones([2], DType.BFloat16), new[] { 1, 2 }).DType);
        Assert.True(Einsum("i,i", new[] { true, false }, new[] { true, true }).Item<bool>());
    }

    [Fact]
    public void Several_lengths_may_be_unknown()
    {
        Tensor query = Tensor.Symbolic([null, null, 2, 4], DType.Float32), key = Tensor.Symbolic([null, null, 2, 4], DType.Float32);
        Assert.Equal([null, 2, null, null], Einsum("bqhd,bkhd->bhqk", query, key).Shape);
        Assert.Equal([null, null, 3], Einsum("...d,de->...e", Tensor.Symbolic([null, null, 4], DType.Float32), Ones([4, 3])).Shape);
    }

    [Theory]
    [InlineData("ij->k")]
    [InlineData("ij->ii")]
    [InlineData("i->i")]
    [InlineData("ij,jk->ik")]
    [InlineData("i1->i")]
    [InlineData("i..->i")]
    [InlineData("ij->i->j")]
    [InlineData("......ij->i")]
    public void What_cannot_be_read_is_an_error_that_shows_it(string equation) =>
        Assert.Contains($"'{equation}'", Assert.Throws<ArgumentException>(() => Einsum(equation, Ones([2, 3]))).Message);

    [Fact]
    public void Lengths_that_differ_are_errors()
    {
        Assert.Throws<ShapeException>(() => Einsum("ij,jk", Ones([2, 3]), Ones([2, 3])));
        Assert.Throws<ShapeException>(() => Einsum("ii", Ones([2, 3])));
    }

    private static double[] Loops(string[] terms, string output, Tensor[] operands)
    {
        char[] labels = [.. output, .. string.Concat(terms).Except(output)];
        var sums = new double[output.Aggregate(1, (size, label) => size * Lengths[label])];
        int combinations = labels.Aggregate(1, (size, label) => size * Lengths[label]);
        for (int n = 0; n < combinations; n++)
        {
            var at = new Dictionary<char, int>();
            int rest = n;
            foreach (char label in labels.Reverse()) (rest, at[label]) = Math.DivRem(rest, Lengths[label]);
            int Place(string term) => term.Aggregate(0, (place, label) => place * Lengths[label] + at[label]);
            double product = 1;
            foreach ((int i, string term) in terms.Index()) product *= operands[i].AsSpan<double>()[Place(term)];
            sums[Place(output)] += product;
        }
        return sums;
    }
}
