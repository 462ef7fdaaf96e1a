using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>z = choose ? x : y, each operand read along strides of its own: 0 repeats, and along the last axis it is 0 or 1.</summary>
internal static class SelectKernel
{
    public static void Run<T>(ReadOnlySpan<bool> choose, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, ReadOnlySpan<int> dims,
                              ReadOnlySpan<int> chooseStrides, ReadOnlySpan<int> xStrides, ReadOnlySpan<int> yStrides)
    {
        if (z.Length == 0) return;
        Span<Axis> axes = stackalloc Axis[dims.Length + 1];
        int rank = 0;
        axes[rank++] = new(1, 0, 0, 0);
        for (int i = 0; i < dims.Length; i++)
        {
            if (dims[i] == 1) continue;
            Axis axis = new(dims[i], chooseStrides[i], xStrides[i], yStrides[i]);
            if (rank > 1 && axes[rank - 1].Continues(axis)) axes[rank - 1] = axis with { Length = axis.Length * axes[rank - 1].Length };
            else axes[rank++] = axis;
        }
        WorkerPool.Run(Elementwise.Pieces(z.Length), new Pieces<T>(choose, x, y, z, axes[..rank]));
    }

    /// <summary>An axis of the result, and how far apart its neighbours lie in each operand.</summary>
    private readonly record struct Axis(int Length, int Choose, int X, int Y)
    {
        /// <summary>Do this axis and the next inner one lie in all operands as one?</summary>
        public bool Continues(Axis inner) =>
            Choose == inner.Choose * inner.Length && X == inner.X * inner.Length && Y == inner.Y * inner.Length;
    }

    /// <summary>A piece is a run of elements of the result, wherever rows begin and end.</summary>
    private readonly ref struct Pieces<T>(ReadOnlySpan<bool> choose, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, ReadOnlySpan<Axis> axes) : IPieces
    {
        private readonly ReadOnlySpan<bool> _choose = choose;
        private readonly ReadOnlySpan<T> _x = x, _y = y;
        private readonly Span<T> _z = z;
        private readonly ReadOnlySpan<Axis> _axes = axes;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            Axis last = _axes[^1];
            (int i, int count) = Elementwise.PieceRange(piece, _z.Length).GetOffsetAndLength(_z.Length);
            for (int end = i + count; i < end;)
            {
                (int row, int column) = Math.DivRem(i, last.Length);
                int length = Math.Min(last.Length - column, end - i);
                (int c, int x, int y) = (column * last.Choose, column * last.X, column * last.Y);
                for (int axis = _axes.Length - 2; axis > 0; axis--)
                {
                    (row, int place) = Math.DivRem(row, _axes[axis].Length);
                    (c, x, y) = (c + place * _axes[axis].Choose, x + place * _axes[axis].X, y + place * _axes[axis].Y);
                }
                Row(_choose[c..], _x[x..], _y[y..], _z.Slice(i, length), last);
                i += length;
            }
        }
    }

    private static void Row<T>(ReadOnlySpan<bool> choose, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, Axis axis)
    {
        Debug.Assert(axis is { Choose: 0 or 1, X: 0 or 1, Y: 0 or 1 });
        if (axis.Choose == 0)
        {
            ReadOnlySpan<T> chosen = choose[0] ? x : y;
            if ((choose[0] ? axis.X : axis.Y) == 0) z.Fill(chosen[0]);
            else chosen[..z.Length].CopyTo(z);
            return;
        }
        int i = Unsafe.SizeOf<T>() == 4
            ? Vectors(choose, ref Unsafe.As<T, uint>(ref MemoryMarshal.GetReference(x)), axis.X,
                ref Unsafe.As<T, uint>(ref MemoryMarshal.GetReference(y)), axis.Y, ref Unsafe.As<T, uint>(ref MemoryMarshal.GetReference(z)), z.Length)
            : 0;
        for (; i < z.Length; i++) z[i] = choose[i] ? x[i * axis.X] : y[i * axis.Y];
    }

    /// <summary>Elements of four bytes: the truths of one vector of bytes become the masks of four vectors. Returns how many elements are done.</summary>
    private static int Vectors(ReadOnlySpan<bool> choose, ref uint x, int xStride, ref uint y, int yStride, ref uint z, int length)
    {
        ReadOnlySpan<byte> truths = MemoryMarshal.AsBytes(choose[..length]);
        Vector<uint> xs = new(x), ys = new(y);
        int i = 0;
        for (; i <= length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(truths[i..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> a, out Vector<uint> b);
            Vector.Widen(high, out Vector<uint> c, out Vector<uint> d);
            for (int part = 0; part < 4; part++)
            {
                nuint at = (nuint)(i + part * Vector<uint>.Count);
                if (xStride != 0) xs = Vector.LoadUnsafe(ref x, at);
                if (yStride != 0) ys = Vector.LoadUnsafe(ref y, at);
                Vector<uint> truth = part switch { 0 => a, 1 => b, 2 => c, _ => d };
                Vector.ConditionalSelect(Vector.Equals(truth, Vector<uint>.Zero), ys, xs).StoreUnsafe(ref z, at);
            }
        }
        return i;
    }
}
