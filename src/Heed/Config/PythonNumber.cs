using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Floating-point numbers spelled as Python's <c>json</c> spells them: <c>0.0</c>, <c>1e-07</c>, <c>1e+16</c>.</summary>
internal static class PythonNumber
{
    /// <summary>A JSON number that keeps Python's spelling; NaN and infinities as Keras's files hold them.</summary>
    public static JsonNode ToJson(double value) => double.IsFinite(value)
        ? JsonNode.Parse(Spell(value))!
        : new JsonObject { ["class_name"] = "__float__", ["config"] = double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf" };

    /// <summary>Python's <c>repr</c> of a finite float: the shortest digits that read back the same, with an exponent below 1e-4 and from 1e16.</summary>
    public static string Spell(double value)
    {
        if (value == 0) return double.IsNegative(value) ? "-0.0" : "0.0";
        string[] parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');     // the shortest digits
        int point = parts[0].IndexOf('.', StringComparison.Ordinal) is >= 0 and var place ? place : parts[0].Length;
        string written = parts[0].Replace(".", "", StringComparison.Ordinal), digits = written.Trim('0');
        int exponent = point - 1 - written.IndexOf(digits[0], StringComparison.Ordinal) + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        string sign = value < 0 ? "-" : "";
        if (exponent is < -4 or >= 16)
            return $"{sign}{digits[0]}{(digits.Length > 1 ? $".{digits[1..]}" : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        string whole = digits.PadRight(exponent + 1, '0');
        return $"{sign}{whole[..(exponent + 1)]}.{(whole.Length > exponent + 1 ? whole[(exponent + 1)..] : "0")}";
    }

    /// <summary>Reads a number that <see cref="ToJson"/> or Python wrote.</summary>
    public static double Read(JsonNode node) => node switch
    {
        JsonObject special => special["config"].TextOrNull() switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => throw new FormatException($"A number is expected. Received {special.ToJsonString()}."),
        },
        _ => node.GetValueKind() == JsonValueKind.Number ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture)
            : throw new FormatException($"A number is expected. Received {node.ToJsonString()}."),
    };
}
