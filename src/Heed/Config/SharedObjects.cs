using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Objects that come more than once in one configuration: read as one object, and written so that they will be.</summary>
/// <remarks>
/// <para>A scope is opened around every object; the outermost one knows all that are inside it. Keras numbers whatever is the same Python object, by its address, be it an initializer
/// that two layers happen to share; Heed writes numbers for layers alone, where it matters, and reads all.</para>
/// <para>Source: keras/src/saving/serialization_lib.py, <c>ObjectSharingScope</c>.</para>
/// </remarks>
internal readonly ref struct SharedObjects
{
    private const string Key = "shared_object_id";

    [ThreadStatic] private static Table? t_table;

    private readonly bool _isOutermost;

    public SharedObjects()
    {
        _isOutermost = t_table is null;
        t_table ??= new();
    }

    /// <summary>The object that was read before under the number that a serialization has; null: it is the first, or has none.</summary>
    public T? Known<T>(JsonObject serialized) where T : class, IKerasObject =>
        Number(serialized) is { } number && t_table!.Read.TryGetValue((typeof(T), number), out IKerasObject? known) ? (T)known : null;

    /// <summary>Notes what was read.</summary>
    public void Note<T>(JsonObject serialized, T made) where T : class, IKerasObject
    {
        if (Number(serialized) is { } number) t_table!.Read.TryAdd((typeof(T), number), made);
    }

    /// <summary>Gives a serialization its number, if its object is one whose identity counts.</summary>
    public void Mark(IKerasObject item, JsonObject serialized)
    {
        Table table = t_table!;
        if (item.HasIdentity)
        {
            if (!table.Numbers.TryGetValue(item, out int number)) table.Numbers.Add(item, number = table.Numbers.Count + 1);
            else table.Shared.Add(number);
            serialized[Key] = number;
        }
        if (_isOutermost && table.Numbers.Count > 0) KeepOnly(serialized, table.Shared);
    }

    public void Dispose()
    {
        if (_isOutermost) t_table = null;
    }

    /// <summary>Takes the numbers away that come only once.</summary>
    private static void KeepOnly(JsonNode? node, HashSet<int> shared)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode? item in list) KeepOnly(item, shared);
        }
        else if (node is JsonObject item)
        {
            if (item[Key] is JsonValue value && value.TryGetValue(out int number) && !shared.Contains(number)) item.Remove(Key);
            foreach ((_, JsonNode? inner) in item) KeepOnly(inner, shared);
        }
    }

    private static long? Number(JsonObject serialized) => serialized[Key] is JsonValue value && value.TryGetValue(out long number) ? number : null;

    private sealed class Table
    {
        public Dictionary<(Type Kind, long Number), IKerasObject> Read { get; } = [];

        public Dictionary<IKerasObject, int> Numbers { get; } = new(ReferenceEqualityComparer.Instance);

        public HashSet<int> Shared { get; } = [];
    }
}
