namespace Heed.Initializers;

/// <summary>The identity matrix, perhaps scaled.</summary>
/// <remarks>
/// <para><b>Differs</b>  a gain other than 1 is an entry of the config; Keras forgets it there, and reads it.</para>
/// <para><b>Source</b>  keras/src/initializers/constant_initializers.py.</para>
/// </remarks>
/// <param name="gain">The value on the diagonal.</param>
public sealed class Identity(double gain = 1.0) : Initializer
{
    /// <summary>The value on the diagonal.</summary>
    public double Gain => gain;

    /// <inheritdoc/>
    /// <exception cref="ShapeException"><paramref name="shape"/> is not that of a matrix.</exception>
    public override Tensor Create(Shape shape, DType dtype = DType.Float32)
    {
        if (shape.Rank != 2) throw new ShapeException($"{this} expects the shape of a matrix (rank 2). Received {shape}.");
        var values = new double[shape.Size];
        for (int i = 0; i < Math.Min(shape[0].Value, shape[1].Value); i++) values[i * shape[1].Value + i] = gain;
        return Tensor.From(values, shape).Cast(dtype);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => gain == 1 ? new Config() : new Config().With("gain", gain);

    internal static Identity FromConfig(Config config) => new(config.Get("gain", 1.0));
}
