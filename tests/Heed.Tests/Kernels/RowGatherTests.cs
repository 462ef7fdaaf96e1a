using Heed.Kernels;

namespace Heed.Tests.Kernels;

[Collection(ThreadCountCollection.Name)]
public sealed class RowGatherTests
{
    [Theory]
    [InlineData(1, 7, 0, 3)]
    [InlineData(1, 7, 20, 1)]
    [InlineData(3, 5, 4, 17)]
    [InlineData(1, 40, 1000, 64)]
    [InlineData(2, 3000, 900, 33)]
    public void Rows_are_added_where_their_numbers_say(int outer, int length, int count, int width)
    {
        var random = new Random(1);
        int[] rows = [.. Enumerable.Range(0, count).Select(_ => random.Next(length))];
        float[] x = [.. Enumerable.Range(0, outer * count * width).Select(_ => random.NextSingle() - 0.5f)];
        float[] expected = new float[outer * length * width], y = new float[expected.Length];
        for (int o = 0; o < outer; o++)
            for (int i = 0; i < count; i++)
                for (int j = 0; j < width; j++) expected[(o * length + rows[i]) * width + j] += x[(o * count + i) * width + j];

        foreach (int threads in new[] { 1, 3 })
        {
            Array.Fill(y, float.NaN);
            ThreadCountCollection.With(threads, () => RowGather.Add(x, rows, y, outer, length, width));
            Assert.Equal(expected, y);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(300)]
    public void Numbers_are_listed_once_in_order(int length)
    {
        var random = new Random(length);
        int[] numbers = [.. Enumerable.Range(0, 100).Select(_ => random.Next(length))], places = new int[numbers.Length];
        int[] distinct = RowGather.Distinct(numbers, length, places);
        Assert.Equal(numbers.Distinct().Order(), distinct);
        Assert.Equal(numbers, places.Select(place => distinct[place]));
    }
}
