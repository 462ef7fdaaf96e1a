using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Heed;

/// <summary>The one place that words errors which several callers share.</summary>
[StackTraceHidden]
internal static class Throw
{
    [DoesNotReturn]
    public static void Shape_OpExpects(string op, string expectation, string rule, ReadOnlySpan<TensorSpec> x) =>
        throw new ShapeException($"{op} expects {expectation} ({rule}). Received {string.Join(", ", x.ToArray())}.");

    [DoesNotReturn]
    public static void Type_OpExpectsNumbers(string op, TensorSpec x) =>
        throw new ArgumentException($"{op} expects numbers. Received {x}. Cast booleans first; strings have no arithmetic.");

    [DoesNotReturn]
    public static void Shape_LayerExpects(string layer, string expectation, string rule, ReadOnlySpan<Shape> inputs, string fix) =>
        throw new ShapeException($"{layer} expects {expectation} ({rule}). Received {string.Join(", ", inputs.ToArray().Select(shape => shape.ToString()))}.{(fix.Length == 0 ? "" : " " + fix)}");
}
