using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Heed;

/// <summary>The one place that words errors which several callers share. Generic, because tensors and shapes live below this folder.</summary>
[StackTraceHidden]
internal static class Throw
{
    [DoesNotReturn]
    public static void Shape_OpExpects<T>(string op, string expectation, string rule, ReadOnlySpan<T> x) =>
        throw new ShapeException($"{op} expects {expectation} ({rule}). Received {string.Join<T>(", ", x.ToArray())}.");

    [DoesNotReturn]
    public static void Type_OpExpectsNumbers<T>(string op, T x) =>
        throw new ArgumentException($"{op} expects numbers. Received {x}. Cast booleans first; strings have no arithmetic.");

    [DoesNotReturn]
    public static void Index_OutOfRange(string op, long index, int place, int length) =>
        throw new ArgumentOutOfRangeException(null, $"{op} expects indices in [{-length}, {length}). Received {index} at element {place} of the indices.");

    [DoesNotReturn]
    public static void Shape_LayerExpects<T>(string layer, string expectation, string rule, ReadOnlySpan<T> inputs, string fix) =>
        throw new ShapeException($"{layer} expects {expectation} ({rule}). Received {string.Join<T>(", ", inputs.ToArray())}.{(fix.Length == 0 ? "" : " " + fix)}");
}
