using System.Diagnostics;
using Heed.Conformance;

const string Usage = """
    Compares Heed with recorded answers of real Keras.

    usage: Heed.Conformance FOLDER [--filter TEXT] [--json FILE]

      FOLDER          laid out like tests/reference
      --filter TEXT   only cases whose folder/class or id contains TEXT
      --json FILE     also writes every case and its outcome there
    """;

string? folder = null, filter = null, json = null;
for (int i = 0; i < args.Length; i++)
{
    if (args[i] is "--help" or "-h") { Console.WriteLine(Usage); return 0; }
    if (args[i] is "--filter" or "--json")
    {
        if (i + 1 == args.Length) return Refuse($"{args[i]} expects a value. Received none.");
        if (args[i] == "--filter") filter = args[++i];
        else json = args[++i];
    }
    else if (args[i].StartsWith('-') || folder is not null) return Refuse($"'{args[i]}' is not understood.");
    else folder = args[i];
}
if (folder is null) return Refuse("A folder of reference data is expected. Received none.");
if (!Directory.Exists(folder)) return Refuse($"There is no folder '{folder}'.");

var watch = Stopwatch.StartNew();
List<Case> all = [.. ReferenceFolder.Read(folder)];
List<Case> cases = [.. all.Where(x => filter is null || $"{x.Folder}/{x.Class} {x.Id}".Contains(filter, StringComparison.OrdinalIgnoreCase))];
if (cases.Count == 0) return Refuse($"No case of '{folder}' matches '{filter}'.");

var results = new List<Result>(cases.Count);
foreach (Case item in cases)
{
    (Result result, bool isStale) = Differences.BuiltIn.Apply(ConformanceRun.Run(item));
    results.Add(result);
    if (isStale) Console.WriteLine($"note: Differences.md lists {item.Id}, which passes without it");
}
foreach (string missing in ReferenceFolder.MissingFromManifest(folder, all)) Console.WriteLine($"note: {missing}");
if (json is not null) Report.WriteJson(json, results);
Console.WriteLine($"{cases.Count} cases in {watch.Elapsed.TotalSeconds:F1} s");
Report.Write(Console.Out, results);
return results.All(x => x.Outcome == Outcome.Passed) ? 0 : 1;

static int Refuse(string message)
{
    Console.Error.WriteLine(message);
    Console.Error.WriteLine(Usage);
    return 2;
}
