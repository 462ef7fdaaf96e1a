using System.Runtime.InteropServices;
using Heed.Kernels;

namespace Heed;

/// <summary>Moves elements of any type by their size alone, so that rearranging ops need one text for all types.</summary>
internal static class ElementBytes
{
    /// <summary>Copies with a stride per axis of <paramref name="y"/>: 0 repeats, negative walks backwards.</summary>
    public static void CopyStrided(Tensor x, int offset, ReadOnlySpan<int> strides, Tensor y)
    {
        switch (x.DType.ItemSize())
        {
            case 1: Run<byte>(x, offset, strides, y); break;
            case 2: Run<ushort>(x, offset, strides, y); break;
            case 4: Run<uint>(x, offset, strides, y); break;
            case 8: Run<ulong>(x, offset, strides, y); break;
            default: StridedCopy.Run(x.AsSpan<string>(), offset, strides, y.Writable<string>(), y.Shape.ToArray()); break;
        }
    }

    /// <summary>Fills <paramref name="y"/> by broadcasting <paramref name="x"/>.</summary>
    public static void Broadcast(Tensor x, Tensor y)
    {
        Span<int> strides = stackalloc int[y.Rank];
        int stride = 1;
        for (int i = 1; i <= y.Rank; i++)
        {
            int length = i <= x.Rank ? x.Shape[^i].Value : 1;
            strides[^i] = length == 1 ? 0 : stride;
            stride *= length;
        }
        CopyStrided(x, 0, strides, y);
    }

    /// <summary>The elements as unsigned integers of their size.</summary>
    public static Span<TBits> Bits<TBits>(Tensor x) where TBits : unmanaged => x.DType switch
    {
        DType.Float32 => MemoryMarshal.Cast<float, TBits>(x.Writable<float>()),
        DType.Float64 => MemoryMarshal.Cast<double, TBits>(x.Writable<double>()),
        DType.Float16 => MemoryMarshal.Cast<Half, TBits>(x.Writable<Half>()),
        DType.BFloat16 => MemoryMarshal.Cast<BFloat16, TBits>(x.Writable<BFloat16>()),
        DType.Int8 => MemoryMarshal.Cast<sbyte, TBits>(x.Writable<sbyte>()),
        DType.Int16 => MemoryMarshal.Cast<short, TBits>(x.Writable<short>()),
        DType.Int32 => MemoryMarshal.Cast<int, TBits>(x.Writable<int>()),
        DType.Int64 => MemoryMarshal.Cast<long, TBits>(x.Writable<long>()),
        DType.UInt8 => MemoryMarshal.Cast<byte, TBits>(x.Writable<byte>()),
        DType.UInt16 => MemoryMarshal.Cast<ushort, TBits>(x.Writable<ushort>()),
        DType.UInt32 => MemoryMarshal.Cast<uint, TBits>(x.Writable<uint>()),
        DType.UInt64 => MemoryMarshal.Cast<ulong, TBits>(x.Writable<ulong>()),
        DType.Bool => MemoryMarshal.Cast<bool, TBits>(x.Writable<bool>()),
        _ => throw new ArgumentException($"Elements of type {x.DType.Name()} have no fixed size."),
    };

    private static void Run<TBits>(Tensor x, int offset, ReadOnlySpan<int> strides, Tensor y) where TBits : unmanaged =>
        StridedCopy.Run<TBits>(Bits<TBits>(x), offset, strides, Bits<TBits>(y), y.Shape.ToArray());
}
