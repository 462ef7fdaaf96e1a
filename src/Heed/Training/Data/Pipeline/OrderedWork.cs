using System.Runtime.ExceptionServices;

namespace Heed;

/// <summary>Computes several elements at once and hands them out in their order. Only the thread that asks reads the source.</summary>
/// <param name="source">The elements.</param>
/// <param name="workers">How many are computed at once.</param>
/// <param name="work">Computes the new element from the old one and its place.</param>
internal sealed class OrderedWork(IEnumerable<Examples> source, int workers, Func<Examples, long, Examples> work)
{
    private readonly Queue<Task<Examples>> _running = new();
    private ExceptionDispatchInfo? _failure;
    private long _index;

    /// <summary>The new elements. Disposing it waits for those that are being computed.</summary>
    public IEnumerator<Examples> Results()
    {
        using IEnumerator<Examples> elements = source.GetEnumerator();
        try
        {
            bool more = true;
            while (true)
            {
                while (more && _running.Count < workers) more = Start(elements);
                if (_running.Count == 0) break;
                Task<Examples> first = _running.Peek();
                Examples result = first.GetAwaiter().GetResult();
                _running.Dequeue();
                yield return result;
            }
            _failure?.Throw();
        }
        finally
        {
            foreach (Task<Examples> task in _running) task.ContinueWith(static done => done.Exception, TaskScheduler.Default).Wait();
        }
    }

    /// <summary>Reads an element and starts its work. A failure of the source waits until the elements before it are handed out.</summary>
    private bool Start(IEnumerator<Examples> elements)
    {
        try
        {
            if (!elements.MoveNext()) return false;
        }
        catch (Exception error)
        {
            _failure = ExceptionDispatchInfo.Capture(error);
            return false;
        }
        (Examples element, long index) = (elements.Current, _index++);
        _running.Enqueue(Task.Run(() => work(element, index)));
        return true;
    }
}
