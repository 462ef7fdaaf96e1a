using System.Text;
using Heed.Callbacks;
using Heed.Layers;

namespace Heed.Saving;

/// <summary>Tells TensorBoard's projector where the embeddings of a model lie.</summary>
/// <remarks>Source: keras/src/callbacks/tensorboard.py; tensorboard/plugins/projector/projector_config.proto, in its text format.</remarks>
internal static class Projector
{
    /// <summary>Writes <c>projector_config.pbtxt</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="metadata">Files that name the rows.</param>
    /// <param name="folder">Where to.</param>
    /// <exception cref="ArgumentException">Metadata are given for a layer that is no embedding.</exception>
    public static string Write(Model model, EmbeddingsMetadata? metadata, string folder)
    {
        Embedding[] embeddings = [.. model.Layers.OfType<Embedding>()];
        if (metadata?.LayerNames.FirstOrDefault(name => !embeddings.Any(layer => layer.Name == name)) is { } stranger)
            throw new ArgumentException($"TensorBoard expects metadata for embeddings of the model: {string.Join(", ", embeddings.Select(layer => layer.Name))}. Received '{stranger}'.");
        var text = new StringBuilder();
        foreach (Embedding embedding in embeddings)
        {
            text.Append("embeddings {\n  tensor_name: \"layer_with_weights-0/embeddings/.ATTRIBUTES/VARIABLE_VALUE\"\n");
            if (metadata?.PathOf(embedding.Name) is { } path)
                text.Append("  metadata_path: \"").Append(path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append("\"\n");
            text.Append("}\n");
        }
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "projector_config.pbtxt");
        File.WriteAllText(file, text.ToString());
        return file;
    }
}
