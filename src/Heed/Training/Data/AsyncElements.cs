namespace Heed;

/// <summary>Reads an asynchronous sequence from ordinary code. The source runs on the pool, so that no window's message loop has to turn while we wait.</summary>
internal static class AsyncElements
{
    /// <summary>One pass through the sequence.</summary>
    public static IEnumerator<Examples> Pass(string owner, IAsyncEnumerable<Examples> source, CancellationToken cancellationToken)
    {
        IAsyncEnumerator<Examples>? elements = null;
        try
        {
            Elements.MoveNext(owner, 0, () => (elements = Task.Run(() => source.GetAsyncEnumerator(cancellationToken)).GetAwaiter().GetResult()) is not null);
            for (long i = 0; Elements.MoveNext(owner, i, () => Next(elements!, cancellationToken)); i++) yield return Elements.Made(owner, i, () => elements!.Current);
        }
        finally
        {
            if (elements is not null) Task.Run(() => elements.DisposeAsync().AsTask()).GetAwaiter().GetResult();
        }
    }

    /// <summary>The same, but a cancelled token ends it as if the sequence were at its end.</summary>
    public static IEnumerable<Examples> UntilCancelled(string owner, IAsyncEnumerable<Examples> source, CancellationToken cancellationToken)
    {
        using IEnumerator<Examples> pass = Pass(owner, source, cancellationToken);
        while (Moved()) yield return pass.Current;

        bool Moved()
        {
            try
            {
                return !cancellationToken.IsCancellationRequested && pass.MoveNext();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }
    }

    /// <summary>Waits for the next element. A source that ignores the token is waited for: it can be disposed only when it is at rest.</summary>
    private static bool Next(IAsyncEnumerator<Examples> elements, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.Run(() => elements.MoveNextAsync().AsTask(), CancellationToken.None).GetAwaiter().GetResult();
    }
}
