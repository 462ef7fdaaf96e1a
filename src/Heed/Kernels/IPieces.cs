namespace Heed.Kernels;

/// <summary>A loop cut into pieces that may run in any order and at the same time.</summary>
/// <remarks>A ref struct may implement it, so that pieces work on spans. Pieces are cut by shapes, never by the number of threads.</remarks>
internal interface IPieces
{
    /// <summary>Runs one piece; two pieces never write the same element.</summary>
    void Run(int piece);
}
