using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The kernel of a convolution as the micro-kernel reads it: for each phase and group, panels as wide as a tile, a row for each step of the sum.</summary>
/// <remarks>Behind them the biases in the same order. What lies beyond the last column is zero.</remarks>
internal static unsafe class ConvPanels<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>Columns of a tile, and of a panel.</summary>
    public static int Columns => 2 * TWidth.Count;

    /// <summary>Panels of a group.</summary>
    public static int Count(in ConvPass pass) => ConvBlocks.Ceiling(pass.GroupOut, Columns);

    /// <summary>Elements of all biases.</summary>
    public static int BiasLength(in ConvPass pass) => pass.Groups * Count(pass) * Columns;

    /// <summary>Elements of all panels.</summary>
    public static int Length(in ConvPass pass) => checked(pass.Shape.Taps * pass.GroupIn * BiasLength(pass));

    /// <summary>Where the panels of a phase start.</summary>
    public static nint PhaseStart(in ConvPass pass, int phase)
    {
        nint taps = 0;
        for (int i = 0; i < phase; i++) taps += pass.Phase(i).Taps;
        return taps * pass.GroupIn * BiasLength(pass);
    }

    /// <summary>Packs all panels.</summary>
    public static void Pack(in ConvPass pass, T* kernel, T* panels)
    {
        int perPhase = pass.Groups * Count(pass);
        Gemm.Share(4L * Length(pass), pass.Phases * perPhase, new Packing { Pass = pass, Kernel = kernel, Panels = panels, PerPhase = perPhase });
    }

    /// <summary>Packs the biases, or zeros.</summary>
    public static void PackBias(in ConvPass pass, T* bias, T* target)
    {
        int width = Count(pass) * Columns;
        new Span<T>(target, BiasLength(pass)).Clear();
        if (bias is null) return;
        for (int g = 0; g < pass.Groups; g++)
            new ReadOnlySpan<T>(bias + g * pass.GroupOut, pass.GroupOut).CopyTo(new Span<T>(target + g * width, width));
    }

    private struct Packing : IPieces
    {
        public ConvPass Pass;
        public T* Kernel, Panels;
        public int PerPhase;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public readonly void Run(int piece)
        {
            (int phase, int index) = Math.DivRem(piece, PerPhase);
            (int group, int panel) = Math.DivRem(index, Count(Pass));
            Pack(Pass, phase, group, panel, Kernel, Panels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(in ConvPass pass, int phaseNumber, int group, int panel, T* kernel, T* panels)
    {
        ConvPhase phase = pass.Phase(phaseNumber);
        int depth = pass.GroupIn, first = panel * Columns, width = Math.Min(Columns, pass.GroupOut - first);
        T* target = panels + PhaseStart(pass, phaseNumber) + ((nint)group * Count(pass) + panel) * Columns * depth * phase.Taps;
        nint filters = pass.Shape.Filters, channels = pass.Shape.GroupChannels, filter = (nint)group * pass.Shape.GroupFilters;
        if (width < Columns) new Span<T>(target, depth * phase.Taps * Columns).Clear();
        for (int t = 0; t < phase.Taps; t++, target += (nint)depth * Columns)
        {
            T* tap = kernel + phase.Tap(t, pass.Shape) * channels * filters + filter;
            if (pass.Transposed && !pass.Depthwise)
            {
                for (int j = 0; j < width; j++)
                {
                    T* from = tap + (first + j) * filters, to = target + j;
                    for (int k = 0; k < depth; k++) to[k * Columns] = from[k];
                }
                continue;
            }
            for (int k = 0; k < depth; k++)
                new ReadOnlySpan<T>(tap + k * filters + first, width).CopyTo(new Span<T>(target + k * Columns, width));
        }
    }
}
