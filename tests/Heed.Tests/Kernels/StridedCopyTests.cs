using Heed.Kernels;

namespace Heed.Tests.Kernels;

[Collection(ThreadCountCollection.Name)]
public sealed class StridedCopyTests
{
    [Theory]
    [InlineData("4", "1", 0)]
    [InlineData("4", "-1", 3)]
    [InlineData("3,5", "0,1", 2)]
    [InlineData("3,5", "5,0", 0)]
    [InlineData("37,53", "1,37", 0)]
    [InlineData("37,53", "1,-37", 1924)]
    [InlineData("200,130", "1,200", 0)]
    [InlineData("3,40,50", "2000,1,40", 0)]
    [InlineData("40,3,50", "1,2000,40", 0)]
    [InlineData("4,5,6,7", "1,28,140,4", 0)]
    [InlineData("5,6,7", "42,-7,2", 40)]
    [InlineData("1,6,1", "9,3,9", 1)]
    [InlineData("0,6", "6,1", 0)]
    [InlineData("", "", 5)]
    [InlineData("3,20000", "20000,1", 0)]
    [InlineData("20000,3", "1,20000", 0)]
    [InlineData("3,5000,4", "4,12,1", 0)]
    [InlineData("7,3,400,2", "2400,2,6,1", 0)]
    [InlineData("33,1100", "1,33", 7)]
    public void Every_element_comes_from_its_place(string dims, string strides, int offset)
    {
        int[] d = Numbers(dims), s = Numbers(strides);
        int length = d.Aggregate(1, (a, b) => a * b);
        int[] x = [.. Enumerable.Range(0, 60_000)], y = new int[length];
        string[] words = [.. x.Select(i => i.ToString())], copied = new string[length];
        StridedCopy.Run(x, offset, s, y, d);
        StridedCopy.Run(words, offset, s, copied, d);
        for (int i = 0; i < length; i++)
        {
            int from = offset, rest = i;
            for (int axis = d.Length - 1; axis >= 0; rest /= d[axis--]) from += rest % d[axis] * s[axis];
            Assert.Equal(from, y[i]);
            Assert.Equal(words[from], copied[i]);
        }
    }

    [Fact]
    public void A_matrix_is_transposed()
    {
        double[] y = new double[6];
        TransposeKernel.Matrix([1.0, 2, 3, 4, 5, 6], y, 2, 3);
        Assert.Equal([1, 4, 2, 5, 3, 6], y);
    }

    private static int[] Numbers(string text) => text == "" ? [] : [.. text.Split(',').Select(int.Parse)];
}
