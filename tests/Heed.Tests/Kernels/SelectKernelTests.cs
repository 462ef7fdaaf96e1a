using static Heed.Ops;

namespace Heed.Tests.Kernels;

public class SelectKernelTests
{
    /// <summary>Shapes of condition, x and y: long and short rows, operands repeated along either end, pieces that cut rows.</summary>
    public static TheoryData<int[], int[], int[]> Shapes => new()
    {
        { [77], [77], [77] }, { [3, 77], [], [77] }, { [3, 77], [3, 1], [1, 77] }, { [3, 1], [3, 77], [3, 77] }, { [5, 1, 9], [1, 4, 1], [9] },
        { [2, 30011], [2, 30011], [] }, { [40, 1], [1, 999], [40, 999] }, { [], [4, 5], [5] }, { [0, 3], [3], [1] },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Every_element_comes_from_the_right_operand(int[] condition, int[] x, int[] y)
    {
        var random = new Random(1);
        Tensor choose = GradientCheck.Random(Of(condition), random) > 0;
        Tensor left = GradientCheck.Random(Of(x), random), right = GradientCheck.Random(Of(y), random);
        Check(choose, left, right);
        Check(choose, left.Cast(DType.Float32), right.Cast(DType.Float32));
        Check(choose, left.Cast(DType.BFloat16), right.Cast(DType.BFloat16));
        Check(choose, left > 0, right > 0);
    }

    private static Shape Of(int[] lengths) => new(lengths.Select(length => (Dim)length));

    private static void Check(Tensor condition, Tensor x, Tensor y)
    {
        Tensor z = Where(condition, x, y);
        bool[] choose = BroadcastTo(condition, z.Shape).ToArray<bool>();
        double[] Values(Tensor tensor) => BroadcastTo(tensor, z.Shape).Cast(DType.Float64).ToArray<double>();
        double[] left = Values(x), right = Values(y);
        Assert.Equal(choose.Select((c, i) => c ? left[i] : right[i]), Values(z));
    }
}
