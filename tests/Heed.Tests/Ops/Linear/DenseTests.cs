namespace Heed.Tests.Ops.Linear;

public sealed class DenseTests
{
    [Fact]
    public void Fused_values_and_gradients_have_the_bits_of_the_three_ops()
    {
        Check(x => Heed.Ops.Dense<ReluOp>(x[0], x[1], x[2]), x => Heed.Ops.Relu(Heed.Ops.MatMul(x[0], x[1]) + x[2]));
        Check(x => Heed.Ops.Dense<TanhOp>(x[0], x[1], x[2]), x => Heed.Ops.Tanh(Heed.Ops.MatMul(x[0], x[1]) + x[2]));
        Check(x => Heed.Ops.Dense<SigmoidOp>(x[0], x[1], x[2]), x => Heed.Ops.Sigmoid(Heed.Ops.MatMul(x[0], x[1]) + x[2]));
        Check(x => Heed.Ops.Dense<Unchanged>(x[0], x[1], x[2]), x => Heed.Ops.MatMul(x[0], x[1]) + x[2]);
        Check(x => Heed.Ops.Dense<TanhOp>(x[0], x[1]), x => Heed.Ops.Tanh(Heed.Ops.MatMul(x[0], x[1])));
    }

    [Fact]
    public void Narrow_types_are_rounded_after_each_of_the_three_ops()
    {
        Tensor[] x = [.. Inputs().Select(input => input.Cast(DType.BFloat16))];
        Assert.Equal(Heed.Ops.Relu(Heed.Ops.MatMul(x[0], x[1]) + x[2]).Cast(DType.Float32).ToArray<float>(),
            Heed.Ops.Dense<ReluOp>(x[0], x[1], x[2]).Cast(DType.Float32).ToArray<float>());
    }

    private static Tensor[] Inputs()
    {
        var random = new Random(1);
        return [.. new Shape[] { [7, 33], [33, 18], [18] }.Select(shape => GradientCheck.Random(shape, random).Cast(DType.Float32))];
    }

    private static void Check(Func<Tensor[], Tensor> fused, Func<Tensor[], Tensor> plain)
    {
        Tensor[] x = Inputs();
        Assert.Equal(plain(x).ToArray<float>(), fused(x).ToArray<float>());
        Tensor weights = GradientCheck.Random([7, 18], new Random(2)).Cast(DType.Float32);
        Tensor?[] expected = GradientCheck.Gradients(plain, x, weights), actual = GradientCheck.Gradients(fused, x, weights);
        for (int i = 0; i < x.Length; i++) Assert.Equal(expected[i]?.ToArray<float>(), actual[i]?.ToArray<float>());
    }
}
