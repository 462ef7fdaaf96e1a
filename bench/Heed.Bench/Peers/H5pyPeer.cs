using System.Diagnostics;

namespace Heed.Bench;

/// <summary>h5py in a Python beside, which waits for a line and reads the file.</summary>
internal sealed class H5pyPeer : IDisposable
{
    public const string Name = "h5py";

    private const string Script = """
        import sys, h5py
        def read(name, item):
            if isinstance(item, h5py.Dataset): item[()]
        print("ready", flush=True)
        for line in sys.stdin:
            with h5py.File(sys.argv[1], "r") as file: file.visititems(read)
            print("done", flush=True)
        """;

    private readonly Process _python;

    private H5pyPeer(Process python) => _python = python;

    /// <summary>Starts Python; null: there is none, or it has no h5py.</summary>
    public static H5pyPeer? Start(string file)
    {
        foreach (string name in (string[])["/usr/bin/python3", "python3"])
        {
            try
            {
                var python = Process.Start(new ProcessStartInfo(name, ["-c", Script, file]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
                if (python.StandardOutput.ReadLine() == "ready") return new(python);
                python.Dispose();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // this one is not there
            }
        }
        return null;
    }

    /// <summary>Reads all arrays.</summary>
    public void Read()
    {
        _python.StandardInput.WriteLine();
        if (_python.StandardOutput.ReadLine() != "done") throw new InvalidOperationException("h5py failed.");
    }

    public void Dispose()
    {
        _python.StandardInput.Close();
        _python.WaitForExit();
        _python.Dispose();
    }
}
