using System.Text.Json;

namespace Heed.Conformance;

/// <summary>Reads all cases of a folder that is laid out as tests/reference/README.md says.</summary>
internal static class ReferenceFolder
{
    /// <summary>The cases, file by file in the order of their names. Files at the root (the manifest, Keras's API) hold none.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IEnumerable<Case> Read(string root)
    {
        foreach (string path in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(root, path).Replace('\\', '/');
            if (!name.Contains('/')) continue;
            foreach (Case item in ReadFile(path, name)) yield return item;
        }
    }

    /// <summary>How many cases manifest.json counts and how many of them were read, for the folders where these differ.</summary>
    public static IEnumerable<string> MissingFromManifest(string root, IReadOnlyCollection<Case> cases)
    {
        string path = Path.Combine(root, "manifest.json");
        if (!File.Exists(path)) yield break;
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (JsonProperty folder in manifest.RootElement.GetProperty("cases").EnumerateObject())
            foreach (JsonProperty file in folder.Value.EnumerateObject())
                if (cases.Count(x => x.Folder == folder.Name && x.Class == file.Name) is var read && read != file.Value.GetInt32())
                    yield return $"{folder.Name}/{file.Name}: manifest.json counts {file.Value.GetInt32()} cases, read {read}";
    }

    private static IEnumerable<Case> ReadFile(string path, string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        string folder = Path.GetDirectoryName(name)!.Replace('\\', '/');
        var tensors = new TensorFile(Path.ChangeExtension(path, ".safetensors"));
        JsonElement content = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
        if (content.ValueKind == JsonValueKind.Array)
            return content.EnumerateArray().Select((data, i) => new Case(folder, stem, IdOf(data, folder) ?? $"{folder}/{stem}/{i}", data, tensors, path));
        string saved = content.TryGetProperty("file", out JsonElement file) ? file.GetString()! : "";
        string format = saved.Contains('.') ? saved[(saved.IndexOf('.') + 1)..] : stem;     // versions/: a row of the table per format
        return [new Case(folder, format, $"{folder}/{stem}", content, tensors, path)];
    }

    private static string? IdOf(JsonElement data, string folder)
    {
        if (data.ValueKind != JsonValueKind.Object) return null;
        if (data.TryGetProperty("id", out JsonElement id)) return id.GetString();
        if (data.TryGetProperty("prefix", out JsonElement prefix)) return $"{folder}/{prefix.GetString()}";
        return data.TryGetProperty("activation", out JsonElement activation) ? $"{folder}/{activation.GetString()}/{data.GetProperty("x").GetString()}" : null;
    }
}
