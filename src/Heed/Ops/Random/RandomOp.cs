namespace Heed;

/// <summary>Random numbers of a known shape; constant, because they depend on no tensor.</summary>
internal abstract class RandomOp(Shape shape, DType dtype, RandomKey key) : ConstantOp
{
    protected RandomKey Key => key;

    public sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        if (!shape.IsKnown)
            throw new ShapeException($"{Name} expects a known shape. Received {shape}. Take the lengths from a tensor that has values.");
        if (!Accepts(dtype))
            throw new ArgumentException($"{Name} expects a dtype that can hold its numbers. Received {dtype.Name()}.");
        return new(shape, dtype);
    }

    protected virtual bool Accepts(DType type) => type.IsFloat();
}
