namespace Heed.Metrics;

/// <summary>A number that is gathered over many batches, to be looked at rather than made small.</summary>
/// <remarks>Source: keras/src/metrics/metric.py.</remarks>
public abstract class Metric : IKerasObject
{
    private readonly List<Variable> _variables = [];

    /// <summary>Names the metric.</summary>
    /// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    protected Metric(string? name = null, DTypePolicy? dtype = null)
    {
        Name = name ?? AutomaticName.Next(ClassName);
        DType = (dtype ?? Heed.DType.Float32).ComputeDType;
    }

    /// <summary>Its name in histories.</summary>
    public string Name { get; internal set; }

    /// <summary>The name by which it was given to <c>Compile</c>, and which files then hold in its place; <see langword="null"/>: it was given as an object.</summary>
    internal string? ShortName { get; set; }

    /// <summary>The type of the result.</summary>
    public DType DType { get; }

    /// <summary>What it gathers, in Keras's order.</summary>
    public virtual IReadOnlyList<Variable> Variables => _variables;

    /// <summary>Should it grow or shrink while training goes well? 0: not known. <c>EarlyStopping</c> asks.</summary>
    public virtual int Direction => 0;

    /// <inheritdoc/>
    public virtual string Module => "keras.metrics";

    /// <inheritdoc/>
    public virtual string ClassName => GetType().Name;

    /// <inheritdoc/>
    public virtual string? RegisteredName => null;

    /// <summary>The value of everything gathered since the last reset.</summary>
    /// <returns>Usually a scalar.</returns>
    public abstract Tensor Result();

    /// <summary>Forgets what was gathered.</summary>
    public virtual void Reset()
    {
        foreach (Variable variable in Variables) variable.Assign(Ops.ZerosLike(variable.Value));
    }

    /// <inheritdoc/>
    public virtual Config GetConfig() => new Config().With("name", Name).With("dtype", DType);

    /// <summary>Class and name.</summary>
    /// <returns>Such as <c>BinaryAccuracy 'accuracy'</c>.</returns>
    public override string ToString() => $"{ClassName} '{Name}'";

    /// <summary>Makes a variable of zeros.</summary>
    /// <param name="name">The last part of its path.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="dtype">Its type; <see langword="null"/>: that of the result.</param>
    /// <returns>The variable.</returns>
    protected Variable AddVariable(string name, Shape shape, DType? dtype = null)
    {
        var variable = new Variable(Ops.Zeros(shape, dtype ?? DType), name, trainable: false, Name.Replace('/', '>')) { Autocast = false };
        _variables.Add(variable);
        return variable;
    }
}
