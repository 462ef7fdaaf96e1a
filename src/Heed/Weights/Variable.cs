namespace Heed;

/// <summary>A value that changes: a weight, a statistic, an optimizer's slot. The one mutable holder of a tensor.</summary>
public sealed class Variable
{
    private readonly Lock _writing = new();
    private Tensor _value;

    /// <summary>Creates a variable.</summary>
    /// <param name="value">The first value; its shape and type stay.</param>
    /// <param name="name">The last part of the path, such as <c>kernel</c>.</param>
    /// <param name="trainable">Do optimizers change it, and tapes follow it?</param>
    /// <param name="path">The layers around it, such as <c>encoder/lstm_cell</c>.</param>
    public Variable(Tensor value, string name = "variable", bool trainable = true, string path = "")
    {
        if (value.IsSymbolic) throw new ArgumentException($"Variable '{name}' expects a tensor with values. Received a symbolic one, {value.Spec}.");
        Name = name;
        Path = path.Length == 0 ? name : $"{path}/{name}";
        Trainable = trainable && value.DType.IsFloat();
        _value = Own(value);
    }

    /// <summary>Creates a variable whose first value is made when somebody asks for it: often, a file gives another one before.</summary>
    /// <param name="shape">A known shape.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="make">Makes the first value.</param>
    /// <param name="name">The last part of the path.</param>
    /// <param name="trainable">Do optimizers change it, and tapes follow it?</param>
    /// <param name="path">The layers around it.</param>
    internal Variable(Shape shape, DType dtype, Func<Tensor> make, string name, bool trainable, string path)
    {
        (Name, Path) = (name, path.Length == 0 ? name : $"{path}/{name}");
        Trainable = trainable && dtype.IsFloat();
        _value = new(shape, dtype, Storage.Later(dtype, shape.Size, make)) { RequiresGradient = Trainable };
    }

    /// <summary>The last part of the path.</summary>
    public string Name { get; }

    /// <summary>The layers around it and its name, separated by slashes, as in Keras.</summary>
    public string Path { get; internal set; }

    /// <summary>The shape, which never changes.</summary>
    public Shape Shape => _value.Shape;

    /// <summary>The element type, which never changes.</summary>
    public DType DType => _value.DType;

    /// <summary>Do optimizers change it, and tapes follow it?</summary>
    public bool Trainable
    {
        get;
        set
        {
            field = value;
            if (_value is not null) _value.RequiresGradient = value;
        }
    }

    /// <summary>Is it converted to its layer's compute type when a mixed-precision layer uses it?</summary>
    public bool Autocast { get; init; } = true;

    /// <summary>Adds a penalty to the loss, or <see langword="null"/>.</summary>
    public Regularizers.Regularizer? Regularizer { get; set; }

    /// <summary>Projects the value after every optimizer step, or <see langword="null"/>.</summary>
    public Constraints.Constraint? Constraint { get; set; }

    /// <summary>The value now; later writes do not change the tensor that was read.</summary>
    public Tensor Value
    {
        get
        {
            Tensor value = _value;
            if (MemoryScope.Current is null) value.Storage.IsShared = true;     // the caller may hold it for ever: never written in place again
            return value;
        }
    }

    /// <summary>The value as a layer's <c>Call</c> sees it: in the compute type of a mixed-precision layer.</summary>
    /// <param name="variable">The variable.</param>
    public static implicit operator Tensor(Variable variable) =>
        variable.Autocast && variable.DType.IsFloat() && AutocastScope.Current is { } type ? variable.Value.Cast(type) : variable.Value;

    /// <summary>Replaces the value.</summary>
    /// <param name="value">The same shape; it is converted to the variable's type.</param>
    /// <exception cref="ShapeException">The shape differs.</exception>
    public void Assign(Tensor value)
    {
        if (value.Shape != Shape)
            throw new ShapeException($"Variable '{Path}' expects a value of shape {Shape}. Received {value.Spec}.");
        Tensor next = Own(Tape.Pause(() => value.Cast(DType)));
        lock (_writing)
        {
            Tensor previous = _value;
            _value = next;
            if (previous.Storage.Scope is null && !previous.Storage.IsShared) MemoryScope.Current?.Own(previous.Storage);
        }
    }

    /// <summary>Replaces the value by a new tensor that nobody else holds, without copying it.</summary>
    /// <param name="value">Of this shape and type.</param>
    internal void Adopt(Tensor value)
    {
        if (value.Shape != Shape || value.DType != DType) throw new ShapeException($"Variable '{Path}' expects {_value.Spec}. Received {value.Spec}.");
        value.Storage.Scope = null;
        value.RequiresGradient = Trainable;
        lock (_writing) _value = value;
    }

    /// <summary>Changes the elements in place, in one pass; whoever read the value before keeps what was read.</summary>
    /// <typeparam name="T">The C# type of <see cref="DType"/>.</typeparam>
    /// <returns>The elements; to be written before anybody reads the variable again.</returns>
    internal Span<T> Write<T>()
    {
        lock (_writing)
        {
            if (_value.Storage.IsShared) _value = Own(Copy(_value));
            return _value.Writable<T>();
        }
    }

    /// <summary>Path, shape and type.</summary>
    /// <returns>Such as <c>dense/kernel (4, 8) float32</c>.</returns>
    public override string ToString() => $"{Path} {_value.Spec}";

    /// <summary>A tensor of its own that no scope gives back.</summary>
    private Tensor Own(Tensor value)
    {
        Tensor own = value.Storage.IsShared || value.RequiresGradient || value.Storage.Scope is null ? Copy(value) : value.View(value.Shape);
        own.Storage.Scope = null;
        own.Storage.IsShared = false;
        own.RequiresGradient = Trainable;
        return own;
    }

    private static Tensor Copy(Tensor value)
    {
        Tensor copy = Tensor.Allocate(value.Shape, value.DType);
        CastOp.Convert(value, copy);
        return copy;
    }
}
