using System.Numerics;

namespace Heed.Kernels;

/// <summary>A few rows under transformation, side by side: element j of row r stands at <c>j · Rows + r</c>.</summary>
/// <remarks>So vectors run over rows, whatever the length and the pass. <see cref="Re"/> and <see cref="Im"/> move between two buffers.</remarks>
internal unsafe ref struct FourierGroup<T>(FourierPlan<T> plan, Span<T> memory, int rows) : IWidthWork<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Span<T> _memory = memory;
    private bool _isSecond;

    /// <summary>Elements of memory that a group needs.</summary>
    public static int MemoryLength(FourierPlan<T> plan, int rows) => 4 * plan.WorkLength * rows;

    /// <summary>How many rows stand side by side.</summary>
    public readonly int Rows => rows;

    /// <summary>The real parts as they are now.</summary>
    public readonly Span<T> Re => Buffer(_isSecond ? 2 : 0);

    /// <summary>The imaginary parts as they are now.</summary>
    public readonly Span<T> Im => Buffer(_isSecond ? 3 : 1);

    /// <summary>Transforms forward. The inverse transform is the same with both parts exchanged, before and after.</summary>
    public void Transform() => Widths.Run<T, FourierGroup<T>>(in this);

    /// <inheritdoc/>
    public void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T>
    {
        if (plan.Chirp is not { } chirp)
        {
            RunPasses<TVector, TWidth>(plan, exchanged: false);
            return;
        }
        Multiply(chirp.Re, chirp.Im);
        Re[(plan.Length * rows)..].Clear();
        Im[(plan.Length * rows)..].Clear();
        RunPasses<TVector, TWidth>(chirp.Plan, exchanged: false);
        Multiply(chirp.FilterRe, chirp.FilterIm);
        RunPasses<TVector, TWidth>(chirp.Plan, exchanged: true);
        Multiply(chirp.Re, chirp.Im);
    }

    private void RunPasses<TVector, TWidth>(FourierPlan<T> passes, bool exchanged) where TWidth : struct, IVectorWidth<TVector, T>
    {
        int stride = rows;
        foreach (FourierPass<T> pass in passes.Passes)
        {
            fixed (T* first = exchanged ? Im : Re, second = exchanged ? Re : Im)
            {
                _isSecond = !_isSecond;
                fixed (T* firstOut = exchanged ? Im : Re, secondOut = exchanged ? Re : Im)
                    FourierStages.Run<T, TVector, TWidth>(pass, first, second, firstOut, secondOut, stride);
            }
            stride *= pass.Radix;
        }
    }

    /// <summary>Multiplies each element of all rows by the complex number at its place.</summary>
    private readonly void Multiply(T[] factorRe, T[] factorIm)
    {
        Span<T> re = Re, im = Im;
        for (int j = 0; j < factorRe.Length; j++)
            for (int i = j * rows; i < (j + 1) * rows; i++)
                (re[i], im[i]) = (re[i] * factorRe[j] - im[i] * factorIm[j], re[i] * factorIm[j] + im[i] * factorRe[j]);
    }

    private readonly Span<T> Buffer(int index) => _memory.Slice(index * plan.WorkLength * rows, plan.WorkLength * rows);
}
