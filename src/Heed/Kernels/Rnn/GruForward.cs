using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>All steps of a GRU; a piece is a group of sequences.</summary>
/// <remarks>
/// A group runs a few steps at a time, as <see cref="LstmForward{T, TVector, TWidth}"/> does. A block is four vectors of units: the panels of its three gates meet
/// all rows of the group one after the other, then its gates and states are made.
/// </remarks>
internal unsafe struct GruForward<T, TVector, TWidth> : IPieces where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>Sequences of a group: enough for a panel to be used often.</summary>
    private const int GroupRows = 16;

    /// <summary>Rows of x that meet a panel at one time.</summary>
    private const int ChunkRows = 64;

    /// <summary>Vectors of a block in z: four each of z, r, what x and what h give to the candidate.</summary>
    private const int BlockVectors = 16;

    public GruShape Shape;
    public T* X, KernelPanels, RecurrentPanels, Bias;   // the sequences, and the weights packed
    public bool* Mask;                                  // or null
    public T* InitialHidden;                            // or null for zeros
    public T* Gates, HiddenBefore;                      // for backward, or null
    public T* Sequence, Last, Hidden;                   // results, or null

    /// <summary>The number of pieces.</summary>
    public static int Pieces(int batch) => (batch + GroupRows - 1) / GroupRows;

    /// <summary>Elements of the packed bias.</summary>
    public static int BiasLength(int units) => RnnPanels<T, TVector, TWidth>.Panels(units) * BlockVectors * TWidth.Count;

    private readonly int Blocks => RnnPanels<T, TVector, TWidth>.Panels(Shape.Units);

    private readonly int Stride => Blocks * RnnTile<T, TVector, TWidth>.Columns;

    /// <summary>From (2, 3 units): for each block what z begins with; the gates z and r add both rows. Zeros without a bias.</summary>
    public static void PackBias(T* bias, int units, T* target)
    {
        new Span<T>(target, BiasLength(units)).Clear();
        if (bias == null) return;
        T* inner = bias + 3 * units;
        for (int j = 0, v = 0; j < units; j += TWidth.Count, v++)
        {
            T* block = target + (v / 4 * BlockVectors + v % 4) * TWidth.Count;
            int width = units - j;
            for (int gate = 0; gate < 2; gate++)
                TWidth.Store(TWidth.Add(Load(bias + gate * units + j, width), Load(inner + gate * units + j, width)), block + gate * 4 * TWidth.Count);
            TWidth.Store(Load(bias + 2 * units + j, width), block + 8 * TWidth.Count);
            TWidth.Store(Load(inner + 2 * units + j, width), block + 12 * TWidth.Count);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Run(int piece)
    {
        int from = piece * GroupRows, rows = Math.Min(Shape.Batch - from, GroupRows), units = Shape.Units, stride = Stride;
        int chunk = Math.Min(Shape.Steps, Math.Max(1, ChunkRows / rows)), gap = chunk * rows * TWidth.Count;
        using Scratch<T> scratch = new(2 * rows * stride + BlockVectors * gap * Blocks + RnnPanels<T, TVector, TWidth>.Slack);
        scratch.Span.Clear();
        fixed (T* memory = scratch.Span)
        {
            Group group = new() { From = from, Rows = rows, Gap = gap, Before = RnnPanels<T, TVector, TWidth>.Align(memory) };
            group.After = group.Before + rows * stride;
            group.Z = group.After + rows * stride;
            bool* kept = stackalloc bool[GroupRows], started = stackalloc bool[GroupRows];
            group.Kept = new(kept, GroupRows);
            group.Started = new(started, GroupRows);
            group.Kept.Fill(true);
            group.Started.Fill(Mask == null);
            for (int row = 0; row < rows; row++)
                if (InitialHidden != null) Copy(InitialHidden + (from + row) * units, group.Before + row * stride);
            for (int first = 0; first < Shape.Steps; first += chunk)
            {
                int count = Math.Min(chunk, Shape.Steps - first);
                InputProducts(group, first, count);
                for (int step = 0; step < count; step++) Step(ref group, first + step, group.Z + step * rows * TWidth.Count);
                if (Gates != null) KeepGates(group, first, count);
            }
            for (int row = 0; row < rows; row++)
            {
                if (Hidden != null) Copy(group.Before + row * stride, Hidden + (from + row) * units);
                if (Last != null) PutOutput(group, row, group.Before, Last + (from + row) * units);
            }
        }
    }

    /// <summary>z = b + x·W for some steps: for each block (16 vectors, steps, rows).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void InputProducts(in Group group, int first, int count)
    {
        int columns = RnnTile<T, TVector, TWidth>.Columns, inputs = Shape.Inputs, rows = group.Rows;
        nint sequence = (nint)Shape.Steps * inputs, step = (nint)rows * TWidth.Count, gap = group.Gap;
        T* x = X + group.From * sequence, block = group.Z, bias = Bias;
        for (int b = 0; b < Blocks; b++, block += BlockVectors * gap)
        {
            for (int v = 0; v < BlockVectors; v++, bias += TWidth.Count)
                for (nint i = 0; i < count * step; i += TWidth.Count) TWidth.Store(TWidth.Load(bias), block + v * gap + i);
            for (int gate = 0; gate < 3; gate++)
            {
                T* panel = KernelPanels + (gate * Blocks + b) * (nint)inputs * columns, z = block + 4 * gate * gap;
                if (rows == 1)   // the steps of one sequence lie one behind the other, or one before the other
                {
                    RnnTile<T, TVector, TWidth>.Run(inputs, count, x + Shape.Time(first) * inputs, Shape.GoBackwards ? -inputs : inputs, panel, z, TWidth.Count, gap);
                    continue;
                }
                for (int s = 0; s < count; s++)
                    RnnTile<T, TVector, TWidth>.Run(inputs, rows, x + Shape.Time(first + s) * inputs, sequence, panel, z + s * step, TWidth.Count, gap);
            }
        }
    }

    /// <summary>One step: z + h·U, then the gates and the new state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Step(ref Group group, int iteration, T* z)
    {
        Begin(ref group, iteration);
        int units = Shape.Units, stride = Stride, columns = RnnTile<T, TVector, TWidth>.Columns;
        nint gap = group.Gap, panels = (nint)units * Stride;
        T* panel = RecurrentPanels;
        for (int j = 0; j < units; j += columns, z += BlockVectors * gap, panel += units * columns)
        {
            RnnTile<T, TVector, TWidth>.Run(units, group.Rows, group.Before, stride, panel, z, TWidth.Count, gap);
            RnnTile<T, TVector, TWidth>.Run(units, group.Rows, group.Before, stride, panel + panels, z + 4 * gap, TWidth.Count, gap);
            RnnTile<T, TVector, TWidth>.Run(units, group.Rows, group.Before, stride, panel + 2 * panels, z + 12 * gap, TWidth.Count, gap);
            int width = Math.Min(columns, units - j);
            for (int v = 0; v < width; v += TWidth.Count) Elements(group, j + v, z + v / TWidth.Count * gap);
        }
        if (Sequence != null)
            for (int row = 0; row < group.Rows; row++) PutOutput(group, row, group.After, Sequence + ((nint)(group.From + row) * Shape.Steps + iteration) * units);
        T* last = group.Before;
        group.Before = group.After;
        group.After = last;
    }

    /// <summary>Gates, candidate and new state of one vector of units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Elements(in Group group, int unit, T* z)
    {
        int rows = group.Rows, stride = Stride;
        nint gap = 4 * group.Gap;
        T* r = z + gap, candidate = r + gap, inner = candidate + gap, before = group.Before + unit, after = group.After + unit;
        TVector one = WidthMath<T, TVector, TWidth>.One;
        RnnGates<T, TVector, TWidth>.Sigmoid(z, rows);
        RnnGates<T, TVector, TWidth>.Sigmoid(r, rows);
        for (int at = 0; at < rows * TWidth.Count; at += TWidth.Count)
            TWidth.Store(TWidth.MultiplyAdd(TWidth.Load(r + at), TWidth.Load(inner + at), TWidth.Load(candidate + at)), candidate + at);
        RnnGates<T, TVector, TWidth>.Tanh(candidate, candidate, rows);
        for (int row = 0, at = 0; row < rows; row++, at += TWidth.Count, before += stride, after += stride)
        {
            TVector old = TWidth.Load(before), update = TWidth.Load(z + at);
            TVector h = TWidth.MultiplyAdd(update, old, TWidth.Multiply(TWidth.Subtract(one, update), TWidth.Load(candidate + at)));
            TWidth.Store(group.Kept[row] ? h : old, after);
        }
    }

    /// <summary>Reads the mask of a step, and stores the states before it for backward.</summary>
    private readonly void Begin(ref Group group, int iteration)
    {
        for (int row = 0; row < group.Rows; row++)
        {
            nint place = (nint)(group.From + row) * Shape.Steps + Shape.Time(iteration);
            if (HiddenBefore != null) Copy(group.Before + row * Stride, HiddenBefore + place * Shape.Units);
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
        nint gap = group.Gap;
        for (int step = 0; step < count; step++)
        {
            for (int row = 0; row < group.Rows; row++)
            {
                T* target = Gates + ((nint)(group.From + row) * Shape.Steps + Shape.Time(first + step)) * 4 * units;
                T* source = group.Z + (step * group.Rows + row) * TWidth.Count;
                for (int gate = 0; gate < 4; gate++, target += units)
                    for (int j = 0, v = 0; j < units; j += TWidth.Count, v++)
                        RnnPanels<T, TVector, TWidth>.Store(TWidth.Load(source + (v / 4 * BlockVectors + 4 * gate + v % 4) * gap), target + j, units - j);
            }
        }
    }

    private readonly void Copy(T* source, T* target) => RnnPanels<T, TVector, TWidth>.CopyOrClear(source, target, Shape.Units);

    private static TVector Load(T* source, int width) => RnnPanels<T, TVector, TWidth>.Load(source, width);

    /// <summary>The sequences of a piece. States are (Rows, whole blocks of units).</summary>
    private ref struct Group
    {
        public int From, Rows;
        public T* Before, After;            // hidden states before and after the step
        public T* Z;                        // for each block (16 vectors, steps, Rows)
        public int Gap;                     // from one of the 16 to the next
        public Span<bool> Kept, Started;    // is the step of a sequence kept, was there one that is?
    }
}
