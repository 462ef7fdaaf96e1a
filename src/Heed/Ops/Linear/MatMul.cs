using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The product of matrices: <c>c[…, m, n] = Σₖ a[…, m, k] · b[…, k, n]</c>.</summary>
    /// <param name="a">Vector (K), matrix (M, K) or a batch of matrices (…, M, K).</param>
    /// <param name="b">Vector (K), matrix (K, N) or a batch of matrices (…, K, N); the batch axes of both broadcast.</param>
    /// <param name="transposeA">Is <paramref name="a"/> stored as (…, K, M)? Without meaning for a vector.</param>
    /// <param name="transposeB">Is <paramref name="b"/> stored as (…, N, K)? Without meaning for a vector.</param>
    /// <returns>
    /// Shape (…, M, N), without M or N where an operand is a vector. The common type; int32 for two int8; of booleans, whether any pair is true.
    /// </returns>
    /// <exception cref="ShapeException">An operand is a single number, the sums differ in length, or the batch axes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.matmul</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor MatMul(Tensor a, Tensor b, bool transposeA = false, bool transposeB = false)
    {
        DType type = Promotion.Of(a, b);
        if (type == DType.Bool) return MatMul(a.Cast(DType.Int32), b.Cast(DType.Int32), transposeA, transposeB).Cast(DType.Bool);
        if (a.DType == DType.Int8 && b.DType == DType.Int8) type = DType.Int32;
        var (isRow, isColumn) = (a.Rank == 1, b.Rank == 1);
        a = isRow ? ExpandDims(a, 0) : a;
        b = isColumn ? ExpandDims(b, 1) : b;
        Tensor c = new MatMulOp(transposeA && !isRow, transposeB && !isColumn).Apply(a.Cast(type), b.Cast(type));
        if (isColumn) c = Squeeze(c, -1);
        return isRow ? Squeeze(c, isColumn ? -1 : -2) : c;
    }
}

/// <summary>c = a · b      da = dc · bᵀ, db = aᵀ · dc; a stored as aᵀ: da = b · dcᵀ; b stored as bᵀ: db = dcᵀ · a</summary>
internal sealed class MatMulOp(bool transposeA, bool transposeB) : NumericOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => transposeA || transposeB ? null : [];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape a = x[0].Shape, b = x[1].Shape;
        Expect(a.Rank >= 2 && b.Rank >= 2, "two vectors, matrices or batches of matrices", x);
        var (rowsA, columnsA) = transposeA ? (a[^1], a[^2]) : (a[^2], a[^1]);
        var (rowsB, columnsB) = transposeB ? (b[^1], b[^2]) : (b[^2], b[^1]);
        Expect(columnsA == rowsB, $"as many columns of the first{Transposed(transposeA)} as rows of the second{Transposed(transposeB)}", x);
        return new([.. Broadcasting.Of(Name, a[..^2], b[..^2]), rowsA, columnsB], x[0].DType);
    }

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y)
    {
        int[] a = x[0].Shape.ToArray(), b = x[1].Shape.ToArray();
        int m = y.Shape[^2].Value, n = y.Shape[^1].Value, k = a[transposeA ? ^2 : ^1];
        if (y.Length == 0) return;

        // Along the last batch axes an operand either advances with the result or stays; the axes before them are walked one by one.
        Broadcast plan = Broadcast.Plan(a.AsSpan(..^2), b.AsSpan(..^2));
        int batch = plan.RowLength;
        var shape = new GemmShape(m, n, k, transposeA, transposeB, Batch: batch,
            StrideA: plan.XIsScalarInRow ? 0 : m * k, StrideB: plan.YIsScalarInRow ? 0 : k * n, StrideC: m * n);
        for (int row = 0; row < plan.Length / batch; row++)
        {
            var (first, second) = plan.RowStart(row);
            Gemm.Run(x[0].AsSpan<T>()[(first * m * k)..], x[1].AsSpan<T>()[(second * k * n)..], y.Writable<T>()[(row * batch * m * n)..], shape);
        }
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dc)
    {
        var (a, b) = (saved.Inputs[0], saved.Inputs[1]);
        Tensor? da = !saved.Needs(0) ? null : transposeA ? Ops.MatMul(b, dc, transposeB, true) : Ops.MatMul(dc, b, false, !transposeB);
        if (!saved.Needs(1)) return [da, null];

        // One matrix for a whole batch: its gradient is one tall product, instead of a batch of products to be summed.
        if (b.Rank == 2 && a.Rank > 2 && !transposeA)
        {
            int rows = dc.Shape[..^1].Size;
            (a, dc) = (Ops.Reshape(a, [rows, a.Shape[^1]]), Ops.Reshape(dc, [rows, dc.Shape[^1]]));
        }
        return [da, transposeB ? Ops.MatMul(dc, a, true, transposeA) : Ops.MatMul(a, dc, !transposeA, false)];
    }

    private static string Transposed(bool flag) => flag ? " (transposed)" : "";
}
