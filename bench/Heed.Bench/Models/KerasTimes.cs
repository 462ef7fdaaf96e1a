using System.Reflection;
using System.Text.Json;

namespace Heed.Bench;

/// <summary>What Keras's three backends took on another machine: medians in milliseconds, recorded by bench_keras.py in keras/*.jsonl.</summary>
/// <remarks>Two cores of a server processor with AVX-512; Keras 3.15.1 with jax 0.10.2, tensorflow-cpu 2.21.0 and torch 2.13.0.</remarks>
internal static class KerasTimes
{
    /// <summary>That machine's measured multiply-add peak with both cores, in 10⁹ operations a second.</summary>
    public const double Peak = 233;

    private static readonly Dictionary<string, (string Backend, double Milliseconds)> Fastest = Read();

    /// <summary>The fastest backend for a piece of work; <see langword="null"/>: none was timed.</summary>
    public static (string Backend, double Milliseconds)? Best(string work) => Fastest.TryGetValue(work, out var best) ? best : null;

    private static Dictionary<string, (string, double)> Read()
    {
        Dictionary<string, (string Backend, double Milliseconds)> fastest = [];
        Assembly assembly = typeof(KerasTimes).Assembly;
        foreach (string file in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".jsonl", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            while (reader.ReadLine() is { } line)
            {
                using JsonDocument entry = JsonDocument.Parse(line);
                if (!entry.RootElement.TryGetProperty("ms", out JsonElement time)) continue;
                string work = entry.RootElement.GetProperty("work").GetString()!;
                double milliseconds = time.GetDouble();
                if (!fastest.TryGetValue(work, out var best) || milliseconds < best.Milliseconds)
                    fastest[work] = (entry.RootElement.GetProperty("backend").GetString()!, milliseconds);
            }
        }
        return fastest;
    }
}
