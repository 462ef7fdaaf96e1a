using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Keras's dictionaries inside dictionaries, as names with '/': <c>{"boxes": {"labels": x}}</c> holds x under <c>boxes/labels</c>.</summary>
internal static class NestedNames
{
    /// <summary>The values by their paths, in the order of the file; a value that is neither a dictionary nor a list of several is one by <paramref name="isLeaf"/>.</summary>
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

    /// <summary>The dictionary whose values have these paths.</summary>
    public static JsonObject Nest(IEnumerable<KeyValuePair<string, JsonNode?>> values)
    {
        var root = new JsonObject();
        foreach ((string path, JsonNode? value) in values)
        {
            string[] keys = path.Split('/');
            JsonObject inner = root;
            foreach (string key in keys[..^1])
            {
                if (inner[key] is not JsonObject next) inner[key] = next = [];
                inner = next;
            }
            inner[keys[^1]] = value;
        }
        return root;
    }
}
