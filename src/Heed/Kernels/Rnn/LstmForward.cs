using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>The steps of an LSTM, after the products with its inputs: a piece is a group of sequences, and runs all of its steps.</summary>
/// <remarks>
/// Each vector of units goes from h·U through its gates to the new states of all sequences while everything is in the first cache.
/// A masked sequence is not computed. States live in working memory of the piece; what backward needs is stored besides.
/// </remarks>
internal unsafe struct LstmForward<T, TVector, TWidth> : IPieces where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>Sequences of a piece: enough to use a panel of weights often while it is in the first cache.</summary>
    private const int PieceRows = 16;

    public LstmShape Shape;
    public T* Gates;                            // (Steps, Batch, 4 Units): x·W comes in; gates go out, if they are kept
    public bool KeepsGates;
    public T* Panels, Bias;                     // the recurrent kernel and the bias, packed
    public bool* Mask;                          // or null
    public T* InitialHidden, InitialCell;       // or null for zeros
    public T* HiddenBefore, Cells;              // (Steps, Batch, Units) by time and (Steps + 1, Batch, Units) by iteration, or null
    public T* Sequence, Last, Hidden, Cell;     // results, or null

    /// <summary>The number of pieces.</summary>
    public static int Pieces(int batch) => (batch + PieceRows - 1) / PieceRows;

    public readonly void Run(int piece)
    {
        int from = piece * PieceRows, rows = Math.Min(Shape.Batch - from, PieceRows), units = Shape.Units, stride = Stride;
        using Scratch<T> scratch = new(3 * rows * stride + 5 * rows * TWidth.Count + RnnPanels<T, TVector, TWidth>.Slack);
        scratch.Span.Clear();
        fixed (T* memory = scratch.Span)
        {
            Group group = new() { From = from, Rows = rows, Before = RnnPanels<T, TVector, TWidth>.Align(memory) };
            group.After = group.Before + rows * stride;
            group.Cell = group.After + rows * stride;
            group.Sums = group.Cell + rows * stride;
            bool* started = stackalloc bool[PieceRows];
            group.Started = started;
            for (int row = 0; row < rows; row++)
            {
                started[row] = false;
                if (InitialHidden != null) Copy(InitialHidden + (from + row) * units, group.Before + row * stride);
                if (InitialCell != null) Copy(InitialCell + (from + row) * units, group.Cell + row * stride);
            }
            for (int iteration = 0; iteration < Shape.Steps; iteration++) Step(ref group, iteration);
            for (int row = 0; row < rows; row++)
            {
                if (Hidden != null) Copy(group.Before + row * stride, Hidden + (from + row) * units);
                if (Cells != null) Copy(group.Cell + row * stride, CellsOf(group, row, Shape.Steps));
                if (Cell != null) Copy(group.Cell + row * stride, Cell + (from + row) * units);
                if (Last != null) PutOutput(group, row, Shape.Steps - 1, group.Before, Last + (from + row) * units);
            }
        }
    }

    private readonly int Stride => RnnPanels<T, TVector, TWidth>.Vectors(Shape.Units) * TWidth.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Step(ref Group group, int iteration)
    {
        int time = Shape.Time(iteration), units = Shape.Units, stride = Stride, count = 0;
        int* kept = stackalloc int[PieceRows];
        for (int row = 0; row < group.Rows; row++)
        {
            nint place = (nint)time * Shape.Batch + group.From + row;
            if (HiddenBefore != null) Copy(group.Before + row * stride, HiddenBefore + place * units);
            if (Cells != null) Copy(group.Cell + row * stride, CellsOf(group, row, iteration));
            if (Mask == null || Mask[(group.From + row) * Shape.Steps + time])
            {
                kept[count++] = row;
                group.Started[row] = true;
            }
            else
            {
                new Span<T>(group.Before + row * stride, units).CopyTo(new(group.After + row * stride, units));
            }
        }
        Panel(group, time, kept, count);
        if (Sequence != null)
            for (int row = 0; row < group.Rows; row++)
                PutOutput(group, row, iteration, group.After, Sequence + ((nint)(group.From + row) * Shape.Steps + iteration) * units);
        T* before = group.Before;
        group.Before = group.After;
        group.After = before;
    }

    /// <summary>The output of a step is its hidden state, but a masked step may give zeros, and does so before the first kept one.</summary>
    private readonly void PutOutput(in Group group, int row, int iteration, T* hidden, T* target)
    {
        bool zero = !group.Started[row] || (Shape.ZeroOutputForMask && Mask != null && !Mask[(nint)(group.From + row) * Shape.Steps + Shape.Time(iteration)]);
        RnnPanels<T, TVector, TWidth>.CopyOrClear(zero ? null : hidden + row * Stride, target, Shape.Units);
    }

    private readonly void Copy(T* source, T* target) => RnnPanels<T, TVector, TWidth>.CopyOrClear(source, target, Shape.Units);

    /// <summary>One step of the kept rows, panel by panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Panel(in Group group, int time, int* kept, int count)
    {
        int units = Shape.Units, stride = Stride, columns = RnnTile<T, TVector, TWidth>.Columns, gap = count * TWidth.Count;
        T* panel = Panels, bias = Bias, h = group.Before, i = group.Sums, f = i + gap, g = f + gap, o = g + gap, tanh = o + gap;
        for (int j = 0; j < units; j += TWidth.Count, panel += (nint)units * columns, bias += columns)
        {
            int width = Math.Min(TWidth.Count, units - j);
            for (int first = 0, rows; first < count; first += rows)
            {
                rows = RnnTile<T, TVector, TWidth>.Next(count - first);
                int* row = kept + first;
                for (int r = 0; r < rows; r++) Prefetch(GatesOf(group, row[r], time) + j, units);
                T* a0 = h + row[0] * stride, a1 = h + row[Math.Min(1, rows - 1)] * stride, a2 = h + row[rows - 1] * stride;
                RnnTile<T, TVector, TWidth>.Run(units, rows, a0, a1, a2, panel, i + first * TWidth.Count, TWidth.Count, gap);
            }
            for (int r = 0; r < count; r++) Add(GatesOf(group, kept[r], time) + j, bias, i + r * TWidth.Count, gap, width);
            RnnGates<T, TVector, TWidth>.Sigmoid(i, 2 * count);
            RnnGates<T, TVector, TWidth>.Tanh(g, g, count);
            RnnGates<T, TVector, TWidth>.Sigmoid(o, count);
            for (int r = 0; r < count; r++)
            {
                int at = r * TWidth.Count;
                T* cell = group.Cell + kept[r] * stride + j;
                TVector c = TWidth.MultiplyAdd(TWidth.Load(i + at), TWidth.Load(g + at), TWidth.Multiply(TWidth.Load(f + at), TWidth.Load(cell)));
                TWidth.Store(c, cell);
                TWidth.Store(c, tanh + at);
            }
            RnnGates<T, TVector, TWidth>.Tanh(tanh, tanh, count);
            for (int r = 0; r < count; r++)
            {
                int at = r * TWidth.Count;
                TWidth.Store(TWidth.Multiply(TWidth.Load(o + at), TWidth.Load(tanh + at)), group.After + kept[r] * stride + j);
                if (KeepsGates) Keep(i + at, gap, GatesOf(group, kept[r], time) + j, width);
            }
        }
    }

    private readonly T* CellsOf(in Group group, int row, int iteration) => Cells + ((nint)iteration * Shape.Batch + group.From + row) * Shape.Units;

    private readonly T* GatesOf(in Group group, int row, int time) => Gates + ((nint)time * Shape.Batch + group.From + row) * 4 * Shape.Units;

    /// <summary>z = x·W + h·U + b of a vector of units, for all gates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Add(T* input, T* bias, T* z, nint gap, int width)
    {
        for (int gate = 0; gate < 4; gate++, input += Shape.Units, bias += TWidth.Count, z += gap)
            TWidth.Store(TWidth.Add(TWidth.Load(bias), TWidth.Add(RnnPanels<T, TVector, TWidth>.Load(input, width), TWidth.Load(z))), z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Keep(T* gates, nint gap, T* target, int width)
    {
        for (int gate = 0; gate < 4; gate++, gates += gap, target += Shape.Units) RnnPanels<T, TVector, TWidth>.Store(TWidth.Load(gates), target, width);
    }

    /// <summary>The gates of a step arrive while K passes by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(T* gates, nint units)
    {
        if (!Sse.IsSupported) return;
        for (int gate = 0; gate < 4; gate++) Sse.Prefetch0(gates + gate * units);
    }

    /// <summary>The sequences of a piece, and their states (Rows, whole vectors of units).</summary>
    private struct Group
    {
        public int From, Rows;
        public T* Before, After, Cell;
        public T* Sums;             // (5, Rows) vectors
        public bool* Started;       // was there a kept step?
    }
}
