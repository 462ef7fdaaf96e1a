using System.Globalization;

namespace Heed.Bench;

/// <summary>How much memory loading takes at its peak, as Linux counts it.</summary>
internal static class FileMemory
{
    private const string Status = "/proc/self/status", Reset = "/proc/self/clear_refs";

    /// <summary>Loading of whole models; nothing where there is no Linux.</summary>
    public static IEnumerable<(string Work, Func<Row> Run)> All() => !File.Exists(Status) ? [] :
        ((string[])[".keras", ".h5"]).Select(ending => ($"load {ending}", (Func<Row>)(() => Load(ending))));

    private static Row Load(string ending)
    {
        string file = FileWorks.Make(ending);
        try
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            double before = Kilobytes("VmRSS");
            File.WriteAllText(Reset, "5");      // the peak is now what there is now
            Model model = Model.Load(file);
            double peak = (Kilobytes("VmHWM") - before) * 1024 / 1e6, weights = FileWorks.Bytes / 1e6, ratio = weights / peak;
            GC.KeepAlive(model);
            return new("memory", $"load {ending}, MB", "weights", new(peak, peak, peak), weights, new(ratio, ratio, ratio), null, null, null);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private static double Kilobytes(string field) => double.Parse(File.ReadLines(Status).First(line => line.StartsWith($"{field}:", StringComparison.Ordinal))
        .Split([':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
