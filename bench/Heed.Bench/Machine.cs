using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Heed.Kernels;

namespace Heed.Bench;

/// <summary>What a run was measured on.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Cores">Cores that the process sees.</param>
/// <param name="Vectors">The vectors that Heed's kernels use.</param>
/// <param name="Runtime">The .NET runtime and the operating system.</param>
/// <param name="Threads">Threads of Heed and its peers in this run.</param>
/// <param name="PeakOfOne">Measured multiply-add peak of one thread, in 10⁹ operations a second.</param>
/// <param name="Peak">The same of all threads of this run.</param>
internal sealed partial record Machine(string Processor, int Cores, string Vectors, string Runtime, int Threads, double PeakOfOne, double Peak)
{
    /// <summary>Asks the system, and measures.</summary>
    public static Machine Measure(int threads)
    {
        double one = Bench.Peak.Highest(1);
        return new(ProcessorName(), Environment.ProcessorCount, Widths.Name, $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}",
            threads, one, threads == 1 ? one : Bench.Peak.Highest(threads));
    }

    /// <summary>The processor's name as that of a folder.</summary>
    public string Folder => NotForFolders().Replace(Processor.ToLowerInvariant(), "-").Trim('-');

    /// <summary>On Linux with family and model, for virtual machines shorten the name.</summary>
    private static string ProcessorName()
    {
        const string LinuxFile = "/proc/cpuinfo";
        string otherwise = Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
        if (!File.Exists(LinuxFile)) return otherwise;
        Dictionary<string, string> fields = [];
        foreach (string line in File.ReadLines(LinuxFile))
            if (line.Split(':', 2) is [string key, string value]) fields.TryAdd(key.Trim(), value.Trim());
        if (!fields.TryGetValue("model name", out string? name)) return otherwise;
        return fields.TryGetValue("cpu family", out string? family) && fields.TryGetValue("model", out string? model) ? $"{name} family {family} model {model}" : name;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotForFolders();
}
