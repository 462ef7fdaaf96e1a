namespace Heed;

public static partial class Ops
{
    /// <summary>A smooth rectifier without exponentials: <c>y = (x + √(x² + b)) / 2</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <param name="b">How smooth it is; at least 0.</param>
    /// <returns>Same shape, values of at least 0.</returns>
    /// <remarks>Keras: <c>keras.ops.squareplus</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor SquarePlus(Tensor x, double b = 4)
    {
        x = AsFloat(x);
        return (x + Sqrt(Square(x) + b)) / 2;
    }
}
