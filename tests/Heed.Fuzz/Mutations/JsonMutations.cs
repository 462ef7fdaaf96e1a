using System.Text;
using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Fuzz;

/// <summary>Damage to configurations that stays JSON: impossible numbers, other kinds of values, other classes, circles, repeated names, deep nesting.</summary>
internal static class JsonMutations
{
    private static readonly string[] Values =
    [
        "0", "-1", "1", "2", "3", "1000000000", "2147483647", "-2147483648", "4294967296", "9223372036854775807", "18446744073709551616", "1e308", "-1e308", "1e-320", "0.5", "-0.0",
        "NaN", "Infinity", "-Infinity", "null", "true", "false", "\"\"", "\"relu\"", "\"same\"", "\"float16\"", "\"int32\"", "\"string\"", "\"../x\"", "\"a/b\"", "\"\\ud800\"", "[]", "{}", "[null]",
        "[0]", "[-1, 3]", "[1073741823, 1073741823]", "[null, null, null, 1000000]", "[[1, 2], [3]]", "[1, [2, [3]]]", "{\"a\": [1]}",
        "{\"class_name\": \"Dense\", \"config\": {}}",
        "{\"class_name\": \"__tensor__\", \"config\": {}}", "{\"class_name\": \"__keras_tensor__\", \"config\": {}}", "{\"class_name\": \"__float__\", \"config\": \"nan\"}",
    ];

    private static readonly string[] Classes =
    [
        .. KerasRegistry.Names<Layer>().Where(name => char.IsUpper(name[0])), "InputLayer", "Functional", "Sequential", "TFOpLambda", "Add", "Reshape", "GetItem", "Nothing",
    ];

    /// <summary>The damaged text.</summary>
    /// <param name="json">Of a configuration.</param>
    /// <param name="other">Of another one, from which parts are taken.</param>
    /// <param name="random">Decides.</param>
    public static string Apply(string json, string other, Random random)
    {
        if (random.Next(20) == 0) return Deep(json, random);
        if (PythonJson.Read(json) is not JsonObject root) return json;
        var bare = new Dictionary<string, string>();
        for (int left = 1 << random.Next(3); left > 0; left--) Once(root, PythonJson.Read(other)!, bare, random);
        string text = root.ToJsonString();
        foreach ((string placeholder, string value) in bare) text = text.Replace($"\"{placeholder}\"", value, StringComparison.Ordinal);
        return random.Next(30) == 0 ? Repeated(text, random) : text;
    }

    private static void Once(JsonObject root, JsonNode other, Dictionary<string, string> bare, Random random)
    {
        List<JsonNode> all = [.. Nodes(root).Where(node => node.Parent is not null)];
        if (all.Count == 0) return;
        JsonNode node = all[random.Next(all.Count)];
        List<JsonNode> others = [.. Nodes(random.Next(2) == 0 ? root : other)];
        switch (random.Next(12))
        {
            case 0 or 1 or 2 or 3:
                string placeholder = $"@{bare.Count}@";
                bare[placeholder] = Values[random.Next(Values.Length)];
                Replace(node, placeholder);
                break;
            case 4:
                Remove(node);
                break;
            case 5:
                Replace(node, others[random.Next(others.Count)].DeepClone());
                break;
            case 6 when node.Parent is JsonArray list:
                list.Insert(random.Next(list.Count + 1), node.DeepClone());
                break;
            case 7 when node.Parent is JsonArray list:
                list.Insert(random.Next(list.Count + 1), others[random.Next(others.Count)].DeepClone());
                break;
            case 8 when Pick(all, "class_name", random) is { } named:
                Replace(named, Classes[random.Next(Classes.Length)]);
                break;
            case 9 when Pick(all, "name", random) is { } first && Pick(all, "name", random) is { } second:
                Replace(first, second.DeepClone());
                break;
            case 10 when Pick(all, "keras_history", random) is { } history && Pick(all, "name", random) is { } target:
                Replace(history, new JsonArray(target.DeepClone(), random.Next(3), random.Next(2)));
                break;
            case 11 when node is JsonValue && node.GetValueKind() == System.Text.Json.JsonValueKind.Number && node.Parent is not null:
                Replace(node, random.Next(-3, 70));
                break;
            default:
                if (node.Parent is JsonObject item) item[Key(random, others)] = others[random.Next(others.Count)].DeepClone();
                break;
        }
    }

    private static string Key(Random random, List<JsonNode> others) =>
        others[random.Next(others.Count)] is { Parent: JsonObject } node ? node.GetPropertyName() : random.Next(2) == 0 ? "build_config" : "units";

    private static JsonNode? Pick(List<JsonNode> all, string key, Random random)
    {
        JsonNode[] found = [.. all.Where(node => node.Parent is JsonObject && node.GetPropertyName() == key)];
        return found.Length == 0 ? null : found[random.Next(found.Length)];
    }

    private static void Replace(JsonNode node, JsonNode? by)
    {
        if (node.Parent is JsonArray list) list[node.GetElementIndex()] = by;
        else if (node.Parent is JsonObject item) item[node.GetPropertyName()] = by;
    }

    private static void Remove(JsonNode node)
    {
        if (node.Parent is JsonArray list) list.RemoveAt(node.GetElementIndex());
        else if (node.Parent is JsonObject item) item.Remove(node.GetPropertyName());
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node)
    {
        yield return node;
        IEnumerable<JsonNode?> children = node switch
        {
            JsonArray list => list,
            JsonObject item => item.Select(pair => pair.Value),
            _ => [],
        };
        foreach (JsonNode? child in children)
            if (child is not null)
                foreach (JsonNode inner in Nodes(child)) yield return inner;
    }

    /// <summary>Deeper than anybody nests: brackets alone, or models within models and layers within wrappers.</summary>
    private static string Deep(string json, Random random)
    {
        int depth = 1 << random.Next(1, 9);
        if (random.Next(4) == 0) return $"{{\"class_name\": \"Sequential\", \"config\": {Repeat("{\"a\": [", depth * 8)}1{Repeat("]}", depth * 8)}}}";
        string wrapper = random.Next(2) == 0 ? "Sequential" : "TimeDistributed", inner = json;
        if (wrapper == "TimeDistributed") inner = """{"class_name": "Dense", "module": "keras.layers", "config": {"name": "d", "units": 2}}""";
        var text = new StringBuilder(inner);
        for (int i = 0; i < depth && text.Length < 1 << 20; i++)
        {
            text.Insert(0, wrapper == "Sequential"
                ? $$"""{"class_name": "Sequential", "module": "keras", "config": {"name": "s{{i}}", "layers": ["""
                : $$"""{"class_name": "TimeDistributed", "module": "keras.layers", "config": {"name": "t{{i}}", "layer": """);
            text.Append(wrapper == "Sequential" ? "]}}" : "}}");
        }
        if (wrapper == "Sequential") return text.ToString();
        string lengths = string.Concat(Enumerable.Repeat(", 1", Math.Min(depth, 64)));
        return $$$"""{"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "InputLayer", "config": {"batch_shape": [null{{{lengths}}}, 2]}}, {{{text}}}]}}""";
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    /// <summary>A key that stands twice in its object.</summary>
    private static string Repeated(string text, Random random)
    {
        int brace = text.IndexOf("{\"", random.Next(text.Length), StringComparison.Ordinal);
        int end = brace < 0 ? -1 : text.IndexOf('"', brace + 2);
        return end < 0 ? text : text[..(brace + 1)] + text[(brace + 1)..(end + 1)] + ":null," + text[(brace + 1)..];
    }
}
