using System.Text.Json.Nodes;

namespace Heed;

/// <summary>What a call of a Keras op received: settings from its config, arguments by place or name.</summary>
/// <param name="Config">The op's own settings, such as <c>axis</c>.</param>
/// <param name="Call">The arguments of the call.</param>
internal sealed record OpArguments(Config Config, NodeArguments Call)
{
    /// <summary>A tensor, or a number in its place.</summary>
    /// <param name="place">From 0.</param>
    /// <param name="name">Keras's name, if it was not given by place.</param>
    public Tensor Tensor(int place, string name = "x") => At(place, name) switch
    {
        Tensor tensor => tensor,
        int number => number,
        long number => (double)number,
        double number => number,
        bool truth => truth,
        object?[] rows => Constant(rows),
        var other => throw new ArgumentException($"An op expects a tensor or a number as '{name}'. Received {other ?? "nothing"}."),
    };

    /// <summary>A tensor, or null where none was given.</summary>
    public Tensor? TensorOrNull(int place, string name) => At(place, name) is null ? null : Tensor(place, name);

    /// <summary>The tensor at a place, in the type that the setting <c>dtype</c> asks for.</summary>
    public Tensor Typed(int place) => Type is { } type ? Tensor(place).Cast(type) : Tensor(place);

    /// <summary>A number that the call was given.</summary>
    public double Real(int place, string name, double defaultValue) =>
        At(place, name) is null ? defaultValue : Tensor(place, name) is { IsSymbolic: false, Rank: 0 } number ? number.Cast(DType.Float64).Item<double>()
            : throw new ArgumentException($"An op expects a number as '{name}'. Received a tensor, which Heed does not have there.");

    /// <summary>A list of tensors.</summary>
    public IReadOnlyList<Tensor> List(int place, string name) => At(place, name) is object?[] { Length: > 0 } list
        ? Array.ConvertAll(list, item => item as Tensor ?? throw new ArgumentException($"An op expects tensors in '{name}'. Received {item ?? "null"}."))
        : throw new ArgumentException($"An op expects a list of tensors as '{name}'. Received {(At(place, name) is Array ? "an empty one" : At(place, name) ?? "nothing")}.");

    /// <summary>Numbers in lists, as Keras notes a constant that was a Python list.</summary>
    private static Tensor Constant(object?[] rows)
    {
        var lengths = new List<Dim>();
        for (object? level = rows; level is object?[] list; level = list.Length > 0 ? list[0] : null) lengths.Add(list.Length);
        object?[] elements = rows;
        for (int depth = 1; depth < lengths.Count; depth++) elements = [.. elements.SelectMany(row => row as object?[] ?? [row])];
        Shape shape = new(lengths);
        if (elements.Length != shape.Size || !Array.TrueForAll(elements, element => element is int or long or double or bool))
            throw new ArgumentException($"An op expects numbers in rows of equal length. Received {elements.Length} elements for {shape}.");
        if (Array.TrueForAll(elements, element => element is bool)) return Heed.Tensor.From(Array.ConvertAll(elements, element => (bool)element!), shape);
        double[] numbers = Array.ConvertAll(elements, element => Convert.ToDouble(element, System.Globalization.CultureInfo.InvariantCulture));
        return Heed.Tensor.From(numbers, shape).Cast(Array.Exists(elements, element => element is double) ? DType.Float32 : DType.Int32);
    }

    /// <summary>The value at a place or of a name.</summary>
    public object? At(int place, string name) => place < Call.Args.Length ? Call.Args[place] : Call[name];

    /// <summary>The setting <c>axis</c>: one, several, or all.</summary>
    public int[]? Axes(string key = "axis") => Config.Get<JsonNode?>(key, null) switch
    {
        null => null,
        JsonArray => Config.Get<int[]>(key, []),
        _ => [Config.Get(key, 0)],
    };

    /// <summary>A setting that is a number, a list of numbers, or a list of such lists.</summary>
    public int[][]? Rows(string key) => Config.Get<JsonNode?>(key, null) switch
    {
        JsonArray list when list.All(item => item is JsonArray) => [.. list.Select(item => ConfigValue.Read<int[]>(item)!)],
        null => null,
        _ => [Axes(key)!],
    };

    /// <summary>The setting <c>axis</c>, one only.</summary>
    public int? Axis => Config.Get<int?>("axis", null);

    /// <summary>A setting that is a whole number.</summary>
    public int Number(string key, int defaultValue) => Config.Get<int?>(key, null) ?? defaultValue;

    /// <summary>A setting that says how often something is done or how many there are: what a file may ask for is bounded.</summary>
    public int Count(string key, int defaultValue, int most = 1 << 16) => Number(key, defaultValue) is var count && count >= 0 && count <= most ? count
        : throw new ArgumentException($"An op expects a whole number from 0 to {most} as '{key}'. Received {count}.");

    /// <summary>A setting that is one whole number or several, and has to be there.</summary>
    public int[] Numbers(string key = "axis") => Axes(key) ?? throw Missing(key);

    /// <summary>The setting <c>data_format</c>.</summary>
    public DataFormat? Format => Config.Get<DataFormat?>("data_format", null);

    /// <summary>The setting <c>size</c>: a height and a width.</summary>
    public (int Height, int Width) Size() => Config.Require<int[]>("size") is [var height, var width] ? (height, width)
        : throw new ArgumentException($"An op expects a height and a width as 'size'. Received {Config.Json["size"]!.ToJsonString()}.");

    /// <summary>A setting that is one whole number for all axes, or a list, or null.</summary>
    public Lengths? Lengths(string key) => Config.Get<JsonNode?>(key, null) switch
    {
        null => null,
        JsonArray => Config.Get<int[]>(key, []),
        _ => Config.Get(key, 0),
    };

    /// <summary>The same of a setting that has to be there.</summary>
    public Lengths RequireLengths(string key) => Lengths(key) ?? throw Missing(key);

    private static ArgumentException Missing(string key) => new($"An op expects numbers as '{key}'. Received none.");

    /// <summary>A setting that is a whole number or null.</summary>
    public int? Optional(string key) => Config.Get<int?>(key, null);

    /// <summary>The setting <c>padding</c>.</summary>
    public Padding Padding => Config.Get("padding", Padding.Valid);

    /// <summary>The setting <c>dtype</c>, if there is one.</summary>
    public DType? Type => Config.Get<DType?>("dtype", null);

    /// <summary>The setting <c>keepdims</c>.</summary>
    public bool KeepDims => Config.Get("keepdims", false);

    /// <summary>A shape in which −1 stands for the length that follows from the others.</summary>
    public Shape Shape(string key) => new(Config.Require<int?[]>(key).Select(length => length is null or < 0 ? Dim.Unknown : (Dim)length.Value));
}
