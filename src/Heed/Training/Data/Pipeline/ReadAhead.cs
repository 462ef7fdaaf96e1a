using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Heed;

/// <summary>A thread that reads a source into a queue of limited length.</summary>
internal sealed class ReadAhead : IDisposable
{
    private readonly BlockingCollection<Examples> _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Starts reading.</summary>
    public ReadAhead(IEnumerable<Examples> source, int bufferSize)
    {
        _queue = new(bufferSize);
        _thread = new(() => Read(source)) { IsBackground = true, Name = "Heed prefetch" };
        _thread.Start();
    }

    /// <summary>What was read; at the end, what reading threw.</summary>
    public IEnumerable<Examples> Elements()
    {
        foreach (Examples element in _queue.GetConsumingEnumerable()) yield return element;
        _failure?.Throw();
    }

    /// <summary>Stops the thread and waits for it.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
        _queue.Dispose();
    }

    private void Read(IEnumerable<Examples> source)
    {
        try
        {
            foreach (Examples element in source)
            {
                if (_stop.IsCancellationRequested) break;
                _queue.Add(element, _stop.Token);
            }
        }
        catch (Exception error)
        {
            _failure = ExceptionDispatchInfo.Capture(error);    // of a stopped thread nobody asks for it
        }
        _queue.CompleteAdding();
    }
}
