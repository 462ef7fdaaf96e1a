using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Heed.Fuzz;

/// <summary>Damages files and reads them, one after the other, until its time is over. A crash ends the process, and the file that brought it about is still there.</summary>
internal sealed class Worker(FuzzFormat format, Corpus corpus, string findings)
{
    /// <summary>Stack of the reading thread: what the main thread of a Windows program has.</summary>
    private const int Stack = 1 << 20;

    private readonly Judge _judge = new(format);
    private long _executions, _read, _began = long.MaxValue;

    /// <summary>The file that is being read.</summary>
    public static string Current(string scratch, FuzzFormat format) => Path.Combine(scratch, $"current{format.Ending}");

    /// <summary>Runs.</summary>
    /// <param name="seed">The same seed damages in the same way.</param>
    /// <param name="seconds">For how long.</param>
    public void Run(int seed, double seconds)
    {
        var thread = new Thread(() => Loop(seed, Stopwatch.StartNew(), seconds), Stack) { IsBackground = true };
        thread.Start();
        while (!thread.Join(1000))
            if (Environment.TickCount64 - Volatile.Read(ref _began) > 60_000)       // wall time, on a machine that others use
            {
                Save(new("hang", "60 s", "hang"));
                Report();
                Environment.Exit(3);
            }
        Report();
    }

    private void Loop(int seed, Stopwatch watch, double seconds)
    {
        string path = Current(corpus.Scratch, format);
        for (int i = 0; watch.Elapsed.TotalSeconds < seconds; i++)
        {
            var random = new Random(unchecked(seed * 1_000_003 + i));
            File.WriteAllBytes(path, format.Mutate(random));
            Volatile.Write(ref _began, Environment.TickCount64);
            if (_judge.Verdict(path) is { } finding) Save(finding);
            Volatile.Write(ref _began, long.MaxValue);
            _executions++;
            if (_judge.WasRead) _read++;
        }
    }

    private void Save(Finding finding) => Save(finding, Current(corpus.Scratch, format), findings, format);

    /// <summary>Keeps a file and what it found, once for each signature.</summary>
    public static void Save(Finding finding, string file, string folder, FuzzFormat format)
    {
        Directory.CreateDirectory(folder);
        string name = $"{format.Name}-{finding.Kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(finding.Signature)))[..8]}";
        string path = Path.Combine(folder, name + format.Ending);
        if (File.Exists(path)) return;
        File.Copy(file, path);
        File.WriteAllText(Path.Combine(folder, name + ".txt"), $"{finding.Signature}\n\n{finding.Text}\n");
        Console.WriteLine($"finding {name}: {finding.Signature}");
    }

    private void Report() => Console.WriteLine(FormattableString.Invariant($"done {format.Name} {_executions} {_read}"));
}
