using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>One time step of all sequences, after its matrix product: everything that is elementwise, in one pass.</summary>
internal static class LstmStep
{
    private const int PieceLength = 2048;   // states; a state costs five exponentials

    /// <summary>Turns z into gates, and makes the new states and outputs.</summary>
    public static void Forward<T>(in LstmForwardStep<T> step) where T : unmanaged, INumber<T> => WorkerPool.Run(Pieces(step.Shape), step);

    /// <summary>Turns the gradients of states and outputs into those of z and of the states before.</summary>
    public static void Backward<T>(in LstmBackwardStep<T> step) where T : unmanaged, INumber<T> => WorkerPool.Run(Pieces(step.Shape), step);

    /// <summary>The sequences of one piece.</summary>
    public static (int From, int To) Rows(in LstmShape s, int piece)
    {
        int rows = RowsPerPiece(s);
        return (piece * rows, Math.Min(s.Batch, (piece + 1) * rows));
    }

    private static int Pieces(in LstmShape s) => (s.Batch + RowsPerPiece(s) - 1) / RowsPerPiece(s);

    private static int RowsPerPiece(in LstmShape s) => Math.Max(1, PieceLength / s.Units);
}

/// <summary>The forward step.</summary>
internal ref struct LstmForwardStep<T> : IPieces where T : unmanaged, INumber<T>
{
    public LstmShape Shape;
    public int Iteration;
    public ReadOnlySpan<bool> Mask;
    public ReadOnlySpan<T> Bias, HiddenBefore, CellBefore;
    public Span<T> Gates;             // z comes in, gates go out
    public Span<T> Hidden, Cell;
    public Span<T> Output;            // of the step before comes in, of this step goes out
    public Span<T> Sequence;

    public readonly void Run(int piece)
    {
        var (from, to) = LstmStep.Rows(Shape, piece);
        for (int row = from; row < to; row++)
        {
            int units = Shape.Units, state = row * units;
            Span<T> hidden = Hidden.Slice(state, units), output = Output.Slice(state, units);
            if (Mask.IsEmpty || Mask[row * Shape.Steps + Shape.Time(Iteration)])
            {
                Row(Gates.Slice(4 * state, 4 * units), CellBefore.Slice(state, units), hidden, Cell.Slice(state, units));
                hidden.CopyTo(output);
            }
            else
            {
                HiddenBefore.Slice(state, units).CopyTo(hidden);
                CellBefore.Slice(state, units).CopyTo(Cell.Slice(state, units));
                if (Shape.ZeroOutputForMask) output.Clear();
            }
            if (!Sequence.IsEmpty) output.CopyTo(Sequence.Slice((row * Shape.Steps + Iteration) * units, units));
        }
    }

    private readonly void Row(Span<T> gates, ReadOnlySpan<T> before, Span<T> hidden, Span<T> cell)
    {
        int units = hidden.Length;
        Span<T> input = gates[..units], forget = gates.Slice(units, units), candidate = gates.Slice(2 * units, units), output = gates[(3 * units)..];
        if (!Bias.IsEmpty) Map2Row<T, Add>.Run(gates, Bias, gates);
        MapRow<T, Sigmoid>.Run(input, input);
        MapRow<T, Sigmoid>.Run(forget, forget);
        MapRow<T, Tanh>.Run(candidate, candidate);
        MapRow<T, Sigmoid>.Run(output, output);
        Map2Row<T, Multiply>.Run(forget, before, cell);
        Map3Row<T, MultiplyAdd>.Run(input, candidate, cell, cell);
        MapRow<T, Tanh>.Run(cell, hidden);
        Map2Row<T, Multiply>.Run(output, hidden, hidden);
    }

    private readonly struct Sigmoid : IMap
    {
        public static Vector<TNumber> Invoke<TNumber>(Vector<TNumber> x) where TNumber : unmanaged, INumber<TNumber> => Simd.Sigmoid(x);
    }

    private readonly struct Tanh : IMap
    {
        public static Vector<TNumber> Invoke<TNumber>(Vector<TNumber> x) where TNumber : unmanaged, INumber<TNumber> => Simd.Tanh(x);
    }

    private readonly struct Add : IMap2
    {
        public static Vector<TNumber> Invoke<TNumber>(Vector<TNumber> x, Vector<TNumber> y) where TNumber : unmanaged, INumber<TNumber> => x + y;
    }

    private readonly struct Multiply : IMap2
    {
        public static Vector<TNumber> Invoke<TNumber>(Vector<TNumber> x, Vector<TNumber> y) where TNumber : unmanaged, INumber<TNumber> => x * y;
    }

    private readonly struct MultiplyAdd : IMap3
    {
        public static Vector<TNumber> Invoke<TNumber>(Vector<TNumber> x, Vector<TNumber> y, Vector<TNumber> z) where TNumber : unmanaged, INumber<TNumber> =>
            Simd.MultiplyAdd(x, y, z);
    }
}

/// <summary>The backward step.</summary>
internal ref struct LstmBackwardStep<T> : IPieces where T : unmanaged, INumber<T>
{
    public LstmShape Shape;
    public int Iteration;
    public ReadOnlySpan<bool> Mask;
    public ReadOnlySpan<T> Gates, CellBefore, Cell, SequenceGradient;
    public Span<T> OutputGradient;    // what later masked steps, or the last output, hand to this one
    public Span<T> HiddenGradient;    // comes in; goes out as 0, ready for dz·Uᵀ, or as it is where the step is masked
    public Span<T> CellGradient;      // comes in, and goes out for the state before
    public Span<T> GatesGradient;

    public readonly void Run(int piece)
    {
        var (from, to) = LstmStep.Rows(Shape, piece);
        for (int row = from; row < to; row++)
        {
            int units = Shape.Units, state = row * units;
            Span<T> output = OutputGradient.Slice(state, units), gates = GatesGradient.Slice(4 * state, 4 * units);
            if (!SequenceGradient.IsEmpty) Add(SequenceGradient.Slice((row * Shape.Steps + Iteration) * units, units), output);
            if (Mask.IsEmpty || Mask[row * Shape.Steps + Shape.Time(Iteration)])
            {
                Span<T> hidden = HiddenGradient.Slice(state, units);
                Add(output, hidden);
                Row(Gates.Slice(4 * state, 4 * units), CellBefore.Slice(state, units), Cell.Slice(state, units),
                    hidden, CellGradient.Slice(state, units), gates);
                hidden.Clear();
                output.Clear();
            }
            else
            {
                gates.Clear();
                if (Shape.ZeroOutputForMask) output.Clear();
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(ReadOnlySpan<T> gates, ReadOnlySpan<T> before, ReadOnlySpan<T> cell,
                            ReadOnlySpan<T> hiddenGradient, Span<T> cellGradient, Span<T> gradients)
    {
        int units = before.Length;
        ReadOnlySpan<T> input = gates[..units], forget = gates.Slice(units, units), candidate = gates.Slice(2 * units, units), output = gates[(3 * units)..];
        Span<T> inputGradient = gradients[..units], forgetGradient = gradients.Slice(units, units);
        Span<T> candidateGradient = gradients.Slice(2 * units, units), outputGradient = gradients[(3 * units)..];
        Vector<T> one = Vector<T>.One;
        for (int j = 0; j < units; j += Vector<T>.Count)
        {
            Vector<T> i = Padded.Load(input[j..]), f = Padded.Load(forget[j..]), g = Padded.Load(candidate[j..]), o = Padded.Load(output[j..]);
            Vector<T> tanh = Simd.Tanh(Padded.Load(cell[j..])), dh = Padded.Load(hiddenGradient[j..]);
            Vector<T> dc = Padded.Load<T>(cellGradient[j..]) + dh * o * (one - tanh * tanh);
            Padded.Store(dc * g * i * (one - i), inputGradient[j..]);
            Padded.Store(dc * Padded.Load(before[j..]) * f * (one - f), forgetGradient[j..]);
            Padded.Store(dc * i * (one - g * g), candidateGradient[j..]);
            Padded.Store(dh * tanh * o * (one - o), outputGradient[j..]);
            Padded.Store(dc * f, cellGradient[j..]);
        }
    }

    private static void Add(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int j = 0; j < x.Length; j += Vector<T>.Count) Padded.Store(Padded.Load(x[j..]) + Padded.Load<T>(y[j..]), y[j..]);
    }
}
