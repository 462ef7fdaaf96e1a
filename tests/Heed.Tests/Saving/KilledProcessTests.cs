using System.Diagnostics;

namespace Heed.Tests;

public sealed class KilledProcessTests
{
    [Fact]
    public void Killed_at_any_moment_the_old_file_or_the_new_one_is_there()
    {
        string folder = Directory.CreateTempSubdirectory("heed").FullName, path = Path.Combine(folder, "model.keras");
        var random = new Random(1);
        try
        {
            for (int i = 0; i < 100; i++)
            {
                using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
                    [Path.Combine(AppContext.BaseDirectory, "Heed.SavingProcess.dll"), path])
                { RedirectStandardOutput = true })!;
                Assert.Equal("saving", process.StandardOutput.ReadLine());
                Thread.Sleep(random.Next(30));
                process.Kill();
                process.WaitForExit();

                float[] weights = [.. Model.Load(path).Weights.SelectMany(weight => weight.Value.ToArray<float>())];
                Assert.True(Array.TrueForAll(weights, weight => weight == weights[0]) && weights[0] is 1 or 2, $"kill {i} left a mixture");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
