using System.Text.Json;

namespace Heed.Conformance;

/// <summary>How close is close enough: the table of tests/reference/README.md, by the coarsest type that took part.</summary>
/// <param name="Computed">The type of the computation.</param>
/// <param name="IsAttention">Attention's results are held to 2e-5 in float32.</param>
/// <param name="AllowsFloat64">May an answer be float64 where Keras answers float32?</param>
internal sealed record Precision(DType Computed, bool IsAttention = false, bool AllowsFloat64 = false)
{
    /// <summary>The largest error, relative to the largest expected magnitude (at least 1).</summary>
    public double Allowed(DType expected, bool isGradient) => Math.Max(Allowed(Computed), Allowed(expected)) switch
    {
        float32 when isGradient => 1e-3,    // of attention too: Keras's own gradients are up to 4e-5 from those of float64
        float32 when IsAttention => 2e-5,
        var allowed => allowed,
    };

    /// <summary>The precision that the expected outputs show. A layer of type float64 does not compute in float64 throughout.</summary>
    /// <remarks>
    /// Keras's matrix products of float64 are float32 under JAX and PyTorch (BIT64_TO_BIT32_DTYPE in keras/src/backend/common/dtypes.py), and so is what
    /// follows them. In Heed float64 stays float64; such outputs are compared as the float32 numbers that they are.
    /// </remarks>
    public Precision SeenIn(IEnumerable<Tensor> outputs) => Computed == DType.Float64
        ? this with { Computed = outputs.Any(HoldsFloat32) ? DType.Float32 : DType.Float64, AllowsFloat64 = true }
        : this;

    /// <summary>Is an answer of this type as good as the expected one?</summary>
    public bool IsSameType(DType expected, DType received) =>
        expected == received || (AllowsFloat64 && expected == DType.Float32 && received == DType.Float64);

    private const double float32 = 2e-4;

    private static bool HoldsFloat32(Tensor output)
    {
        if (output.DType != DType.Float64) return output.DType.IsFloat();
        foreach (double x in output.AsSpan<double>())
            if (!((double)(float)x).Equals(x)) return false;
        return true;
    }

    private static double Allowed(DType type) => type switch
    {
        DType.BFloat16 => 6e-2,
        DType.Float16 => 1e-2,
        DType.Float32 => float32,
        DType.Float64 => 1e-9,
        _ => 0,
    };

    /// <summary>The coarsest policy that a Keras object, or one inside it, names; float32 where none is named.</summary>
    public static Precision Of(JsonElement @object, bool isAttention = false)
    {
        DType[] types = [.. Policies(@object).Select(policy => policy.ComputeDType).Where(type => type.IsFloat())];
        return new(types.Length == 0 ? DType.Float32 : types.MaxBy(Allowed), isAttention);
    }

    private static IEnumerable<DTypePolicy> Policies(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Policies),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(x => x.Name == "dtype" && PolicyName(x.Value) is { } name ? [new(name)] : Policies(x.Value)),
        _ => [],
    };

    private static string? PolicyName(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() != "string" => value.GetString(),
        JsonValueKind.Object when value.TryGetProperty("config", out JsonElement config) && config.TryGetProperty("name", out JsonElement name) => name.GetString(),
        _ => null,
    };
}
