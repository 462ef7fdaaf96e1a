using System.Numerics.Tensors;

namespace Heed.Tests;

public class TensorNumericsTests
{
    [Fact]
    public void Shape_and_values_survive_the_round_trip()
    {
        Tensor tensor = new float[,] { { 1, 2, 3 }, { 4, 5, 6 } };
        Tensor<float> numerics = tensor.ToNumericsTensor<float>();
        Assert.Equal([2, 3], numerics.Lengths.ToArray());
        Tensor back = Tensor.From(numerics);
        Assert.Equal(tensor.Shape, back.Shape);
        Assert.Equal(tensor.ToArray<float>(), back.ToArray<float>());
    }

    [Fact]
    public void Strided_tensors_are_read_in_their_own_order()
    {
        Tensor<int> matrix = System.Numerics.Tensors.Tensor.Create([1, 2, 3, 4, 5, 6], [2, 3]);
        Tensor transposed = Tensor.From(System.Numerics.Tensors.Tensor.PermuteDimensions(matrix, [1, 0]));
        Assert.Equal([3, 2], transposed.Shape);
        Assert.Equal([1, 4, 2, 5, 3, 6], transposed.ToArray<int>());
    }

    [Fact]
    public void A_part_of_a_span_is_copied()
    {
        Tensor<int> matrix = System.Numerics.Tensors.Tensor.Create([1, 2, 3, 4, 5, 6], [2, 3]);
        Assert.Equal([2, 3, 5, 6], Tensor.From<int>(matrix.AsReadOnlyTensorSpan()[.., 1..]).ToArray<int>());
    }

    [Fact]
    public void The_view_shares_memory()
    {
        Tensor tensor = new double[,] { { 1, 2 }, { 3, 4 } };
        Assert.Equal(3.0, tensor.AsTensorSpan<double>()[1, 0]);
        Assert.True(System.Runtime.CompilerServices.Unsafe.AreSame(in tensor.AsSpan<double>()[0], in tensor.AsTensorSpan<double>()[0, 0]));
        Assert.Equal([1], Tensor.FromScalar(1.0).AsTensorSpan<double>().Lengths.ToArray());
    }

    [Fact]
    public void Unknown_element_types_are_refused() =>
        Assert.Throws<ArgumentException>(() => Tensor.From(System.Numerics.Tensors.Tensor.Create(new decimal[] { 1 }, [1])));
}
