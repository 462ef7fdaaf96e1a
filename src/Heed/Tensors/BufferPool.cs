using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed;

/// <summary>Arrays that are used again: sizes are rounded up to a quarter of a power of two, each size has its own stack.</summary>
/// <remarks>What is never given back is collected like any array. What is given back stays until <see cref="Limit"/> bytes lie here.</remarks>
internal static class BufferPool
{
    /// <summary>Bytes kept at most; beyond that, arrays go to the garbage collector.</summary>
    public const long Limit = 1L << 31;

    private const int Smallest = 64;    // elements; scalars and small biases share one stack
    private static long s_bytes;

    /// <summary>Bytes that lie in the pool now.</summary>
    public static long Bytes => Interlocked.Read(ref s_bytes);

    /// <summary>An array of at least <paramref name="length"/> elements with arbitrary content.</summary>
    public static T[] Rent<T>(int length)
    {
        if (length == 0) return [];
        int size = RoundUp(length);
        if (Stacks<T>.Of(size).TryPop(out T[]? array))
        {
            Interlocked.Add(ref s_bytes, -ByteCount(array));
            return array;
        }
        return GC.AllocateUninitializedArray<T>(size);
    }

    /// <summary>Takes back an array that <see cref="Rent"/> gave.</summary>
    public static void Return<T>(T[] array)
    {
        if (array.Length == 0 || array.Length != RoundUp(array.Length)) return;
        if (Interlocked.Add(ref s_bytes, ByteCount(array)) > Limit)
        {
            Interlocked.Add(ref s_bytes, -ByteCount(array));
            return;
        }
        Stacks<T>.Of(array.Length).Push(array);
    }

    private static long ByteCount<T>(T[] array) => (long)array.Length * Unsafe.SizeOf<T>();

    private static int RoundUp(int length)
    {
        if (length <= Smallest) return Smallest;
        int step = 1 << (BitOperations.Log2((uint)length - 1) - 2);
        long size = ((long)length + step - 1) / step * step;
        return size > Array.MaxLength ? length : (int)size;
    }

    private static class Stacks<T>
    {
        private static readonly ConcurrentDictionary<int, ConcurrentStack<T[]>> BySize = new();

        public static ConcurrentStack<T[]> Of(int size) => BySize.GetOrAdd(size, static _ => new ConcurrentStack<T[]>());
    }
}
