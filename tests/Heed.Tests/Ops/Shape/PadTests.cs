using static Heed.Ops;

namespace Heed.Tests.Ops;

public class PadTests
{
    private static readonly Tensor V = new[] { 1, 2, 3 };

    [Fact]
    public void A_constant_surrounds()
    {
        Assert.Equal([0, 1, 2, 3, 0, 0], Pad(V, [(1, 2)]).ToArray<int>());
        Assert.Equal([7f, 5, 7, 7, 7, 7, 7, 7], Pad(new float[,] { { 5 } }, [(0, 3), (1, 0)], constantValue: 7).ToArray<float>());
        Assert.Equal([true, true, false], Pad(new[] { true, false }, [(1, 0)], constantValue: 1).ToArray<bool>());
    }

    [Theory]
    [InlineData(PadMode.Reflect, new[] { 3, 2, 1, 2, 3, 2 })]
    [InlineData(PadMode.Symmetric, new[] { 2, 1, 1, 2, 3, 3 })]
    [InlineData(PadMode.Edge, new[] { 1, 1, 1, 2, 3, 3 })]
    public void Own_elements_surround(PadMode mode, int[] expected) => Assert.Equal(expected, Pad(V, [(2, 1)], mode).ToArray<int>());

    [Fact]
    public void Gradient_of_the_constant_mode_is_the_middle_and_of_a_mirror_the_sum_of_the_images()
    {
        Tensor x = new float[] { 1, 2, 3 }, weights = new float[] { 1, 2, 3, 4, 5, 6 };
        using var tape = new Tape();
        tape.Watch(x);
        Assert.Equal([3f, 4, 5], tape.Gradients(Sum(Pad(x, [(2, 1)]) * weights), x)[0]!.ToArray<float>());
        Assert.Equal([3f, 2 + 4 + 6, 1 + 5], tape.Gradients(Sum(Pad(x, [(2, 1)], PadMode.Reflect) * weights), x)[0]!.ToArray<float>());
    }

    [Fact]
    public void Unknown_lengths_stay_unknown()
    {
        Tensor x = Tensor.Symbolic([null, 3], DType.Float32);
        Assert.Equal([null, 5], Pad(x, [(1, 0), (1, 1)]).Shape);
        Assert.Equal([null, 5], Pad(x, [(1, 0), (1, 1)], PadMode.Reflect).Shape);
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        Assert.Throws<ShapeException>(() => Pad(V, [(0, 0), (0, 0)]));
        Assert.Throws<ShapeException>(() => Pad(V, [(-1, 0)]));
        Assert.Throws<ShapeException>(() => Pad(V, [(3, 0)], PadMode.Reflect));
        Assert.Throws<ArgumentException>(() => Pad(new[] { "a" }, [(1, 0)]));
        Assert.Equal(["a", "a"], Pad(new[] { "a" }, [(1, 0)], PadMode.Edge).ToArray<string>());
    }
}
