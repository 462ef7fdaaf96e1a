namespace Heed.Layers;

/// <summary>What a layer's call receives besides its inputs: Keras's keyword arguments, under Keras's names.</summary>
/// <remarks>Values are booleans, numbers, strings, <see cref="Tensor"/>, <see cref="Tensors"/> (lists such as <c>initial_state</c>) or <see cref="Layers.Masks"/>.</remarks>
public sealed class CallArguments
{
    private readonly Dictionary<string, object> _values = [];

    /// <summary>No arguments.</summary>
    public static CallArguments None { get; } = new();

    /// <summary>Train (dropout drops, statistics move) or predict? Keras's <c>training</c>, resolved: given, or of the outer layer, or false.</summary>
    public bool Training => Get("training", false);

    /// <summary>The masks of the inputs, given or carried; <see langword="null"/>: there are none.</summary>
    public Masks? Masks => Get<Masks?>("mask", null);

    /// <summary>The names given, in order.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>The mask of one input.</summary>
    /// <param name="input">Which input, from 0.</param>
    /// <returns>True keeps; <see langword="null"/>: everything is kept.</returns>
    public Tensor? Mask(int input = 0) => Masks is { } masks && input < masks.Count ? masks[input] : null;

    /// <summary>Reads an argument.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Keras's name.</param>
    /// <param name="defaultValue">The answer if it was not given.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">It was given with another type.</exception>
    public T Get<T>(string name, T defaultValue) => !_values.TryGetValue(name, out object? value) ? defaultValue : value is T typed ? typed
        : throw new ArgumentException($"Call argument '{name}' expects a {typeof(T).Name}. Received a {value.GetType().Name}.");

    /// <summary>Is the argument there?</summary>
    /// <param name="name">Keras's name.</param>
    /// <returns>Whether it was given, and not as null.</returns>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The names of those inputs, the last ones, that were given by name: a file gives them so again.</summary>
    internal IReadOnlyList<string> NamedInputs { get; private init; } = [];

    /// <summary>The same arguments, with inputs that were given by name.</summary>
    internal CallArguments WithNamedInputs(IReadOnlyList<string> names)
    {
        if (names.Count == 0) return this;
        var named = new CallArguments { NamedInputs = names };
        foreach ((string key, object item) in _values) named._values[key] = item;
        return named;
    }

    /// <summary>The same arguments and one more.</summary>
    /// <param name="name">Keras's name.</param>
    /// <param name="value">Its value; <see langword="null"/> leaves it out.</param>
    /// <returns>New arguments.</returns>
    public CallArguments With(string name, object? value)
    {
        var more = new CallArguments { NamedInputs = NamedInputs };
        foreach ((string key, object item) in _values)
            if (key != name) more._values[key] = item;
        if (value is not null) more._values[name] = value;
        return more;
    }

    /// <summary>Do arguments other than the inputs hold tensors? Then carried masks are not filled in.</summary>
    internal bool HasTensors => _values.Values.Any(value => value is Tensor or Tensors or Layers.Masks);

    /// <summary>All tensors in the arguments, in order.</summary>
    internal IEnumerable<Tensor> AllTensors => _values.Keys.SelectMany(TensorsOf);

    /// <summary>The tensors in one argument.</summary>
    internal IEnumerable<Tensor> TensorsOf(string name) => _values[name] switch
    {
        Tensor tensor => [tensor],
        Tensors list => list,
        Layers.Masks masks => masks.OfType<Tensor>(),
        _ => [],
    };

    /// <summary>The same arguments with every tensor replaced.</summary>
    internal CallArguments Map(Func<Tensor, Tensor> map)
    {
        if (!HasTensors) return this;
        var mapped = new CallArguments { NamedInputs = NamedInputs };
        foreach ((string key, object value) in _values)
            mapped._values[key] = value switch
            {
                Tensor tensor => map(tensor),
                Tensors list => list.WithSame(map),
                Layers.Masks masks => new Masks(masks.Select(mask => mask is null ? null : map(mask))) { IsList = masks.IsList },
                _ => value,
            };
        return mapped;
    }

    /// <summary>The value of an argument, of any type.</summary>
    internal object this[string name] => _values[name];
}
