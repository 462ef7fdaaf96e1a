namespace Heed;

public static partial class Ops
{
    /// <summary>The integers 0, 1, 2, … below a limit.</summary>
    /// <param name="stop">The first that is left out.</param>
    /// <returns>A vector of int32.</returns>
    /// <remarks>Keras: <c>keras.ops.arange</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Arange(int stop) => Arange(0, stop);

    /// <summary>Integers at equal distances.</summary>
    /// <param name="start">The first.</param>
    /// <param name="stop">The first that is left out.</param>
    /// <param name="step">From one to the next; not 0.</param>
    /// <param name="dtype">The type of the result.</param>
    /// <returns>A vector, empty if <paramref name="stop"/> does not lie behind <paramref name="start"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is 0.</exception>
    public static Tensor Arange(int start, int stop, int step = 1, DType dtype = DType.Int32) => Arange((double)start, stop, step, dtype);

    /// <summary>Numbers at equal distances: <c>start + i · step</c>.</summary>
    /// <param name="start">The first.</param>
    /// <param name="stop">The first that is left out.</param>
    /// <param name="step">From one to the next; not 0.</param>
    /// <param name="dtype">The type of the result.</param>
    /// <returns>A vector, empty if <paramref name="stop"/> does not lie behind <paramref name="start"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is 0, or the numbers are too many.</exception>
    public static Tensor Arange(double start, double stop, double step = 1, DType dtype = DType.Float32)
    {
        double count = Math.Max(0, Math.Ceiling((stop - start) / step));
        if (step == 0 || !(count <= Array.MaxLength))
            throw new ArgumentOutOfRangeException(nameof(step), step,
                $"Arange expects a step that is not 0 and leads to at most {Array.MaxLength} numbers. Received {start}, {stop} and {step}.");
        Tensor y = Tensor.Allocate([(int)count], DType.Float64);
        Span<double> numbers = y.Writable<double>();
        for (int i = 0; i < numbers.Length; i++) numbers[i] = start + i * step;
        return y.Cast(dtype);
    }
}
