using System.Diagnostics;

namespace Heed;

/// <summary>A dense, row-major array of numbers, booleans or strings; its values never change.</summary>
/// <remarks>
/// A tensor without memory is <em>symbolic</em>: it has a shape (perhaps with an unknown batch) and a type, and stands for a value in a model
/// that is being put together. All ops and layers take both kinds.
/// </remarks>
[DebuggerDisplay("{Spec}")]
public sealed partial class Tensor
{
    private readonly Storage? _storage;

    internal Tensor(Shape shape, DType dtype, Storage? storage)
    {
        (Shape, DType, _storage) = (shape, dtype, storage);
        Length = storage is null ? 0 : shape.Size;
    }

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; }

    /// <summary>How many axes there are.</summary>
    public int Rank => Shape.Rank;

    /// <summary>How many elements there are; 0 for a symbolic tensor.</summary>
    public int Length { get; }

    /// <summary>Is there no value yet, only a shape and a type?</summary>
    public bool IsSymbolic => _storage is null;

    /// <summary>Shape and type together.</summary>
    public TensorSpec Spec => new(Shape, DType);

    /// <summary>Which elements count: true keeps. Layers such as <c>Embedding(maskZero: true)</c> set it, later layers read it.</summary>
    /// <remarks>Shape of the first axes of this tensor, usually (B, T); <see langword="null"/>: all count.</remarks>
    public Tensor? Mask { get; set; }

    /// <summary>How a symbolic tensor came to be.</summary>
    internal GraphNode? Node { get; set; }

    /// <summary>Which of <see cref="Node"/>'s outputs it is.</summary>
    internal int NodeIndex { get; set; }

    /// <summary>Is it the value of a trainable variable, so that tapes follow it unasked?</summary>
    internal bool RequiresGradient { get; set; }

    /// <summary>A number written in code (<c>x * 2</c>): it takes the type of its partner, without loss.</summary>
    internal double? Weak { get; init; }

    /// <summary>The rows that may differ from zeros, where these alone were computed; the whole is written out for whoever reads it.</summary>
    internal TensorRows? Rows { get; init; }

    internal Storage Storage => _storage ?? throw new InvalidOperationException(
        $"Tensor {Spec} is symbolic: it has no values until a model runs. Put the computation into a layer or an op, or call Model.Predict.");

    /// <summary>Memory of this shape and type with arbitrary content; the caller fills it.</summary>
    internal static Tensor Allocate(Shape shape, DType dtype) => new(shape, dtype, Storage.Rent(dtype, shape.Size));

    /// <summary>A tensor without a value.</summary>
    /// <param name="shape">Lengths of the axes, unknown ones included.</param>
    /// <param name="dtype">The element type.</param>
    /// <returns>A symbolic tensor that no layer has made.</returns>
    internal static Tensor Symbolic(Shape shape, DType dtype) => new(shape, dtype, null);

    /// <summary>The elements in row-major order.</summary>
    /// <typeparam name="T">The C# type of <see cref="DType"/>.</typeparam>
    /// <returns>A view that is valid while the tensor is.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the C# type of this tensor.</exception>
    /// <exception cref="ObjectDisposedException">Its memory went back to the pool.</exception>
    public ReadOnlySpan<T> AsSpan<T>() => Writable<T>();

    /// <summary>The elements, to be written once by whoever allocated the tensor.</summary>
    internal Span<T> Writable<T>() => Array<T>().AsSpan(0, Length);

    /// <summary>The pooled array, at least <see cref="Length"/> long.</summary>
    internal T[] Array<T>()
    {
        if (Storage is not Storage<T> storage)
            throw new ArgumentException($"Tensor {Spec} expects AsSpan of its own type ({DType.Name()}). Received {DTypes.Of<T>().Name()}. Convert it first: tensor.Cast(DType.{DTypes.Of<T>()}).");
        return storage.Array ?? throw Returned();
    }

    /// <summary>Keeps the memory of this tensor when the scope that made it closes.</summary>
    /// <returns>This tensor.</returns>
    public Tensor Keep()
    {
        if (_storage is null) return this;
        if (_storage.IsReturned) throw Returned();
        if (_storage.Scope is null) _storage.IsShared = true;
        MemoryScope.Release(_storage);
        return this;
    }

    /// <summary>The same elements under another shape; the memory is shared, nothing is recorded.</summary>
    internal Tensor View(Shape shape)
    {
        Debug.Assert(IsSymbolic || shape.Size == Length);
        return new(shape, DType, _storage);
    }

    private ObjectDisposedException Returned() => new($"Tensor {Spec}",
        $"Tensor {Spec} was used after its memory went back to the pool. Call Keep() on it inside the scope that made it (Fit, Predict, a callback or a MemoryScope).");
}
