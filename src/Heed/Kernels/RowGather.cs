using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Rows picked by number, and their opposite: rows added up where their numbers say. An embedding and its gradient.</summary>
/// <remarks>Both sides consist of <c>outer</c> blocks of rows of <c>width</c> elements; every block uses the same numbers.</remarks>
internal static class RowGather
{
    /// <summary>y[o, i] = x[o, rows[i]].</summary>
    /// <param name="x">Blocks of <paramref name="length"/> rows.</param>
    /// <param name="rows">Numbers in [0, <paramref name="length"/>).</param>
    /// <param name="y">Blocks of as many rows as there are numbers.</param>
    /// <param name="outer">How many blocks.</param>
    /// <param name="length">Rows in a block of <paramref name="x"/>.</param>
    /// <param name="width">Elements in a row.</param>
    public static void Take<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> rows, Span<T> y, int outer, int length, int width)
    {
        if (y.Length == 0) return;
        TakePieces<T> pieces = new(x, rows, y, outer, length, width);
        WorkerPool.Run(pieces.Count, pieces);
    }

    /// <summary>y[o, r] = the sum of all x[o, i] with rows[i] = r, added in their order; zeros where there is none.</summary>
    /// <param name="x">Blocks of as many rows as there are numbers.</param>
    /// <param name="rows">Numbers in [0, <paramref name="length"/>).</param>
    /// <param name="y">Blocks of <paramref name="length"/> rows.</param>
    /// <param name="outer">How many blocks.</param>
    /// <param name="length">Rows in a block of <paramref name="y"/>.</param>
    /// <param name="width">Elements in a row.</param>
    public static void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> rows, Span<T> y, int outer, int length, int width) where T : unmanaged, INumber<T>
    {
        if (y.IsEmpty) return;
        using Scratch<int> ends = new(length), order = new(rows.Length);
        Sort(rows, ends.Span, order.Span);
        AddPieces<T> pieces = new(x, ends.Span, order.Span, y, outer, width);
        WorkerPool.Run(pieces.Count, pieces);
    }

    /// <summary>Counts, and lists the places of each number one after the other, in their order: those of number r end before <c>ends[r]</c>.</summary>
    private static void Sort(ReadOnlySpan<int> numbers, Span<int> ends, Span<int> order)
    {
        ends.Clear();
        foreach (int number in numbers) ends[number]++;
        int start = 0;
        foreach (ref int end in ends) (start, end) = (start + end, start);
        for (int i = 0; i < numbers.Length; i++) order[ends[numbers[i]]++] = i;
    }

    /// <summary>Writes rows where their numbers say, and zeros everywhere else.</summary>
    /// <param name="x">As many rows as there are numbers.</param>
    /// <param name="rows">Different numbers.</param>
    /// <param name="y">All rows.</param>
    /// <param name="width">Elements in a row.</param>
    public static void Spread<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> rows, Span<T> y, int width)
    {
        y.Clear();
        for (int i = 0; i < rows.Length; i++) x.Slice(i * width, width).CopyTo(y[(rows[i] * width)..]);
    }

    /// <summary>The different ones among some numbers.</summary>
    /// <param name="numbers">In [0, <paramref name="length"/>).</param>
    /// <param name="length">Their bound.</param>
    /// <param name="places">For each number, its place in the result.</param>
    /// <returns>Each number once, in ascending order.</returns>
    public static int[] Distinct(ReadOnlySpan<int> numbers, int length, Span<int> places)
    {
        int words = (length + 63) / 64;
        using Scratch<ulong> seen = new(words);
        using Scratch<int> before = new(words);     // how many different numbers lie below those of a word
        seen.Span.Clear();
        foreach (int number in numbers) seen.Span[number >> 6] |= 1UL << number;
        int count = 0;
        for (int word = 0; word < words; word++)
        {
            before.Span[word] = count;
            count += BitOperations.PopCount(seen.Span[word]);
        }
        int[] distinct = new int[count];
        for (int i = 0; i < numbers.Length; i++)
        {
            int number = numbers[i], place = before.Span[number >> 6] + BitOperations.PopCount(seen.Span[number >> 6] & ((1UL << number) - 1));
            distinct[place] = number;
            places[i] = place;
        }
        return distinct;
    }

    /// <summary>A piece is a group of rows of the result in one block, with about so many rows to be added.</summary>
    private readonly ref struct AddPieces<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> ends, ReadOnlySpan<int> order, Span<T> y, int outer, int width) : IPieces
        where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<int> _ends = ends, _order = order;
        private readonly Span<T> _y = y;
        private readonly int _rowsPerPiece = (int)Math.Max(1, Elementwise.PieceLength / ((1L + order.Length / ends.Length) * width));

        public int Count => outer * PiecesPerBlock;

        private int PiecesPerBlock => (_ends.Length + _rowsPerPiece - 1) / _rowsPerPiece;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            (int block, int group) = Math.DivRem(piece, PiecesPerBlock);
            ReadOnlySpan<T> x = _x.Slice(block * _order.Length * width, _order.Length * width);
            Span<T> y = _y.Slice(block * _ends.Length * width, _ends.Length * width);
            int row = group * _rowsPerPiece, end = (int)Math.Min(_ends.Length, row + (long)_rowsPerPiece);
            for (int next = row == 0 ? 0 : _ends[row - 1]; row < end; row++)
            {
                Span<T> sum = y.Slice(row * width, width);
                if (next == _ends[row]) sum.Clear();
                else x.Slice(_order[next++] * width, width).CopyTo(sum);
                for (; next < _ends[row]; next++) FoldPieces<T, SumFold>.Combine(x.Slice(_order[next] * width, width), sum);
            }
        }
    }

    /// <summary>A piece is a group of rows of the result.</summary>
    private readonly ref struct TakePieces<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> rows, Span<T> y, int outer, int length, int width) : IPieces
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<int> _rows = rows;
        private readonly Span<T> _y = y;
        private readonly int _rowsPerPiece = Math.Max(1, Elementwise.PieceLength / width);

        public int Count => (outer * _rows.Length + _rowsPerPiece - 1) / _rowsPerPiece;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int row = piece * _rowsPerPiece, end = (int)Math.Min((long)outer * _rows.Length, row + (long)_rowsPerPiece);
            for ((int o, int i) = Math.DivRem(row, _rows.Length); row < end; row++)
            {
                int from = (o * length + _rows[i]) * width;
                if (width == 1) _y[row] = _x[from];
                else _x.Slice(from, width).CopyTo(_y.Slice(row * width, width));
                if (++i == _rows.Length) (o, i) = (o + 1, 0);
            }
        }
    }
}
