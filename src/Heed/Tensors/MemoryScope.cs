namespace Heed;

/// <summary>Gives the memory of all tensors made on this thread while it is open back to the pool when it closes.</summary>
/// <remarks>
/// Nobody needs one: unreturned memory is collected as usual. A loop that makes millions of tensors runs faster with one.
/// <see cref="Tensor.Keep"/>, <see cref="Run(Func{Tensor})"/>'s result and every <c>Variable</c> survive it.
/// </remarks>
public sealed class MemoryScope : IDisposable
{
    [ThreadStatic] private static MemoryScope? t_current;

    private readonly List<Storage> _owned = [];
    private readonly MemoryScope? _outer;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _closed;

    /// <summary>Opens a scope on this thread, inside the one that is open already.</summary>
    public MemoryScope()
    {
        _outer = t_current;
        t_current = this;
    }

    internal static MemoryScope? Current => t_current;

    /// <summary>Runs a computation in a scope of its own; its result survives.</summary>
    /// <param name="compute">Makes any number of tensors.</param>
    /// <returns>The tensor, as if <see cref="Tensor.Keep"/> had been called.</returns>
    public static Tensor Run(Func<Tensor> compute)
    {
        using var scope = new MemoryScope();
        return compute().Keep();
    }

    /// <summary>Runs a computation in a scope of its own; the tensors of its result survive.</summary>
    /// <param name="compute">Makes any number of tensors.</param>
    /// <returns>The tensors, kept.</returns>
    public static Tensors Run(Func<Tensors> compute)
    {
        using var scope = new MemoryScope();
        Tensors result = compute();
        foreach (Tensor tensor in result) tensor.Keep();
        return result;
    }

    /// <summary>Takes charge of memory that was just rented, or that an inner scope hands out.</summary>
    internal void Own(Storage storage)
    {
        storage.Scope = this;
        _owned.Add(storage);
    }

    /// <summary>Takes <paramref name="storage"/> out of its scope: the next outer one owns it, or nobody.</summary>
    internal static void Release(Storage storage)
    {
        if (storage.Scope is not { } scope) return;
        storage.Scope = null;
        if (scope._outer is { } outer) outer.Own(storage);
        else storage.IsShared = true;
    }

    /// <summary>Takes <paramref name="storage"/> out of all scopes; it is never written again.</summary>
    internal static void ReleaseForever(Storage storage)
    {
        while (storage.Scope is not null) Release(storage);
        storage.IsShared = true;
    }

    /// <summary>Closes the scope and gives the memory back.</summary>
    /// <exception cref="InvalidOperationException">An inner scope is still open, or another thread opened this one.</exception>
    public void Dispose()
    {
        if (_closed) return;
        if (t_current != this || _thread != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException("MemoryScope expects to be closed on its own thread, after all scopes opened inside it. Use a using statement for each.");
        _closed = true;
        t_current = _outer;
        foreach (Storage storage in _owned)
            if (storage.Scope == this) storage.Return();
        _owned.Clear();
    }
}
