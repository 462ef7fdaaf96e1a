namespace Heed;

public static partial class Ops
{
    /// <summary>A softplus that reaches 0: 0 up to −1, <c>x</c> from 1, and <c>(x + 1)² / 4</c> between.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values of at least 0.</returns>
    /// <remarks>Keras: <c>keras.ops.sparse_plus</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor SparsePlus(Tensor x)
    {
        x = AsFloat(x);
        return Where(x <= -1, 0, Where(x < 1, Square(x + 1) / 4, x));
    }
}
