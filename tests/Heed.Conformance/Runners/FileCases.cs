namespace Heed.Conformance;

/// <summary>models/, training/, versions/, pretrained/ and foreign/: what begins with a model's file. Heed reads none of these formats yet.</summary>
internal static class FileCases
{
    private static readonly string[] SavedForms = [".initial.keras", ".keras", ".weights.h5", ".h5"];

    public static void RunModel(Case item, Check check)
    {
        foreach (string ending in SavedForms) RequireFile(item, Path.ChangeExtension(item.Path, ending));
        throw new UnsupportedException(".keras files");
    }

    public static void RunTraining(Case item, Check check)
    {
        RequireFile(item, Path.ChangeExtension(item.Path, ".initial.keras"));
        throw new UnsupportedException(".keras files");
    }

    public static void RunSaved(Case item, Check check)
    {
        string file = item.Text("file");
        RequireFile(item, Path.Combine(Path.GetDirectoryName(item.Path)!, file));
        throw new UnsupportedException($"{Path.GetExtension(file)} files");
    }

    public static void RunForeign(Case item, Check check)
    {
        if (item.Tensors.Numbered("in").Length == 0) throw new FormatException($"Case '{item.Id}' expects the tensors in.I and out.I. Received none.");
        throw new UnsupportedException($"the format {item.Folder["foreign/".Length..]}");
    }

    private static void RequireFile(Case item, string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"Case '{item.Id}' expects the file {path}. Received none.");
    }
}
