using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Heed.Fuzz;
using SharpFuzz;

const string Usage = """
    run [FORMAT…] [--seconds N] [--seed N] [--findings FOLDER]    damages files of tests/reference and reads them, with no other tool
    read FORMAT FILE…                                             reads files again, such as findings
    seeds FORMAT FOLDER                                           writes the whole files, for AFL or libFuzzer to begin with
    libfuzzer FORMAT                                              to be called by libfuzzer-dotnet
    afl FORMAT                                                    to be called by afl-fuzz
    FORMAT: keras h5 json weights.h5 weights.json npz safetensors hdf5; none: all of them
    """;

if (args is [var line]) args = line.Split(' ');     // libfuzzer-dotnet gives all in one

unsafe
{
    // an instrumented library notes where it ran, before AFL or libFuzzer give it the place for that, too
    SharpFuzz.Common.Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(1 << 16);
}

string scratch = Directory.CreateTempSubdirectory("heed-fuzz").FullName;
try
{
    return args switch
    {
        ["run", .. var rest] => Loop(rest),
        ["work", var name, var seed, var seconds, var findings, var folder] =>
            Work(name, int.Parse(seed, CultureInfo.InvariantCulture), double.Parse(seconds, CultureInfo.InvariantCulture), findings, folder),
        ["read", var name, .. var files] => Read(Format(name), files),
        ["seeds", var name, var folder] => WriteSeeds(Format(name), folder),
        ["libfuzzer", var name] => LibFuzzer(Format(name)),
        ["afl", var name] => Afl(Format(name)),
        _ => Help(),
    };
}
finally
{
    Directory.Delete(scratch, recursive: true);
}

FuzzFormat Format(string name) => FuzzFormat.All.TryGetValue(name, out var make) ? make(new Corpus(Reference(), scratch))
    : throw new ArgumentException($"The fuzzer expects one of {string.Join(", ", FuzzFormat.All.Keys)}. Received '{name}'.");

static string Reference()
{
    for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        if (Path.Combine(folder.FullName, "tests", "reference") is var path && Directory.Exists(path)) return path;
    throw new DirectoryNotFoundException("The fuzzer expects to lie in the repository, where tests/reference is.");
}

static int Help()
{
    Console.WriteLine(Usage);
    return 2;
}

int Loop(string[] rest)
{
    double seconds = double.Parse(Option("--seconds") ?? "60", CultureInfo.InvariantCulture);
    int seed = int.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture);
    string findings = Path.GetFullPath(Option("--findings") ?? "artifacts/fuzz");
    string[] names = [.. rest.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal))];
    foreach (string name in names.Length > 0 ? names : [.. FuzzFormat.All.Keys]) new Supervisor(name, findings, scratch).Run(seed, seconds);
    int count = Directory.Exists(findings) ? Directory.GetFiles(findings, "*.txt").Length : 0;
    Console.WriteLine($"{count} findings in {findings}");
    return count == 0 ? 0 : 1;

    string? Option(string name) => Array.IndexOf(rest, name) is >= 0 and var at && at + 1 < rest.Length ? rest[at + 1] : null;
}

int Work(string name, int seed, double seconds, string findings, string folder)
{
    var corpus = new Corpus(Reference(), folder);
    new Worker(FuzzFormat.All[name](corpus), corpus, findings).Run(seed, seconds);
    return 0;
}

static int Read(FuzzFormat format, string[] files)
{
    int bad = 0;
    foreach (string file in files)
    {
        var judge = new Judge(format);
        var watch = Stopwatch.StartNew();
        Finding? finding = judge.Verdict(file);
        Console.WriteLine(FormattableString.Invariant($"{file}: {(finding is null ? judge.WasRead ? "read" : "refused" : finding.Kind)}, {watch.Elapsed.TotalSeconds:0.0} s"));
        if (finding is not null) Console.WriteLine($"{finding.Text}\n");
        bad += finding is null ? 0 : 1;
    }
    return bad == 0 ? 0 : 1;
}

static int WriteSeeds(FuzzFormat format, string folder)
{
    Directory.CreateDirectory(folder);
    for (int i = 0; i < format.Seeds.Count; i++) File.WriteAllBytes(Path.Combine(folder, $"{i}{format.Ending}"), format.Seeds[i]);
    return 0;
}

int LibFuzzer(FuzzFormat format)
{
    var judge = new Judge(format);
    Fuzzer.LibFuzzer.Run(bytes => Check(judge, format, bytes.ToArray()));
    return 0;
}

int Afl(FuzzFormat format)
{
    var judge = new Judge(format);
    Fuzzer.OutOfProcess.Run(stream =>
    {
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        Check(judge, format, bytes.ToArray());
    });
    return 0;
}

void Check(Judge judge, FuzzFormat format, byte[] bytes)
{
    string path = Worker.Current(scratch, format);
    File.WriteAllBytes(path, bytes);
    if (judge.Verdict(path) is { } finding) throw new InvalidDataException(finding.Text);
}
