using System.Runtime.InteropServices;
using Heed.Kernels;

namespace Heed;

/// <summary>A rearrangement of elements that does not look at them.</summary>
internal interface IMove
{
    void Run<T>(ReadOnlySpan<T> x, Span<T> y);
}

/// <summary>Moves elements of any type by their size alone, so that rearranging ops need one text for all types.</summary>
internal static class ElementBytes
{
    /// <summary>Runs a rearrangement from <paramref name="x"/> into <paramref name="y"/>, which have one type.</summary>
    public static void Move<TMove>(Tensor x, Tensor y, TMove move) where TMove : struct, IMove, allows ref struct
    {
        switch (x.DType.ItemSize())
        {
            case 1: move.Run<byte>(Bits<byte>(x), Bits<byte>(y)); break;
            case 2: move.Run<ushort>(Bits<ushort>(x), Bits<ushort>(y)); break;
            case 4: move.Run<uint>(Bits<uint>(x), Bits<uint>(y)); break;
            case 8: move.Run<ulong>(Bits<ulong>(x), Bits<ulong>(y)); break;
            default: move.Run(x.AsSpan<string>(), y.Writable<string>()); break;
        }
    }

    /// <summary>Copies with a stride per axis of <paramref name="y"/>: 0 repeats, negative walks backwards.</summary>
    public static void CopyStrided(Tensor x, int offset, ReadOnlySpan<int> strides, Tensor y) =>
        Move(x, y, new StridedMove(offset, strides, y.Shape.ToArray()));

    /// <summary>Fills <paramref name="y"/> by broadcasting <paramref name="x"/>.</summary>
    public static void Broadcast(Tensor x, Tensor y) => CopyStrided(x, 0, Strides(x.Shape, y.Shape), y);

    /// <summary>
    /// How far apart neighbours along each axis of <paramref name="broadcast"/> lie in a dense tensor of shape <paramref name="x"/>; 0 repeats.
    /// </summary>
    public static int[] Strides(Shape x, Shape broadcast)
    {
        int[] own = Strides(x), strides = new int[broadcast.Rank];
        for (int i = 1; i <= x.Rank; i++) strides[^i] = x[^i].Value == 1 ? 0 : own[^i];
        return strides;
    }

    /// <summary>How far apart neighbours along each axis of a dense tensor lie.</summary>
    public static int[] Strides(Shape shape)
    {
        var strides = new int[shape.Rank];
        for (int axis = shape.Rank - 1, stride = 1; axis >= 0; stride *= shape[axis--].Value) strides[axis] = stride;
        return strides;
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

    private readonly ref struct StridedMove(int offset, ReadOnlySpan<int> strides, ReadOnlySpan<int> dims) : IMove
    {
        private readonly ReadOnlySpan<int> _strides = strides, _dims = dims;

        public void Run<T>(ReadOnlySpan<T> x, Span<T> y) => StridedCopy.Run(x, offset, _strides, y, _dims);
    }
}
