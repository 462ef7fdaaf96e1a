using System.Buffers;

namespace Heed.Kernels;

/// <summary>Working memory from the shared pool, given back when disposed; its contents are arbitrary.</summary>
internal readonly ref struct Scratch<T>(int length) : IDisposable where T : unmanaged
{
    private readonly T[] _array = ArrayPool<T>.Shared.Rent(length);

    /// <summary>The memory.</summary>
    public Span<T> Span => _array.AsSpan(0, Length);

    /// <summary>Elements asked for.</summary>
    public int Length { get; } = length;

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<T>.Shared.Return(_array);
}
