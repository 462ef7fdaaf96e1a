namespace Heed.Kernels;

/// <summary>Sizes and layout of C = A · B or C += A · B, all row-major.</summary>
/// <param name="M">Rows of C.</param>
/// <param name="N">Columns of C.</param>
/// <param name="K">Terms of each sum.</param>
/// <param name="TransposeA">A is stored as (K, M) instead of (M, K).</param>
/// <param name="TransposeB">B is stored as (N, K) instead of (K, N).</param>
/// <param name="Accumulate">Adds to C instead of overwriting it.</param>
/// <param name="LdA">Elements from one stored row of A to the next; 0 means packed.</param>
/// <param name="LdB">Elements from one stored row of B to the next; 0 means packed.</param>
/// <param name="LdC">Elements from one row of C to the next; 0 means packed.</param>
/// <param name="Batch">How many products.</param>
/// <param name="StrideA">Elements from one A to the next; 0 uses one A for all.</param>
/// <param name="StrideB">Elements from one B to the next; 0 uses one B for all.</param>
/// <param name="StrideC">Elements from one C to the next; not 0 in a batch.</param>
internal readonly record struct GemmShape(
    int M, int N, int K, bool TransposeA = false, bool TransposeB = false, bool Accumulate = false,
    int LdA = 0, int LdB = 0, int LdC = 0, int Batch = 1, long StrideA = 0, long StrideB = 0, long StrideC = 0)
{
    /// <summary><see cref="LdA"/> with the packed case filled in.</summary>
    public int RowA => LdA != 0 ? LdA : TransposeA ? M : K;

    /// <summary><see cref="LdB"/> with the packed case filled in.</summary>
    public int RowB => LdB != 0 ? LdB : TransposeB ? K : N;

    /// <summary><see cref="LdC"/> with the packed case filled in.</summary>
    public int RowC => LdC != 0 ? LdC : N;

    /// <summary>Multiplications and additions of one product.</summary>
    public long Work => 2L * M * N * K;

    /// <summary>One A and one C after the other with the same B are a single, taller product.</summary>
    public GemmShape MergeBatch() =>
        Batch > 1 && StrideB == 0 && !TransposeA && StrideA == (long)M * RowA && StrideC == (long)M * RowC && (long)M * Batch <= int.MaxValue
            ? this with { M = M * Batch, Batch = 1 }
            : this;
}
