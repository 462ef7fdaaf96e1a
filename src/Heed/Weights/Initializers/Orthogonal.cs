using System.Numerics.Tensors;

namespace Heed.Initializers;

/// <summary>A random matrix with orthonormal rows or columns (whichever are fewer), perhaps scaled: it keeps the length of what it is multiplied by.</summary>
/// <remarks>
/// <para><b>Shapes</b>  of rank above 2 count as a matrix (all but the last axis, last axis).</para>
/// <para><b>How</b>     normal values through Gram–Schmidt, twice for accuracy: the Q of a QR decomposition whose R has a positive diagonal, which is
/// what makes Q evenly distributed.</para>
/// <para><b>Source</b>  Saxe et al. 2014, arXiv:1312.6120; keras/src/initializers/random_initializers.py.</para>
/// </remarks>
/// <param name="gain">The length of each row or column.</param>
/// <param name="seed">A number or a generator; <see langword="null"/> draws a number.</param>
public sealed class Orthogonal(double gain = 1.0, RandomSeed? seed = null) : RandomInitializer(seed)
{
    /// <summary>The length of each row or column.</summary>
    public double Gain => gain;

    /// <inheritdoc/>
    /// <exception cref="ShapeException"><paramref name="shape"/> has fewer than 2 axes.</exception>
    protected override Tensor Create(Shape shape, DType dtype, RandomKey key)
    {
        if (shape.Rank < 2) throw new ShapeException($"{this} expects a shape of at least 2 axes. Received {shape}.");
        int columns = shape[^1].Value, rows = columns == 0 ? 0 : shape.Size / columns;
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        double[] vectors = Ops.RandomNormal([count, length], 0, 1, DType.Float64, key).ToArray<double>();
        Orthonormalize(vectors, count, length);

        Tensor matrix = Tensor.From(vectors, [count, length]) * gain;
        if (rows > columns) matrix = Ops.Transpose(matrix);
        return Ops.Reshape(matrix.Cast(dtype), shape);
    }

    /// <summary>Makes each vector of the list orthogonal to those before it, and of length 1.</summary>
    private static void Orthonormalize(Span<double> vectors, int count, int length)
    {
        for (int i = 0; i < count; i++)
        {
            Span<double> vector = vectors.Slice(i * length, length);
            for (int pass = 0; pass < 2; pass++)
                for (int j = 0; j < i; j++)
                {
                    ReadOnlySpan<double> earlier = vectors.Slice(j * length, length);
                    TensorPrimitives.MultiplyAdd(earlier, -TensorPrimitives.Dot(earlier, vector), vector, vector);
                }
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<double>(vector), vector);
        }
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("gain", gain);

    internal static Orthogonal FromConfig(Config config) => new(config.Get("gain", 1.0), RandomSeed.FromConfig(config));
}
