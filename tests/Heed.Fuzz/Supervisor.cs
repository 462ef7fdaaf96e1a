using System.Diagnostics;
using System.Globalization;

namespace Heed.Fuzz;

/// <summary>Runs a worker as a process of its own, and another one after a crash.</summary>
/// <param name="name">The format.</param>
/// <param name="findings">Where findings are kept.</param>
/// <param name="scratch">Where files may be made.</param>
internal sealed class Supervisor(string name, string findings, string scratch)
{
    /// <summary>Runs, and prints what came of it.</summary>
    /// <param name="seed">The same seed damages in the same way.</param>
    /// <param name="seconds">For how long.</param>
    public void Run(int seed, double seconds)
    {
        var watch = Stopwatch.StartNew();
        long executions = 0, read = 0;
        for (int attempt = 0; watch.Elapsed.TotalSeconds < seconds; attempt++)
        {
            string folder = Directory.CreateDirectory(Path.Combine(scratch, $"{name}{attempt}")).FullName;
            using Process worker = Start(seed + 7919 * attempt, seconds - watch.Elapsed.TotalSeconds, folder);
            Task<string> errors = worker.StandardError.ReadToEndAsync();
            while (worker.StandardOutput.ReadLine() is { } line)
            {
                if (line.Split(' ') is ["done", _, var made, var good])
                    (executions, read) = (executions + long.Parse(made, CultureInfo.InvariantCulture), read + long.Parse(good, CultureInfo.InvariantCulture));
                else Console.WriteLine(line);
            }
            worker.WaitForExit();
            if (worker.ExitCode is not (0 or 3)) KeepCrash(worker.ExitCode, errors.Result, folder);
        }
        Console.WriteLine(FormattableString.Invariant($"{name}: {executions} files in {watch.Elapsed.TotalSeconds:0} s, {read} of them read, the others refused"));
    }

    private Process Start(int seed, double seconds, string folder)
    {
        string own = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(own) == "dotnet";
        var start = new ProcessStartInfo(own) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in (string[])[.. isHost ? (string[])[Path.Combine(AppContext.BaseDirectory, "Heed.Fuzz.dll")] : [],
            "work", name, seed.ToString(CultureInfo.InvariantCulture), seconds.ToString(CultureInfo.InvariantCulture), findings, folder])
            start.ArgumentList.Add(word);
        start.Environment["DOTNET_GCHeapHardLimit"] = "0xA0000000";      // what asks for more fails at once, and harms nobody else
        return Process.Start(start)!;
    }

    private void KeepCrash(int code, string errors, string folder)
    {
        string? current = Directory.EnumerateFiles(folder, "current*").FirstOrDefault();
        if (current is null)
        {
            Console.WriteLine(errors);
            throw new InvalidOperationException($"The worker for '{name}' expects to start. It ended with {code}.");
        }
        Directory.CreateDirectory(findings);
        string path = Path.Combine(findings, $"{name}-crash-{Guid.NewGuid().ToString("n")[..8]}");
        File.Copy(current, path + Path.GetExtension(current));
        File.WriteAllText(path + ".txt", $"ended with {code}\n\n{errors[..Math.Min(errors.Length, 20_000)]}\n");
        Console.WriteLine($"finding {Path.GetFileName(path)}: ended with {code}");
    }
}
