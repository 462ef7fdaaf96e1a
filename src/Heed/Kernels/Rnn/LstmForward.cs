using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>All steps of an LSTM; a piece is a group of sequences.</summary>
/// <remarks>
/// A group runs a few steps at a time: x·W + b of all of them, panel by panel, then step after step h·U, the gates and the new states, also panel by panel.
/// A panel of weights stays in the first cache while it meets all rows of the group, and z in the second until it has become gates: nothing waits for memory,
/// and no group for another.
/// </remarks>
internal unsafe struct LstmForward<T, TVector, TWidth> : IPieces where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>Sequences of a group: enough for a panel to be used often.</summary>
    private const int GroupRows = 16;

    /// <summary>Rows of x that meet a panel at one time.</summary>
    private const int ChunkRows = 64;

    public LstmShape Shape;
    public T* X, KernelPanels, RecurrentPanels, Bias;   // the sequences, and the weights packed
    public bool* Mask;                                  // or null
    public T* InitialHidden, InitialCell;               // or null for zeros
    public T* Gates, HiddenBefore, Cells;               // for backward, or null
    public T* Sequence, Last, Hidden, Cell;             // results, or null

    /// <summary>The number of pieces.</summary>
    public static int Pieces(int batch) => (batch + GroupRows - 1) / GroupRows;

    private readonly int Panels => RnnPanels<T, TVector, TWidth>.Vectors(Shape.Units);

    private readonly int Stride => Panels * TWidth.Count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Run(int piece)
    {
        int from = piece * GroupRows, rows = Math.Min(Shape.Batch - from, GroupRows), units = Shape.Units, stride = Stride;
        int chunk = Math.Min(Shape.Steps, Math.Max(1, ChunkRows / rows)), gap = chunk * rows * TWidth.Count;
        using Scratch<T> scratch = new(3 * rows * stride + 4 * gap * Panels + rows * TWidth.Count + RnnPanels<T, TVector, TWidth>.Slack);
        scratch.Span.Clear();
        fixed (T* memory = scratch.Span)
        {
            Group group = new() { From = from, Rows = rows, Gap = gap, Before = RnnPanels<T, TVector, TWidth>.Align(memory) };
            group.After = group.Before + rows * stride;
            group.Cell = group.After + rows * stride;
            group.Z = group.Cell + rows * stride;
            group.Tanh = group.Z + 4 * gap * Panels;
            bool* kept = stackalloc bool[GroupRows], started = stackalloc bool[GroupRows];
            group.Kept = new(kept, GroupRows);
            group.Started = new(started, GroupRows);
            group.Kept.Fill(true);
            group.Started.Fill(Mask == null);
            for (int row = 0; row < rows; row++)
            {
                if (InitialHidden != null) Copy(InitialHidden + (from + row) * units, group.Before + row * stride);
                if (InitialCell != null) Copy(InitialCell + (from + row) * units, group.Cell + row * stride);
            }
            for (int first = 0; first < Shape.Steps; first += chunk)
            {
                int count = Math.Min(chunk, Shape.Steps - first);
                InputProducts(group, first, count);
                for (int step = 0; step < count; step++) Step(ref group, first + step, group.Z + step * rows * TWidth.Count);
                if (Gates != null) KeepGates(group, first, count);
            }
            for (int row = 0; row < rows; row++)
            {
                if (Cells != null) Copy(group.Cell + row * stride, CellsOf(group, row, Shape.Steps));
                if (Hidden != null) Copy(group.Before + row * stride, Hidden + (from + row) * units);
                if (Cell != null) Copy(group.Cell + row * stride, Cell + (from + row) * units);
                if (Last != null) PutOutput(group, row, group.Before, Last + (from + row) * units);
            }
        }
    }

    /// <summary>z = b + x·W for some steps: for each panel (4 gates, steps, rows) vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void InputProducts(in Group group, int first, int count)
    {
        int columns = RnnTile<T, TVector, TWidth>.Columns, inputs = Shape.Inputs, rows = group.Rows;
        nint sequence = (nint)Shape.Steps * inputs, step = (nint)rows * TWidth.Count;
        T* x = X + group.From * sequence, z = group.Z, panel = KernelPanels, bias = Bias;
        for (int p = 0; p < Panels; p++, z += 4 * group.Gap, panel += inputs * columns)
        {
            for (int gate = 0; gate < 4; gate++, bias += TWidth.Count)
                for (nint i = 0; i < count * step; i += TWidth.Count) TWidth.Store(TWidth.Load(bias), z + gate * group.Gap + i);
            if (rows == 1)   // the steps of one sequence lie one behind the other, or one before the other
            {
                RnnTile<T, TVector, TWidth>.Run(inputs, count, x + Shape.Time(first) * inputs, Shape.GoBackwards ? -inputs : inputs, panel, z, TWidth.Count, group.Gap);
                continue;
            }
            for (int s = 0; s < count; s++)
                RnnTile<T, TVector, TWidth>.Run(inputs, rows, x + Shape.Time(first + s) * inputs, sequence, panel, z + s * step, TWidth.Count, group.Gap);
        }
    }

    /// <summary>One step: z + h·U, then the gates and the new states.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Step(ref Group group, int iteration, T* z)
    {
        Begin(ref group, iteration);
        int rows = group.Rows, gap = group.Gap, stride = Stride, columns = RnnTile<T, TVector, TWidth>.Columns;
        T* panel = RecurrentPanels, before = group.Before, after = group.After, cell = group.Cell, tanh = group.Tanh;
        for (int p = 0; p < Panels; p++, z += 4 * gap, panel += Shape.Units * columns, before += TWidth.Count, after += TWidth.Count, cell += TWidth.Count)
        {
            T* i = z, f = i + gap, g = f + gap, o = g + gap;
            RnnTile<T, TVector, TWidth>.Run(Shape.Units, rows, group.Before, stride, panel, z, TWidth.Count, gap);
            RnnGates<T, TVector, TWidth>.Sigmoid(i, rows);
            RnnGates<T, TVector, TWidth>.Sigmoid(f, rows);
            RnnGates<T, TVector, TWidth>.Tanh(g, g, rows);
            RnnGates<T, TVector, TWidth>.Sigmoid(o, rows);
            for (int r = 0, at = 0; r < rows; r++, at += TWidth.Count)
            {
                TVector old = TWidth.Load(cell + r * stride), c = TWidth.MultiplyAdd(TWidth.Load(i + at), TWidth.Load(g + at), TWidth.Multiply(TWidth.Load(f + at), old));
                TWidth.Store(c, tanh + at);
                TWidth.Store(group.Kept[r] ? c : old, cell + r * stride);
            }
            RnnGates<T, TVector, TWidth>.Tanh(tanh, tanh, rows);
            for (int r = 0, at = 0; r < rows; r++, at += TWidth.Count)
            {
                TVector h = TWidth.Multiply(TWidth.Load(o + at), TWidth.Load(tanh + at));
                TWidth.Store(group.Kept[r] ? h : TWidth.Load(before + r * stride), after + r * stride);
            }
        }
        if (Sequence != null)
            for (int row = 0; row < rows; row++) PutOutput(group, row, group.After, Sequence + ((nint)(group.From + row) * Shape.Steps + iteration) * Shape.Units);
        T* last = group.Before;
        group.Before = group.After;
        group.After = last;
    }

    /// <summary>Reads the mask of a step, and stores the states before it for backward.</summary>
    private readonly void Begin(ref Group group, int iteration)
    {
        for (int row = 0; row < group.Rows; row++)
        {
            nint place = (nint)(group.From + row) * Shape.Steps + Shape.Time(iteration);
            if (HiddenBefore != null) Copy(group.Before + row * Stride, HiddenBefore + place * Shape.Units);
            if (Cells != null) Copy(group.Cell + row * Stride, CellsOf(group, row, iteration));
            if (Mask == null) continue;
            group.Kept[row] = Mask[place];
            group.Started[row] |= Mask[place];
        }
    }

    /// <summary>The output of a step is its hidden state, but zeros before the first kept step and, if wished, in masked ones.</summary>
    private readonly void PutOutput(in Group group, int row, T* hidden, T* target)
    {
        bool zero = !group.Started[row] || (Shape.ZeroOutputForMask && !group.Kept[row]);
        RnnPanels<T, TVector, TWidth>.CopyOrClear(zero ? null : hidden + row * Stride, target, Shape.Units);
    }

    /// <summary>Puts the gates of some steps where backward finds them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void KeepGates(in Group group, int first, int count)
    {
        int units = Shape.Units;
        for (int step = 0; step < count; step++)
        {
            for (int row = 0; row < group.Rows; row++)
            {
                T* target = Gates + ((nint)(group.From + row) * Shape.Steps + Shape.Time(first + step)) * 4 * units;
                for (int gate = 0; gate < 4; gate++, target += units)
                {
                    T* source = group.Z + gate * group.Gap + (step * group.Rows + row) * TWidth.Count;
                    for (int j = 0; j < units; j += TWidth.Count, source += 4 * group.Gap)
                        RnnPanels<T, TVector, TWidth>.Store(TWidth.Load(source), target + j, units - j);
                }
            }
        }
    }

    private readonly T* CellsOf(in Group group, int row, int iteration) => Cells + ((nint)(group.From + row) * (Shape.Steps + 1) + iteration) * Shape.Units;

    private readonly void Copy(T* source, T* target) => RnnPanels<T, TVector, TWidth>.CopyOrClear(source, target, Shape.Units);

    /// <summary>The sequences of a piece. States are (Rows, whole vectors of units).</summary>
    private ref struct Group
    {
        public int From, Rows;
        public T* Before, After, Cell;      // hidden states before and after the step, cell states
        public T* Z;                        // for each panel (4 gates, steps, Rows) vectors
        public int Gap;                     // from one gate to the next
        public T* Tanh;                     // of a vector of new cell states
        public Span<bool> Kept, Started;    // is the step of a sequence kept, was there one that is?
    }
}
