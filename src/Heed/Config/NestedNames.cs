using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Keras's dictionaries inside dictionaries, as names with '/': <c>{"boxes": {"labels": x}}</c> holds x under <c>boxes/labels</c>.</summary>
internal static class NestedNames
{
    /// <summary>The values by their paths, in the order of the file; in a list, places are names.</summary>
    /// <param name="node">Dictionaries and lists of values, or one value.</param>
    /// <param name="isLeaf">Is it a value, though it may look like a list?</param>
    /// <param name="path">Where <paramref name="node"/> stands.</param>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Flatten(JsonNode? node, Func<JsonNode?, bool> isLeaf, string path = "")
    {
        string Inner(string key) => path.Length == 0 ? key : $"{path}/{key}";
        return isLeaf(node) ? [KeyValuePair.Create(path, node)] : node switch
        {
            JsonObject names => names.SelectMany(pair => Flatten(pair.Value, isLeaf, Inner(pair.Key))),
            JsonArray list => list.SelectMany((item, i) => Flatten(item, isLeaf, Inner($"{i}"))),
            _ => [KeyValuePair.Create(path, node)],
        };
    }

    /// <summary>The dictionary whose values have these paths; inner ones whose names count from 0 are lists.</summary>
    /// <exception cref="ArgumentException">One path goes on where another one ends.</exception>
    public static JsonObject Nest(IEnumerable<KeyValuePair<string, JsonNode?>> values)
    {
        var root = new JsonObject();
        foreach ((string path, JsonNode? value) in values)
        {
            string[] keys = path.Split('/');
            JsonObject inner = root;
            foreach (string key in keys[..^1])
            {
                if (!inner.ContainsKey(key)) inner[key] = new JsonObject();
                inner = inner[key] as JsonObject ?? throw Clash(path);
            }
            if (inner.ContainsKey(keys[^1])) throw Clash(path);
            inner[keys[^1]] = value;
        }
        foreach (string key in root.Select(pair => pair.Key).ToArray()) ListsOf(root, key);
        return root;
    }

    /// <summary>Where the names inside are the places 0, 1, 2 … stands a list.</summary>
    private static void ListsOf(JsonObject holder, string key)
    {
        if (holder[key] is not JsonObject inner) return;
        foreach (string name in inner.Select(pair => pair.Key).ToArray()) ListsOf(inner, name);
        if (!inner.Select((pair, i) => pair.Key == $"{i}").All(isPlace => isPlace)) return;
        JsonNode?[] items = [.. inner.Select(pair => pair.Value)];
        inner.Clear();
        holder[key] = new JsonArray(items);
    }

    private static ArgumentException Clash(string path) =>
        new($"Names with '/' stand for dictionaries inside dictionaries, which cannot hold a value and more names at one place. Received '{path}' beside another one. Rename it.");
}
