using System.Globalization;
using System.Text.Json;

namespace Heed.Conformance;

/// <summary>Shows results: a table per folder and class, the first failures, and as JSON for other programs.</summary>
internal static class Report
{
    private const int FailuresShown = 20;

    /// <summary>The table, the first failures, and as last line <c>N passed, N failed</c>.</summary>
    public static void Write(TextWriter output, IReadOnlyList<Result> results)
    {
        output.WriteLine($"{"folder",-22} {"class",-32} {"passed",8} {"failed",8} {"unsupported",12}");
        foreach (var row in results.GroupBy(x => (x.Case.Folder, x.Case.Class)))
            output.WriteLine(Row(row.Key.Folder, row.Key.Class, [.. row]));
        output.WriteLine(Row("total", "", results));

        Result[] failures = [.. results.Where(x => x.Outcome == Outcome.Failed)];
        if (failures.Length > 0)
        {
            output.WriteLine();
            output.WriteLine($"The first failures (error: how many times what is allowed):");
            foreach (Result x in failures.Take(FailuresShown))
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {x.Case.Folder}/{x.Case.Class}  {x.Case.Id}  error {x.Error:G3}\n      {x.Message}"));
            if (failures.Length > FailuresShown) output.WriteLine($"  and {failures.Length - FailuresShown} more; --json lists them all");
            output.WriteLine();
        }
        output.WriteLine(Summary(results));
    }

    /// <summary>The closing line; what is unsupported counts as failed.</summary>
    public static string Summary(IReadOnlyCollection<Result> results)
    {
        int passed = results.Count(x => x.Outcome == Outcome.Passed);
        return $"{passed} passed, {results.Count - passed} failed";
    }

    /// <summary>Every case with its outcome, the error in units of what is allowed (<see langword="null"/> if there is no number), and the message.</summary>
    public static void WriteJson(string path, IReadOnlyCollection<Result> results)
    {
        using FileStream stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        foreach (Outcome outcome in Enum.GetValues<Outcome>()) json.WriteNumber(outcome.ToString().ToLowerInvariant(), results.Count(x => x.Outcome == outcome));
        json.WriteStartArray("cases");
        foreach (Result x in results)
        {
            json.WriteStartObject();
            json.WriteString("folder", x.Case.Folder);
            json.WriteString("class", x.Case.Class);
            json.WriteString("id", x.Case.Id);
            json.WriteString("outcome", x.Outcome.ToString().ToLowerInvariant());
            if (double.IsFinite(x.Error)) json.WriteNumber("error", x.Error);
            else json.WriteNull("error");
            json.WriteString("message", x.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Row(string folder, string @class, IReadOnlyCollection<Result> results)
    {
        int Count(Outcome outcome) => results.Count(x => x.Outcome == outcome);
        return $"{folder,-22} {@class,-32} {Count(Outcome.Passed),8} {Count(Outcome.Failed),8} {Count(Outcome.Unsupported),12}";
    }
}
