using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>How far the corrections of <see cref="BatchNormalization"/>'s renorm may go; <see langword="null"/> sets no limit.</summary>
/// <param name="Rmax">Largest ratio of the batch's deviation to the moving one.</param>
/// <param name="Rmin">Smallest such ratio.</param>
/// <param name="Dmax">Largest distance of the batch's mean from the moving one, in deviations; at least 0.</param>
public sealed record RenormClipping(double? Rmax = null, double? Rmin = null, double? Dmax = null)
{
    internal static RenormClipping? Read(JsonObject? json)
    {
        if (json is null) return null;
        string[] unknown = [.. json.Select(pair => pair.Key).Except(["rmax", "rmin", "dmax"])];
        if (unknown.Length > 0) throw new ArgumentException($"RenormClipping expects the keys rmax, rmin and dmax. Received {string.Join(", ", unknown)}.");
        var config = new Config(json);
        return new(config.Get<double?>("rmax", null), config.Get<double?>("rmin", null), config.Get<double?>("dmax", null));
    }

    internal JsonObject ToJson()
    {
        var config = new Config();
        if (Rmax is { } rmax) config.With("rmax", rmax);
        if (Rmin is { } rmin) config.With("rmin", rmin);
        if (Dmax is { } dmax) config.With("dmax", dmax);
        return config.Json;
    }
}
