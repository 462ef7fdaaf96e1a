using static Heed.Ops;

namespace Heed.Tests;

public class OperatorsTests
{
    private static readonly Tensor X = new[] { 7.0, -2 }, Y = new[] { 2.0, 2 };

    [Fact]
    public void Operators_are_the_ops()
    {
        (Tensor Operator, Tensor Op)[] pairs =
        [
            (X + Y, Add(X, Y)), (X - Y, Subtract(X, Y)), (X * Y, Multiply(X, Y)), (X / Y, Divide(X, Y)), (X % Y, Mod(X, Y)), (-X, Negative(X)),
            (X < Y, Less(X, Y)), (X <= Y, LessEqual(X, Y)), (X > Y, Greater(X, Y)), (X >= Y, GreaterEqual(X, Y)),
            (X & Y, LogicalAnd(X, Y)), (X | Y, LogicalOr(X, Y)), (X ^ Y, LogicalXor(X, Y)), (!X, LogicalNot(X)),
        ];
        Assert.All(pairs, pair => Assert.Equal(pair.Op.ToMultidimensionalArray(), pair.Operator.ToMultidimensionalArray()));
    }

    [Fact]
    public void Numbers_stand_on_either_side()
    {
        Assert.Equal([13.0, -5], (X * 2 - 1).ToArray<double>());
        Assert.Equal([-5.0, 4], (2 - X).ToArray<double>());
    }

    [Fact]
    public void Equality_of_references_is_not_overloaded()
    {
        Tensor other = new[] { 7.0, -2 };
        Assert.False(X == other);
        Assert.Equal([true, true], Equal(X, other).ToArray<bool>());
    }

    [Fact]
    public void Symbolic_tensors_make_a_graph()
    {
        Tensor x = Tensor.Symbolic([null, 3], DType.Float32), y = x * 2 + new float[3];
        Assert.True(y.IsSymbolic);
        Assert.Equal([null, 3], y.Shape);
        Assert.Equal("Add", ((Op)y.Node!.Operation).Name);
    }
}
