namespace Heed.Kernels;

/// <summary>A loop cut into pieces that may run in any order and at the same time.</summary>
/// <remarks>A ref struct may implement it, so that pieces work on spans. Pieces are cut by shapes, never by the number of threads.
/// <para>Run is compiled for itself (NoInlining or AggressiveOptimization): inside the small method that the threads call, the compiler's budget for
/// inlining ends before the innermost loop does, and two threads were slower than one.</para></remarks>
internal interface IPieces
{
    /// <summary>Runs one piece; two pieces never write the same element.</summary>
    void Run(int piece);
}
