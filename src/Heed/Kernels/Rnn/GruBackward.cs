using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The steps of a GRU backwards, up to the gradients of what enters the activations; a piece is a group of sequences, and runs all of its steps.</summary>
internal unsafe struct GruBackward<T, TVector, TWidth> : IPieces where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    private const int GroupRows = 16;

    public GruShape Shape;
    public T* Panels;                                       // the recurrent kernel, transposed: for each gate (Units, Units), packed
    public bool* Mask;                                      // or null
    public T* Gates, HiddenBefore;                          // what forward left
    public T* SequenceGradient, LastGradient, HiddenGradient;     // of the results, or null
    public T* GatesGradient;                                // (Batch, Steps, 4 Units): of z, of r, and of what x and what h give to the candidate
    public T* InitialHidden;                                // gradient of the first state, or null where not asked for

    /// <summary>The number of pieces.</summary>
    public static int Pieces(int batch) => (batch + GroupRows - 1) / GroupRows;

    private readonly int Stride => RnnPanels<T, TVector, TWidth>.Panels(Shape.Units) * RnnTile<T, TVector, TWidth>.Columns;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Run(int piece)
    {
        int from = piece * GroupRows, rows = Math.Min(Shape.Batch - from, GroupRows), units = Shape.Units, stride = Stride;
        using Scratch<T> scratch = new(5 * rows * stride + RnnPanels<T, TVector, TWidth>.Slack);
        scratch.Span.Clear();
        fixed (T* memory = scratch.Span)
        {
            Group group = new() { From = from, Rows = rows, Hidden = RnnPanels<T, TVector, TWidth>.Align(memory) };
            group.Output = group.Hidden + rows * stride;
            group.Gates = group.Output + rows * stride;
            for (int row = 0; row < rows; row++)
            {
                Copy(HiddenGradient, (from + row) * units, group.Hidden + row * stride);
                Copy(LastGradient, (from + row) * units, group.Output + row * stride);
            }
            for (int iteration = Shape.Steps - 1; iteration >= 0; iteration--)
            {
                Elements(group, iteration);
                if (iteration > 0 || InitialHidden != null) Product(group);
            }
            if (InitialHidden == null) return;
            for (int row = 0; row < rows; row++) Copy(group.Hidden, row * stride, InitialHidden + (from + row) * units);
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
                Row(group, row, gradient, Gates + 4 * place * units, HiddenBefore + place * units, GatesGradient + 4 * place * units);
                continue;
            }
            new Span<T>(GatesGradient + 4 * place * units, 4 * units).Clear();
            new Span<T>(group.Gates + 3 * row * stride, 3 * stride).Clear();
            if (Shape.ZeroOutputForMask) new Span<T>(output, units).Clear();
            else if (gradient != null) Add(gradient, output, units);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Row(in Group group, int row, T* sequence, T* gates, T* before, T* gradients)
    {
        int units = Shape.Units, stride = Stride;
        T* hidden = group.Hidden + row * stride, output = group.Output + row * stride, copy = group.Gates + 3 * row * stride;
        TVector one = WidthMath<T, TVector, TWidth>.One;
        for (int j = 0; j < units; j += TWidth.Count)
        {
            int width = Math.Min(TWidth.Count, units - j);
            TVector z = Load(gates + j, width), r = Load(gates + units + j, width), g = Load(gates + 2 * units + j, width), inner = Load(gates + 3 * units + j, width);
            TVector dh = TWidth.Add(TWidth.Load(hidden + j), TWidth.Load(output + j));
            if (sequence != null) dh = TWidth.Add(dh, Load(sequence + j, width));
            TVector dz = TWidth.Multiply(TWidth.Multiply(dh, TWidth.Subtract(Load(before + j, width), g)), TWidth.NegatedMultiplyAdd(z, z, z));
            TVector dg = TWidth.Multiply(TWidth.Multiply(dh, TWidth.Subtract(one, z)), TWidth.NegatedMultiplyAdd(g, g, one));
            TVector dr = TWidth.Multiply(TWidth.Multiply(dg, inner), TWidth.NegatedMultiplyAdd(r, r, r));
            TVector dInner = TWidth.Multiply(dg, r);
            RnnPanels<T, TVector, TWidth>.Store(dg, gradients + 2 * units + j, width);
            Put(dz, gradients + j, copy + j, width);
            Put(dr, gradients + units + j, copy + stride + j, width);
            Put(dInner, gradients + 3 * units + j, copy + 2 * stride + j, width);
            TWidth.Store(TWidth.Broadcast(default), output + j);
            TWidth.Store(TWidth.Multiply(dh, z), hidden + j);   // the products come on top
        }
    }

    /// <summary>The gradient of the hidden state before: + the gates' gradients · Uᵀ, gate by gate, so that a part of a panel stays in the first cache.</summary>
    private readonly void Product(in Group group)
    {
        int units = Shape.Units, stride = Stride, columns = RnnTile<T, TVector, TWidth>.Columns;
        T* panel = Panels;
        for (int gate = 0; gate < 3; gate++)
            for (int j = 0; j < units; j += columns, panel += units * columns)
                RnnTile<T, TVector, TWidth>.Run(units, group.Rows, group.Gates + gate * stride, 3 * stride, panel, group.Hidden + j, stride, TWidth.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load(T* source, int width) => RnnPanels<T, TVector, TWidth>.Load(source, width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector value, T* target, T* copy, int width)
    {
        TWidth.Store(value, copy);
        RnnPanels<T, TVector, TWidth>.Store(value, target, width);
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
        public T* Hidden;           // gradient of the state after the step at hand
        public T* Output;           // what later masked steps, or the last output, hand to this one
        public T* Gates;            // (Rows, 3, ·): the gradients of this step that meet Uᵀ, close together
    }
}
