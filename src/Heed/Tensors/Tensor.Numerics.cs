using System.Numerics.Tensors;

namespace Heed;

/// <summary>From and to the tensors of System.Numerics.Tensors.</summary>
public sealed partial class Tensor
{
    /// <summary>A tensor of the shape and values of one of System.Numerics.Tensors.</summary>
    /// <param name="values">Any strides; copied.</param>
    /// <typeparam name="T">A number type, bool or string.</typeparam>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">The elements are not numbers, booleans or strings.</exception>
    public static Tensor From<T>(Tensor<T> values) => From(values.AsReadOnlyTensorSpan());

    /// <summary>A tensor of the shape and values of a span of System.Numerics.Tensors.</summary>
    /// <param name="values">Any strides; copied.</param>
    /// <typeparam name="T">A number type, bool or string.</typeparam>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">The elements are not numbers, booleans or strings.</exception>
    public static Tensor From<T>(in ReadOnlyTensorSpan<T> values)
    {
        var dims = new Dim[values.Rank];
        for (int axis = 0; axis < dims.Length; axis++) dims[axis] = checked((int)values.Lengths[axis]);
        Tensor tensor = Allocate(new(dims), DTypes.Of<T>());
        values.FlattenTo(tensor.Writable<T>());
        return tensor;
    }

    /// <summary>The elements as a span of System.Numerics.Tensors, without a copy.</summary>
    /// <typeparam name="T">The C# type of <see cref="DType"/>.</typeparam>
    /// <returns>A view that is valid while the tensor is; of a tensor without axes, one of length 1.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the C# type of this tensor.</exception>
    public ReadOnlyTensorSpan<T> AsTensorSpan<T>() => new(AsSpan<T>(), Lengths());

    /// <summary>The elements as a tensor of System.Numerics.Tensors.</summary>
    /// <typeparam name="T">The C# type of <see cref="DType"/>.</typeparam>
    /// <returns>A copy; of a tensor without axes, one of length 1.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the C# type of this tensor.</exception>
    public Tensor<T> ToNumericsTensor<T>() => System.Numerics.Tensors.Tensor.Create(ToArray<T>(), Lengths());

    private nint[] Lengths() => Rank == 0 ? [1] : [.. Shape.Select(dim => (nint)dim.Value)];
}
