using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Heed.Fuzz;

/// <summary>Reads one file and judges how that went.</summary>
/// <param name="format">Of the file.</param>
internal sealed class Judge(FuzzFormat format)
{
    /// <summary>How many bytes may be taken for a small file, all in all.</summary>
    public const long MemoryLimit = 1L << 30;

    /// <summary>How many seconds of one core a small file may take.</summary>
    public const double TimeLimit = 10;

    /// <summary>Was the last file read, rather than refused?</summary>
    public bool WasRead { get; private set; }

    /// <summary>What was wrong with how a file was read; null: nothing.</summary>
    /// <param name="path">Of the file.</param>
    public Finding? Verdict(string path)
    {
        long memory = GC.GetTotalAllocatedBytes();
        TimeSpan time = Process.GetCurrentProcess().TotalProcessorTime;
        Finding? finding = Outcome(path);
        if (finding is not null) return finding;
        if (GC.GetTotalAllocatedBytes() - memory is var taken and > MemoryLimit) return new("memory", $"{taken >> 20} MiB taken", "memory");
        if ((Process.GetCurrentProcess().TotalProcessorTime - time).TotalSeconds is var seconds and > TimeLimit) return new("slow", $"{seconds:0.0} s", "slow");
        return null;
    }

    private Finding? Outcome(string path)
    {
        WasRead = false;
        try
        {
            string? fault = format.Run(path);
            WasRead = fault is null;
            return fault is null ? null : new("fault", fault, fault);
        }
        catch (Exception error)
        {
            if (!format.IsRefusal(error, Path.GetFileName(path))) return new("exception", error.ToString(), Signature(error));
            return Programming(error) is { } inner ? new("message", error.ToString(), Signature(inner)) : null;
        }
    }

    /// <summary>A slip of ours that was wrapped, and whose message says nothing to the owner of the file.</summary>
    private static Exception? Programming(Exception error)
    {
        for (Exception? inner = error.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is ShapeException or JsonException or DecoderFallbackException or InvalidOperationException { Source: "System.Text.Json", InnerException: DecoderFallbackException }
                || inner.Message.Contains("UTF-16", StringComparison.Ordinal)) return null;     // they say where and what
            bool isSlip = inner is NullReferenceException or IndexOutOfRangeException or InvalidCastException or KeyNotFoundException or OverflowException or DivideByZeroException
                or ArgumentNullException or OutOfMemoryException or UnreachableException or ObjectDisposedException
                || inner is InvalidOperationException or ArgumentException or FormatException && !inner.Message.Contains("expect", StringComparison.Ordinal)
                    && !inner.Message.Contains("Heed", StringComparison.Ordinal);
            if (isSlip && error.Message.Contains(inner.Message, StringComparison.Ordinal)) return inner;
        }
        return null;
    }

    private static string Signature(Exception error)
    {
        while (error.InnerException is { } inner) error = inner;
        IEnumerable<string> frames = new StackTrace(error).GetFrames().Select(frame => DiagnosticMethodInfo.Create(frame))
            .Where(method => method?.DeclaringTypeName.StartsWith("Heed", StringComparison.Ordinal) == true)
            .Take(2).Select(method => $"{method!.DeclaringTypeName}.{method.Name}");
        return $"{error.GetType().Name} {string.Join(" < ", frames)}";
    }
}

/// <summary>A file that was not read as it should be.</summary>
/// <param name="Kind">exception, message, memory, slow, fault, crash or hang.</param>
/// <param name="Text">What happened.</param>
/// <param name="Signature">The same for files that find the same.</param>
internal sealed record Finding(string Kind, string Text, string Signature);
