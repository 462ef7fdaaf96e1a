using static Heed.Ops;

namespace Heed.Tests.Ops;

public class DropoutTests
{
    private static readonly RandomKey Key = new(5, 1);

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void The_given_part_falls_and_the_rest_grows(DType dtype)
    {
        double[] y = Dropout(Ones([100_003], dtype), 0.3, Key).Cast(DType.Float64).ToArray<double>();
        Assert.Equal(0.3, y.Count(value => value == 0) / 100_003.0, 0.005);
        Assert.All(y, value => Assert.True(value == 0 || Math.Abs(value - 1 / 0.7) < 1e-6));
    }

    [Fact]
    public void Gradient_falls_where_the_value_fell()
    {
        Tensor x = Ones([1000]);
        using var tape = new Tape();
        tape.Watch(x);
        Tensor y = Dropout(x, 0.5, Key);
        Assert.Equal(y.ToArray<float>(), tape.Gradients(y, x)[0]!.ToArray<float>());
    }

    [Fact]
    public void All_types_drop_the_same_elements()
    {
        float[] expected = Dropout(Ones([1000]), 0.5, Key).ToArray<float>();
        foreach (DType dtype in (DType[])[DType.Float64, DType.Float16, DType.BFloat16])
            Assert.Equal(expected, Dropout(Ones([1000], dtype), 0.5, Key).Cast(DType.Float32).ToArray<float>());
    }

    [Fact]
    public void The_ends_are_everything_and_nothing()
    {
        Tensor x = new[] { 1f, float.PositiveInfinity };
        Assert.Same(x, Dropout(x, 0, Key));
        Assert.Equal([0f, 0], Dropout(x, 1, Key).ToArray<float>());
    }

    [Fact]
    public void Elements_along_a_noise_axis_of_length_1_fall_together()
    {
        float[] y = Dropout(Ones([200, 5]), 0.5, Key, [null, 1]).ToArray<float>();
        Assert.All(y.Chunk(5), row => Assert.Single(row.Distinct()));
        Assert.InRange(y.Count(value => value == 0), 350, 650);
        Assert.Equal([null, 5], Dropout(Tensor.Symbolic([null, 5], DType.Float32), 0.5, Key, [null, 1]).Shape);
    }

    [Fact]
    public void Bad_arguments_are_errors()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Dropout(Ones([2]), -0.1, Key));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dropout(Ones([2]), double.NaN, Key));
        Assert.Throws<ArgumentException>(() => Dropout(new[] { 1, 2 }, 0.5, Key));
        Assert.Throws<ShapeException>(() => Dropout(Ones([2, 3]), 0.5, Key, [2, 2]));
    }
}
