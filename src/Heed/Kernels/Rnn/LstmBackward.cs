using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>The steps of an LSTM backwards, up to the gradients of z; a piece is a group of sequences, and runs all of its steps.</summary>
internal unsafe struct LstmBackward<T, TVector, TWidth> : IPieces where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    private const int GroupRows = 16;

    public LstmShape Shape;
    public T* Panels;                                       // the recurrent kernel, transposed: for each gate (Units, Units), packed
    public bool* Mask;                                      // or null
    public T* Gates, Cells;                                 // what forward left
    public T* SequenceGradient, LastGradient, HiddenGradient, CellGradient;     // of the results, or null
    public T* GatesGradient;                                // (Batch, Steps, 4 Units): of z
    public T* InitialHidden, InitialCell;                   // gradients of the first states, or null where not asked for

    /// <summary>The number of pieces.</summary>
    public static int Pieces(int batch) => (batch + GroupRows - 1) / GroupRows;

    private readonly int Stride => RnnPanels<T, TVector, TWidth>.Panels(Shape.Units) * RnnTile<T, TVector, TWidth>.Columns;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Run(int piece)
    {
        int from = piece * GroupRows, rows = Math.Min(Shape.Batch - from, GroupRows), units = Shape.Units, stride = Stride;
        using Scratch<T> scratch = new((7 * rows + 1) * stride + RnnPanels<T, TVector, TWidth>.Slack);
        scratch.Span.Clear();
        fixed (T* memory = scratch.Span)
        {
            Group group = new() { From = from, Rows = rows, Hidden = RnnPanels<T, TVector, TWidth>.Align(memory) };
            group.Cell = group.Hidden + rows * stride;
            group.Output = group.Cell + rows * stride;
            group.Gates = group.Output + rows * stride;
            group.Tanh = group.Gates + 4 * rows * stride;
            for (int row = 0; row < rows; row++)
            {
                Copy(HiddenGradient, (from + row) * units, group.Hidden + row * stride);
                Copy(CellGradient, (from + row) * units, group.Cell + row * stride);
                Copy(LastGradient, (from + row) * units, group.Output + row * stride);
            }
            for (int iteration = Shape.Steps - 1; iteration >= 0; iteration--)
            {
                Elements(group, iteration);
                if (iteration > 0 || InitialHidden != null) Product(group);
            }
            for (int row = 0; row < rows; row++)
            {
                if (InitialHidden != null) new Span<T>(group.Hidden + row * stride, units).CopyTo(new(InitialHidden + (from + row) * units, units));
                if (InitialCell != null) new Span<T>(group.Cell + row * stride, units).CopyTo(new(InitialCell + (from + row) * units, units));
            }
        }
    }

    private readonly void Copy(T* source, int offset, T* target) => RnnPanels<T, TVector, TWidth>.CopyOrClear(source == null ? null : source + offset, target, Shape.Units);

    /// <summary>Everything elementwise of one step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Elements(in Group group, int iteration)
    {
        int units = Shape.Units, stride = Stride, time = Shape.Time(iteration);
        for (int row = 0; row < group.Rows; row++)
        {
            int sequence = group.From + row;
            nint place = (nint)sequence * Shape.Steps + time;
            T* output = group.Output + row * stride, gradient = SequenceGradient == null ? null : SequenceGradient + ((nint)sequence * Shape.Steps + iteration) * units;
            if (Mask == null || Mask[place])
            {
                T* before = Cells + ((nint)sequence * (Shape.Steps + 1) + iteration) * units, after = before + units;
                nint next = iteration == 0 ? 0 : 4 * (Shape.Time(iteration - 1) - time) * units;   // from these gates to those of the step that comes next
                Row(group, row, next, gradient, Gates + 4 * place * units, before, after, GatesGradient + 4 * place * units);
                continue;
            }
            new Span<T>(GatesGradient + 4 * place * units, 4 * units).Clear();
            new Span<T>(group.Gates + 4 * row * stride, 4 * stride).Clear();
            if (Shape.ZeroOutputForMask) new Span<T>(output, units).Clear();
            else if (gradient != null) Add(gradient, output, units);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Row(in Group group, int row, nint next, T* sequence, T* gates, T* before, T* after, T* gradients)
    {
        int units = Shape.Units, stride = Stride;
        T* hidden = group.Hidden + row * stride, cell = group.Cell + row * stride, output = group.Output + row * stride, copy = group.Gates + 4 * row * stride;
        TVector one = WidthMath<T, TVector, TWidth>.One;
        new Span<T>(after, units).CopyTo(new(group.Tanh, units));
        RnnGates<T, TVector, TWidth>.Tanh(group.Tanh, group.Tanh, RnnPanels<T, TVector, TWidth>.Vectors(units));
        for (int j = 0; j < units; j += TWidth.Count)
        {
            int width = Math.Min(TWidth.Count, units - j);
            Prefetch(gates + next + j, units);
            TVector i = Load(gates + j, width), f = Load(gates + units + j, width), g = Load(gates + 2 * units + j, width), o = Load(gates + 3 * units + j, width);
            TVector tanh = TWidth.Load(group.Tanh + j), dh = TWidth.Add(TWidth.Load(hidden + j), TWidth.Load(output + j));
            if (sequence != null) dh = TWidth.Add(dh, Load(sequence + j, width));
            TVector slope = TWidth.NegatedMultiplyAdd(tanh, tanh, one);
            TVector dc = TWidth.MultiplyAdd(TWidth.Multiply(dh, o), slope, TWidth.Load(cell + j));
            Put(TWidth.Multiply(TWidth.Multiply(dc, g), TWidth.NegatedMultiplyAdd(i, i, i)), gradients + j, copy + j, width);
            Put(TWidth.Multiply(TWidth.Multiply(dc, Load(before + j, width)), TWidth.NegatedMultiplyAdd(f, f, f)), gradients + units + j, copy + stride + j, width);
            Put(TWidth.Multiply(TWidth.Multiply(dc, i), TWidth.NegatedMultiplyAdd(g, g, one)), gradients + 2 * units + j, copy + 2 * stride + j, width);
            Put(TWidth.Multiply(TWidth.Multiply(dh, tanh), TWidth.NegatedMultiplyAdd(o, o, o)), gradients + 3 * units + j, copy + 3 * stride + j, width);
            TWidth.Store(TWidth.Multiply(dc, f), cell + j);
            TWidth.Store(TWidth.Broadcast(default), output + j);
            TWidth.Store(TWidth.Broadcast(default), hidden + j);   // ready for dz·Uᵀ
        }
    }

    /// <summary>The gradient of the hidden state before: + dz·Uᵀ, gate by gate, so that a part of a panel stays in the first cache.</summary>
    private readonly void Product(in Group group)
    {
        int units = Shape.Units, stride = Stride, columns = RnnTile<T, TVector, TWidth>.Columns;
        T* panel = Panels;
        for (int gate = 0; gate < 4; gate++)
            for (int j = 0; j < units; j += columns, panel += units * columns)
                RnnTile<T, TVector, TWidth>.Run(units, group.Rows, group.Gates + gate * stride, 4 * stride, panel, group.Hidden + j, stride, TWidth.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load(T* source, int width) => RnnPanels<T, TVector, TWidth>.Load(source, width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector value, T* target, T* copy, int width)
    {
        TWidth.Store(value, copy);
        RnnPanels<T, TVector, TWidth>.Store(value, target, width);
    }

    /// <summary>The gates of the step that comes next arrive during the product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(T* gates, nint units)
    {
        if (!Sse.IsSupported) return;
        Sse.Prefetch0(gates);
        Sse.Prefetch0(gates + units);
        Sse.Prefetch0(gates + 2 * units);
        Sse.Prefetch0(gates + 3 * units);
    }

    /// <summary>y += x, whole vectors of y.</summary>
    private static void Add(T* x, T* y, int length)
    {
        for (int j = 0; j < length; j += TWidth.Count)
            TWidth.Store(TWidth.Add(RnnPanels<T, TVector, TWidth>.Load(x + j, Math.Min(TWidth.Count, length - j)), TWidth.Load(y + j)), y + j);
    }

    /// <summary>The sequences of a piece; rows are whole panels.</summary>
    private struct Group
    {
        public int From, Rows;
        public T* Hidden, Cell;     // gradients of the states after the step at hand
        public T* Output;           // what later masked steps, or the last output, hand to this one
        public T* Gates;            // (Rows, 4, ·): the gradients of z of this step, close together
        public T* Tanh;             // of the new cell state of a row
    }
}
