namespace Heed;

public static partial class Ops
{
    /// <summary>A smooth, not monotonic rectifier: <c>y = x tanh(ln(1 + eˣ))</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape.</returns>
    /// <remarks>Keras: <c>keras.activations.mish</c>, keras/src/activations/activations.py. Misra 2019, arXiv:1908.08681.</remarks>
    public static Tensor Mish(Tensor x) => x * Tanh(Softplus(x));
}
