using System.Globalization;

namespace Heed.Conformance;

/// <summary>Compares what a case expects with what Heed answers, and remembers the first difference and the largest error.</summary>
internal sealed class Check
{
    /// <summary>The largest error so far, in units of what is allowed.</summary>
    public double Error { get; private set; }

    /// <summary>The first difference; <see langword="null"/>: none.</summary>
    public string? Failure { get; private set; }

    /// <summary>Notes a difference.</summary>
    public void Fail(string message) => Failure ??= message;

    /// <summary>Two values that must be the same.</summary>
    public void Equal<T>(string what, T expected, T received)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, received)) Fail($"{what}: expected {expected}, received {received}");
    }

    /// <summary>Two numbers, close relative to the expected one (at least 1).</summary>
    public void Close(string what, double expected, double received, double allowed) => Compare(what, [expected], [received], allowed, Shape.Scalar);

    /// <summary>Two tensors: shape and type equal, values close as <paramref name="precision"/> says.</summary>
    public void Close(string what, Tensor expected, Tensor? received, Precision precision)
    {
        if (received is null)
            Fail($"{what}: expected {expected.Spec}, received nothing");
        else if (Spec(what, expected.Spec, received.Spec, precision))
            CompareValues(what, expected, received, precision.Allowed(expected.DType, isGradient: false));
    }

    /// <summary>Shape and type.</summary>
    /// <returns>Whether both are as expected.</returns>
    public bool Spec(string what, TensorSpec expected, TensorSpec received, Precision precision)
    {
        bool equal = expected.Shape == received.Shape && precision.IsSameType(expected.DType, received.DType);
        if (!equal) Fail($"{what}: expected {expected}, received {received}");
        return equal;
    }

    /// <summary>A gradient, or none. No gradient and one of zeros mean the same.</summary>
    public void CloseGradient(string what, Tensor? expected, Tensor? received, Precision precision)
    {
        if ((expected ?? received) is not { } any) return;
        expected ??= Ops.ZerosLike(any);
        received ??= Ops.ZerosLike(any);
        if (received.Shape != expected.Shape)
            Fail($"{what}: expected {expected.Spec}, received {received.Spec}");
        else
            CompareValues(what, expected, received, precision.Allowed(expected.DType, isGradient: true));
    }

    private void CompareValues(string what, Tensor expected, Tensor received, double allowed)
    {
        if (expected.DType == DType.String)
            CompareExactly(what, expected.AsSpan<string>(), received.AsSpan<string>(), expected.Shape);
        else if (!expected.DType.IsFloat())
            CompareExactly<long>(what, expected.Cast(DType.Int64).AsSpan<long>(), received.Cast(DType.Int64).AsSpan<long>(), expected.Shape);
        else
            Compare(what, expected.Cast(DType.Float64).AsSpan<double>(), received.Cast(DType.Float64).AsSpan<double>(), allowed, expected.Shape);
    }

    private void CompareExactly<T>(string what, ReadOnlySpan<T> expected, ReadOnlySpan<T> received, Shape shape)
    {
        for (int i = 0; i < expected.Length; i++)
            if (!EqualityComparer<T>.Default.Equals(expected[i], received[i]))
            {
                Fail($"{what}{Place(i, shape)}: expected {expected[i]}, received {received[i]}");
                return;
            }
    }

    private void Compare(string what, ReadOnlySpan<double> expected, ReadOnlySpan<double> received, double allowed, Shape shape)
    {
        double scale = 1, largest = 0;
        int worst = 0;
        foreach (double x in expected)
            if (double.IsFinite(x)) scale = Math.Max(scale, Math.Abs(x));
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i].Equals(received[i])) continue;      // also NaN with NaN and infinities
            double error = Math.Abs(expected[i] - received[i]) / scale;
            if (!double.IsFinite(error)) error = double.PositiveInfinity;
            if (error > largest) (largest, worst) = (error, i);
        }
        Error = Math.Max(Error, largest / allowed);
        if (largest > allowed)
            Fail(string.Create(CultureInfo.InvariantCulture,
                $"{what}{Place(worst, shape)}: expected {expected[worst]:G9}, received {received[worst]:G9}; error {largest:G3} of at most {allowed:G3}"));
    }

    /// <summary>The element's indices, such as <c>[1, 0, 2]</c>.</summary>
    private static string Place(int index, Shape shape)
    {
        var indices = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--) (index, indices[axis]) = Math.DivRem(index, shape[axis].Value);
        return $"[{string.Join(", ", indices)}]";
    }
}
