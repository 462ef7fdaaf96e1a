namespace Heed;

/// <summary>An argument of a call as Keras writes it: a tensor, a list (<c>object?[]</c>) or a dictionary of such, a plain value, or null.</summary>
internal static class ArgumentTree
{
    /// <summary>Tensors in their structure; names with '/' become dictionaries and lists inside.</summary>
    public static object? Of(Tensors tensors) => tensors.Names is { } names
        ? Nest(names.Zip(tensors, (name, tensor) => KeyValuePair.Create(name, (object?)tensor)))
        : tensors.IsList ? tensors.ToArray<object?>() : (object)tensors[0];

    /// <summary>The tensors of a tree: those of lists in lists follow each other, those of dictionaries in dictionaries have names with '/'.</summary>
    /// <exception cref="ArgumentException">There is something else in it.</exception>
    public static Tensors ToTensors(object? item) => item switch
    {
        object?[] list => Tensors.List(list.SelectMany(Leaves).Select(AsTensor)),
        IReadOnlyDictionary<string, object?> => Tensors.Named(Named(item, "").Select(pair => KeyValuePair.Create(pair.Key, AsTensor(pair.Value)))),
        _ => AsTensor(item),
    };

    /// <summary>Tensors and nulls, in the order in which they are written.</summary>
    /// <exception cref="ArgumentException">There is something else in it.</exception>
    public static Tensor?[] Leaves(object? item) => item switch
    {
        null => [null],
        object?[] list => [.. list.SelectMany(Leaves)],
        IReadOnlyDictionary<string, object?> names => [.. names.Values.SelectMany(Leaves)],
        _ => [AsTensor(item)],
    };

    /// <summary>All tensors in Keras's order: those of a dictionary in the order of the names.</summary>
    public static IEnumerable<Tensor> TensorsOf(object? item) => item switch
    {
        Tensor tensor => [tensor],
        object?[] list => list.SelectMany(TensorsOf),
        IReadOnlyDictionary<string, object?> names => names.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => TensorsOf(pair.Value)),
        _ => [],
    };

    /// <summary>The same tree with every tensor replaced.</summary>
    public static object? Map(object? item, Func<Tensor, Tensor> map) => item switch
    {
        Tensor tensor => map(tensor),
        object?[] list => Array.ConvertAll(list, inner => Map(inner, map)),
        IReadOnlyDictionary<string, object?> names => names.ToDictionary(pair => pair.Key, pair => Map(pair.Value, map)),
        _ => item,
    };

    /// <summary>The dictionary whose values have these paths.</summary>
    public static object Nest(IEnumerable<KeyValuePair<string, object?>> values)
    {
        KeyValuePair<string, object?>[] all = [.. values];
        var inner = all.GroupBy(pair => pair.Key.Split('/')[0])
            .Select(group => KeyValuePair.Create(group.Key, group.First().Key == group.Key ? group.First().Value
                : List(Nest(group.Select(pair => KeyValuePair.Create(pair.Key[(group.Key.Length + 1)..], pair.Value))))));
        return new Dictionary<string, object?>(inner);
    }

    /// <summary>A list, if the names are its places.</summary>
    private static object List(object item) => item is Dictionary<string, object?> names && names.Keys.Select((key, i) => key == $"{i}").All(isPlace => isPlace)
        ? names.Values.ToArray() : item;

    private static IEnumerable<KeyValuePair<string, object?>> Named(object? item, string path)
    {
        string Inner(string key) => path.Length == 0 ? key : $"{path}/{key}";
        return item switch
        {
            object?[] list => list.SelectMany((value, i) => Named(value, Inner($"{i}"))),
            IReadOnlyDictionary<string, object?> names => names.SelectMany(pair => Named(pair.Value, Inner(pair.Key))),
            _ => [KeyValuePair.Create(path, item)],
        };
    }

    private static Tensor AsTensor(object? item) => item as Tensor ?? throw new ArgumentException($"A call expects tensors as inputs. Received {item ?? "null"}.");
}
