using Heed.Conformance;

namespace Heed.Tests;

public sealed class CheckTests
{
    private static readonly Precision Single = new(DType.Float32);

    [Theory]
    [InlineData(1.0f, 1.0001f, true)]
    [InlineData(1.0f, 1.0003f, false)]
    [InlineData(0.0f, 0.0001f, true)]       // relative to 1 at least
    [InlineData(1000f, 1000.1f, true)]      // relative to the magnitude
    [InlineData(1000f, 1001f, false)]
    [InlineData(float.NaN, float.NaN, true)]
    [InlineData(float.NaN, 1f, false)]
    [InlineData(1f, float.NaN, false)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, true)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, false)]
    public void Floats_are_compared_relative_to_the_largest(float expected, float received, bool close)
    {
        var check = new Check();
        check.Close("x", Tensor.From([expected], [1]), Tensor.From([received], [1]), Single);
        Assert.Equal(close, check.Failure is null);
        Assert.Equal(close, check.Error <= 1);
    }

    [Fact]
    public void The_message_names_the_place_and_both_values()
    {
        var check = new Check();
        check.Close("scores", Tensor.From<float>([1, 2, 3, 4], [2, 2]), Tensor.From<float>([1, 2, 3.5f, 4], [2, 2]), Single);
        Assert.Equal("scores[1, 0]: expected 3, received 3.5; error 0.125 of at most 0.0002", check.Failure);
    }

    [Fact]
    public void Shape_type_and_whole_numbers_must_be_equal()
    {
        Assert.NotNull(Failure(Tensor.From<float>([1], [1]), Tensor.From<float>([1], [1, 1])));
        Assert.NotNull(Failure(Tensor.From<float>([1], [1]), Tensor.From<double>([1], [1])));
        Assert.NotNull(Failure(Tensor.From([long.MaxValue], [1]), Tensor.From([long.MaxValue - 1], [1])));
        Assert.NotNull(Failure(Tensor.From(["a"], [1]), Tensor.From(["b"], [1])));
        Assert.NotNull(Failure(Tensor.From([true], [1]), Tensor.From([false], [1])));
        Assert.Null(Failure(Tensor.From(["a"], [1]), Tensor.From(["a"], [1])));
        Assert.NotNull(Failure(Tensor.From([true], [1]), null));
    }

    [Fact]
    public void No_gradient_and_a_gradient_of_zeros_are_the_same()
    {
        var check = new Check();
        check.CloseGradient("dx", null, null, Single);
        check.CloseGradient("dx", null, Tensor.From<float>([0, 0], [2]), Single);
        check.CloseGradient("dx", Tensor.From<float>([0, 0], [2]), null, Single);
        Assert.Null(check.Failure);
        check.CloseGradient("dx", null, Tensor.From<float>([0, 1], [2]), Single);
        Assert.NotNull(check.Failure);
    }

    [Fact]
    public void The_coarsest_type_decides_and_attention_is_held_to_more()
    {
        Assert.Equal(2e-4, Single.Allowed(DType.Float32, isGradient: false));
        Assert.Equal(1e-3, Single.Allowed(DType.Float32, isGradient: true));
        Assert.Equal(1e-2, new Precision(DType.Float16).Allowed(DType.Float32, isGradient: true));
        Assert.Equal(6e-2, Single.Allowed(DType.BFloat16, isGradient: false));
        Assert.Equal(1e-9, new Precision(DType.Float64).Allowed(DType.Float64, isGradient: true));
        Assert.Equal(2e-4, Single.Allowed(DType.Float64, isGradient: false));
        Assert.Equal(2e-5, new Precision(DType.Float32, IsAttention: true).Allowed(DType.Float32, isGradient: false));
        Assert.Equal(1e-3, new Precision(DType.Float32, IsAttention: true).Allowed(DType.Float32, isGradient: true));
    }

    [Fact]
    public void A_float64_answer_that_Keras_computed_in_float32_is_held_to_float32()
    {
        var wide = new Precision(DType.Float64);
        Tensor third = Tensor.From([1.0 / 3], [1]), rounded = Tensor.From([(double)(1f / 3)], [1]);
        Assert.Equal(DType.Float64, wide.SeenIn([third]).Computed);
        Assert.Equal(DType.Float32, wide.SeenIn([third, rounded]).Computed);
        Assert.Equal(DType.Float16, new Precision(DType.Float16).SeenIn([rounded]).Computed);
        Assert.True(wide.SeenIn([rounded]).IsSameType(DType.Float32, DType.Float64));
        Assert.False(Single.SeenIn([rounded]).IsSameType(DType.Float32, DType.Float64));
        Assert.False(wide.SeenIn([rounded]).IsSameType(DType.Float64, DType.Float32));
    }

    private static string? Failure(Tensor expected, Tensor? received)
    {
        var check = new Check();
        check.Close("x", expected, received, Single);
        return check.Failure;
    }
}
