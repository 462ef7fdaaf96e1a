namespace Heed;

public static partial class Ops
{
    /// <summary>The gated linear unit: the first half of an axis, weighted by the logistic function of the second, <c>y = a σ(b)</c>.</summary>
    /// <param name="x">Rank at least 1; integers and booleans count as float32.</param>
    /// <param name="axis">The axis to cut in halves, of even length; negative counts from the last.</param>
    /// <returns>The shape of <paramref name="x"/> with half the length along the axis.</returns>
    /// <exception cref="ShapeException">The axis does not exist, or its length is odd.</exception>
    /// <remarks>Keras: <c>keras.ops.glu</c>, keras/src/ops/nn.py. Dauphin et al. 2017, arXiv:1612.08083.</remarks>
    public static Tensor Glu(Tensor x, int axis = -1)
    {
        Tensor[] halves = Split(AsFloat(x), 2, axis);
        return halves[0] * Sigmoid(halves[1]);
    }
}
