using Heed.Initializers;
using Heed.Layers;
using static Heed.Ops;

namespace Heed.Tests.Layers;

public class EinsumDenseTests
{
    [Theory]
    [InlineData("ab,bc->ac", new[] { 2, 4 }, new[] { 5 }, "c", "(4, 5)", "(5,)")]
    [InlineData("abc,cde->abde", new[] { 2, 3, 4 }, new[] { 3, 2, 5 }, "de", "(4, 2, 5)", "(2, 5)")]
    [InlineData("abc,cde->abde", new[] { 2, 3, 4 }, new[] { 3, 2, 5 }, "d", "(4, 2, 5)", "(2, 1)")]
    [InlineData("abcd,cde->abe", new[] { 2, 3, 2, 4 }, new[] { 3, 5 }, "be", "(2, 4, 5)", "(3, 5)")]
    [InlineData("btd,ndh->btnh", new[] { 2, 3, 4 }, new[] { 3, 2, 5 }, null, "(2, 4, 5)", null)]
    [InlineData("...b,bc->...c", new[] { 2, 3, 2, 4 }, new[] { 5 }, "c", "(4, 5)", "(5,)")]
    [InlineData("ab...,bc->ac...", new[] { 2, 4, 3, 2 }, new[] { 5 }, "c", "(4, 5)", "(5, 1, 1)")]
    [InlineData("abc,bcd->abd", new[] { 2, 3, 4 }, new[] { 3, 5 }, "bd", "(3, 4, 5)", "(3, 5)")]
    public void Output_is_the_einsum_plus_the_bias(string equation, int[] input, int[] outputShape, string? biasAxes, string kernel, string? bias)
    {
        Tensor x = Waves.Of(new Shape(input.Select(length => (Dim)length)));
        var layer = new EinsumDense(equation, new Shape(outputShape.Select(length => (Dim)length)), biasAxes: biasAxes) { DType = DType.Float64 };
        layer.BuildFor(x.Shape.With(0, Dim.Unknown));
        Waves.Fill(layer);

        Assert.Equal((kernel, bias), (layer.Kernel!.Shape.ToString(), layer.Bias?.Shape.ToString()));
        Tensor expected = Einsum(equation, x, layer.Kernel);
        Waves.AssertClose(layer.Bias is null ? expected : expected + layer.Bias, layer.Apply(x));
        Assert.Equal(expected.Shape, layer.ComputeOutputShape([x.Shape]));
    }

    [Fact]
    public void Fans_follow_from_the_equation()
    {
        static EinsumDense Built(Initializer initializer)
        {
            var layer = new EinsumDense("abc,cde->abde", [null, 40, 50], kernelInitializer: initializer);
            layer.BuildFor([1, 1, 30]);
            return layer;
        }
        double limit = Math.Sqrt(6.0 / (30 + 40 * 50));
        float[] kernel = Built("glorot_uniform").Kernel!.Value.ToArray<float>();
        Assert.InRange(kernel.Max(), 0.99 * limit, limit);
        Assert.InRange(Built(new GlorotUniform(inputAxes: [0, 1], outputAxes: [2])).Kernel!.Value.ToArray<float>().Max(), 1.1 * limit, 2 * limit);
        Assert.Null(((GlorotUniform)Built("glorot_uniform").KernelInitializer).InputAxes);
    }

    [Fact]
    public void A_single_length_may_stand_for_the_output_shape_in_configs()
    {
        Config config = new Config().With("equation", "ab,bc->ac").With("output_shape", 3);
        Assert.Equal([3], EinsumDense.FromConfig(config).OutputShape);
    }

    [Theory]
    [InlineData("ab,bc", "c", "of the form")]
    [InlineData("ab...,bc->...ac", "c", "of the form")]
    [InlineData("a...,ac->c...", "c", "of the form")]
    [InlineData("ab,bc->ad", "c", "every axis of the output")]
    [InlineData("ab,bcd->ac", "c", "every axis of the kernel")]
    [InlineData("ab,bc->ac", "d", "biasAxes to be axes of the output")]
    public void Refuses_other_equations(string equation, string biasAxes, string expectation) =>
        Assert.Contains(expectation, Assert.Throws<ArgumentException>(() => new EinsumDense(equation, [3], biasAxes: biasAxes)).Message);

    [Fact]
    public void Refuses_inputs_that_do_not_fit()
    {
        Assert.Contains("agree with the output", Assert.Throws<ShapeException>(() => new EinsumDense("abc,cd->abd", [4, 5]).Apply(Waves.Of([2, 3, 4]))).Message);
        Assert.Contains("the axes of", Assert.Throws<ShapeException>(() => new EinsumDense("abc,cd->abd", [3, 5]).Apply(Waves.Of([2, 3]))).Message);
        var layer = new EinsumDense("...b,bc->...c", [3]);
        layer.Apply(Waves.Of([2, 4]));
        Assert.Contains("fits its kernel", Assert.Throws<ShapeException>(() => layer.Apply(Waves.Of([2, 5]))).Message);
        Assert.Contains("for which it was built", Assert.Throws<ShapeException>(() => layer.Apply(Waves.Of([2, 3, 4]))).Message);
        Assert.Contains("known shape", Assert.Throws<ShapeException>(() => new EinsumDense("abc,cd->abd", [null, null]).Apply(Waves.Of([2, 3, 4]))).Message);
        Assert.Contains("gptq_unpacked_column_size=4", Assert.Throws<ArgumentException>(() => new EinsumDense("ab,bc->ac", [3], gptqUnpackedColumnSize: 4)).Message);
    }
}
