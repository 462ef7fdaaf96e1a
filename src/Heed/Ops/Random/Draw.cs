namespace Heed;

/// <summary>Memory for random numbers: drawn in a type that the kernels know, then rounded.</summary>
internal static class Draw
{
    /// <summary>A tensor to be filled, of the wide type of a type that is one of the wanted ones.</summary>
    public static Tensor Allocate(string op, Shape shape, DType dtype, bool isAccepted)
    {
        if (!shape.IsKnown)
            throw new ShapeException($"{op} expects a known shape. Received {shape}. Take the lengths from a tensor that has values.");
        if (!isAccepted)
            throw new ArgumentException($"{op} expects a type that can hold its numbers. Received {dtype.Name()}.");
        return Tensor.Allocate(shape, Op.Wide(dtype));
    }
}
