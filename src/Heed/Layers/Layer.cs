using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>A step of a model: weights, and a computation from tensors to tensors.</summary>
/// <remarks>
/// An author overrides <see cref="Call"/> and, where there are weights, <see cref="Build"/>; <see cref="ComputeOutputShape"/> states the shape rule and
/// is the only place where shapes are checked. Whoever uses a layer calls <see cref="Apply"/>.
/// Source: keras/src/layers/layer.py.
/// </remarks>
public abstract partial class Layer : IKerasObject, IOperation
{
    private readonly RematScope? _rematerialization = RematScope.Current;
    private DTypePolicy? _dtype;
    private Regularizers.Regularizer? _activityRegularizer;
    private bool _autocast = true;
    private JsonObject? _buildConfig;

    /// <summary>Starts an unbuilt layer.</summary>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    protected Layer(string? name = null)
    {
        if (name is "" || name?.Contains('/') == true)
            throw new ArgumentException($"{GetType().Name} expects a name that is not empty and has no '/'. Received '{name}'.");
        Name = name ?? AutomaticName.Next(DefaultName);
    }

    /// <summary>Unique in its model.</summary>
    public string Name { get; internal set; }

    /// <summary>Where the layer stands: the names of the layers around it and its own.</summary>
    public string Path { get; private set; } = "";

    /// <inheritdoc/>
    public virtual string Module => "keras.layers";

    /// <inheritdoc/>
    public virtual string ClassName => GetType().Name;

    /// <inheritdoc/>
    public virtual string? RegisteredName => null;

    bool IKerasObject.HasIdentity => true;

    IEnumerable<(string Key, JsonNode? Value)> IKerasObject.Appendix => Appendix;

    private protected virtual IEnumerable<(string Key, JsonNode? Value)> Appendix => _buildConfig is null ? [] : [("build_config", _buildConfig)];

    /// <summary>Builds the layer for the shapes that a file notes. A layer inside another one waits for that: its weights' paths begin with the outer name.</summary>
    void IKerasObject.RestoreAppendix(JsonObject serialized, bool isInside)
    {
        RestoreMore(serialized);
        if (Built || serialized["build_config"] is not JsonObject noted || BuildConfig.Shapes(noted) is not { Length: > 0 } shapes) return;
        if (!isInside) BuildFor(shapes);
        _buildConfig = noted.DeepClone().AsObject();
    }

    private protected virtual void RestoreMore(JsonObject serialized) { }

    string IOperation.GivenName => Name;

    string IOperation.AutomaticName => Snake.Case(DefaultName);

    /// <summary>In which types it computes and keeps weights; <see langword="null"/> given means the global policy. Settable until the layer is built.</summary>
    public DTypePolicy DType
    {
        get => _dtype ??= DTypePolicy.Global;
        set => _dtype = Unbuilt(value) ?? DTypePolicy.Global;
    }

    /// <summary>A penalty on every output, added to the loss and divided by the batch size; settable until the layer is built.</summary>
    public Regularizers.Regularizer? ActivityRegularizer
    {
        get => _activityRegularizer;
        set => _activityRegularizer = Unbuilt(value);
    }

    /// <summary>Are floating-point inputs converted to the compute type? Settable until the layer is built.</summary>
    public bool Autocast
    {
        get => _autocast;
        set => _autocast = Unbuilt(value);
    }

    /// <summary>Are there weights now, made for the shapes of the first inputs?</summary>
    public bool Built { get; private set; }

    /// <summary>Does it pass masks on? If not, they end here.</summary>
    public virtual bool SupportsMasking => false;

    /// <summary>The shapes for which it was built; <see langword="null"/> before.</summary>
    protected internal IReadOnlyList<Shape>? BuildShapes { get; private set; }

    /// <summary>The stem of the automatic name, in C# casing.</summary>
    protected virtual string DefaultName => ClassName;

    /// <summary>The type of the computation and of the outputs.</summary>
    protected internal DType ComputeDType => DType.For(Path).ComputeDType;

    /// <summary>The type that a single input has where Keras does not convert it.</summary>
    internal virtual DType InputDType => ComputeDType;

    /// <summary>The type in which it keeps its weights.</summary>
    internal DType VariableDType => DType.For(Path).VariableDType;

    /// <summary>Makes the weights, once, when the shapes of the inputs are known.</summary>
    /// <param name="inputs">A shape for each input; the batch may be unknown.</param>
    protected virtual void Build(ReadOnlySpan<Shape> inputs) { }

    /// <summary>The computation.</summary>
    /// <param name="inputs">At least one tensor, floating-point ones in the compute type.</param>
    /// <param name="call">Masks, training, and the layer's own arguments.</param>
    /// <returns>One or several tensors.</returns>
    protected abstract Tensors Call(Tensors inputs, CallArguments call);

    /// <summary>The shape of the only output; also the place where shapes of inputs are checked.</summary>
    /// <param name="inputs">A shape for each input, perhaps with unknown lengths.</param>
    /// <returns>The output's shape; <see langword="null"/>: it is found by running <see cref="Call"/> on symbolic tensors.</returns>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public virtual Shape? ComputeOutputShape(ReadOnlySpan<Shape> inputs) => null;

    /// <summary>Shapes and types of all outputs; <see cref="ComputeOutputShape"/> is its short form for one output in the compute type.</summary>
    /// <param name="inputs">Tensors, of which only shape and type matter.</param>
    /// <param name="call">The call's arguments.</param>
    /// <returns>Symbolic tensors, in the structure in which <see cref="Call"/> answers; <see langword="null"/>: found by running it.</returns>
    protected virtual Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) =>
        ComputeOutputShape(inputs.Shapes) is { } shape ? Tensors.Single(Tensor.Symbolic(shape, ComputeDType)) : null;

    /// <summary>The masks of the outputs; called only if <see cref="SupportsMasking"/>.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="mask">The inputs' masks, given or carried.</param>
    /// <returns>A mask or null for each output; <see langword="null"/>: none has one.</returns>
    public virtual Masks? ComputeMask(Tensors inputs, Masks? mask) => mask;

    /// <summary>The settings, under Keras's keys; a layer adds its own with <see cref="Config.With"/>.</summary>
    /// <returns>name, trainable, dtype and, if there is one, activity_regularizer.</returns>
    public virtual Config GetConfig()
    {
        Config config = new Config().With("name", Name).With("trainable", Trainable).With("dtype", DType);
        return ActivityRegularizer is null ? config : config.With("activity_regularizer", ActivityRegularizer);
    }

    /// <summary>Class, name and whether it is built.</summary>
    /// <returns>Such as <c>Dense 'dense_1'</c>.</returns>
    public override string ToString() => $"{ClassName} '{Name}'";

    /// <summary>Checks a condition on the inputs' shapes; the compiler fills in <paramref name="rule"/>.</summary>
    /// <param name="ok">Must be true.</param>
    /// <param name="expectation">What is expected, in words.</param>
    /// <param name="inputs">The shapes that came.</param>
    /// <param name="fix">A sentence on the way out, or nothing.</param>
    /// <param name="rule">The text of <paramref name="ok"/>.</param>
    /// <exception cref="ShapeException"><paramref name="ok"/> is false.</exception>
    protected void Expect(bool ok, string expectation, ReadOnlySpan<Shape> inputs, string fix = "", [CallerArgumentExpression(nameof(ok))] string rule = "")
    {
        if (!ok) Throw.Shape_LayerExpects(ToString(), expectation, rule, inputs, fix);
    }

    /// <summary>Restores what the registry keeps for every layer: type policy and activity regularizer (a layer that is built at once has its own way), trainable.</summary>
    void IKerasObject.Restore(Config config)
    {
        if (!Built && config.GetObject<DTypePolicy>("dtype") is { } policy) DType = policy;
        if (!Built && config.GetObject<Regularizers.Regularizer>("activity_regularizer") is { } penalty) ActivityRegularizer = penalty;
        RestoreTrainable(config.Get("trainable", true));
    }

    private T Unbuilt<T>(T value, [CallerMemberName] string property = "") => !Built ? value
        : throw new InvalidOperationException($"{this} expects {property} to be set before it is built. {HowToSet(property)}");

    /// <summary>How a property is set in time.</summary>
    private protected virtual string HowToSet(string property) => $"Set it in the object initializer: new {ClassName}(…) {{ {property} = … }}.";
}
