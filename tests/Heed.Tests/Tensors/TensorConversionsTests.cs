namespace Heed.Tests;

public class TensorConversionsTests
{
    [Fact]
    public void Arrays_of_any_rank_go_in_and_come_out()
    {
        foreach (int rank in Enumerable.Range(1, 6))
        {
            var array = Array.CreateInstance(typeof(int), [.. Enumerable.Range(1, rank)]);
            int[] position = new int[rank];
            for (int i = 0; i < array.Length; i++)
            {
                int rest = i;
                for (int axis = rank - 1; axis >= 0; axis--) (rest, position[axis]) = Math.DivRem(rest, axis + 1);
                array.SetValue(i, position);
            }
            Tensor tensor = array;
            Assert.Equal([.. Enumerable.Range(1, rank)], tensor.Shape.ToArray());
            Assert.Equal(Enumerable.Range(0, array.Length), tensor.ToArray<int>());
            Assert.Equal(array, tensor.ToMultidimensionalArray());
        }
    }

    [Fact]
    public void Every_element_type_keeps_its_values()
    {
        void Check<T>(T a, T b)
        {
            Tensor tensor = Tensor.From((Array)new T[,] { { a }, { b } });
            Assert.Equal(DTypes.Of<T>(), tensor.DType);
            Assert.Equal([a, b], tensor.ToArray<T>());
            Assert.Equal(new T[,] { { a }, { b } }, tensor.ToMultidimensionalArray());
        }
        Check(1.5f, float.NaN);
        Check(1e300, -0.0);
        Check((Half)1.5f, Half.MinValue);
        Check((BFloat16)1.5f, (BFloat16)(-3f));
        Check(sbyte.MinValue, sbyte.MaxValue);
        Check(short.MinValue, short.MaxValue);
        Check(int.MinValue, int.MaxValue);
        Check(long.MinValue, long.MaxValue);
        Check(byte.MinValue, byte.MaxValue);
        Check(ushort.MinValue, ushort.MaxValue);
        Check(uint.MinValue, uint.MaxValue);
        Check(ulong.MinValue, ulong.MaxValue);
        Check(true, false);
        Check("", "höher");
    }

    [Fact]
    public void Spans_come_with_a_shape()
    {
        ReadOnlySpan<float> values = [1, 2, 3, 4, 5, 6];
        Tensor tensor = Tensor.From(values, [2, 3]);
        Assert.Equal([2, 3], tensor.Shape);
        Assert.Equal(values, tensor.AsSpan<float>());
        var error = Assert.Throws<ShapeException>(() => Tensor.From([1, 2, 3], [2, 2]));
        Assert.Contains("4 for (2, 2)", error.Message);
    }

    [Fact]
    public void The_tensor_has_its_own_copy()
    {
        float[] values = [1, 2];
        Tensor tensor = values;
        values[0] = 9;
        Assert.Equal([1f, 2], tensor.ToArray<float>());
    }

    [Fact]
    public void Empty_arrays_keep_their_shape() => Assert.Equal([0, 3], Tensor.From(new double[0, 3]).Shape);

    [Fact]
    public void Numbers_and_truths_become_scalars()
    {
        Assert.Equal(2.5f, ((Tensor)2.5).Item<float>());
        Assert.Equal(3, ((Tensor)3).Item<int>());
        Assert.True(((Tensor)true).Item<bool>());
        Assert.Equal(Shape.Scalar, Tensor.FromScalar("text").Shape);
    }

    [Fact]
    public void Jagged_arrays_and_other_types_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Tensor.From(new float[][] { [1], [2] }));
        Assert.Throws<ArgumentException>(() => Tensor.From(new decimal[1]));
        Assert.Throws<ArgumentException>(() => Tensor.From(new string?[] { "a", null }));
    }

    [Fact]
    public void Reading_as_another_type_says_which_it_is()
    {
        var error = Assert.Throws<ArgumentException>(() => Tensor.FromScalar(1).AsSpan<float>()[0]);
        Assert.Contains("int32", error.Message);
    }

    [Fact]
    public void Item_wants_exactly_one_element() => Assert.Throws<ShapeException>(() => ((Tensor)new float[2]).Item<float>());
}
