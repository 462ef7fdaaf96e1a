using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Saving;

/// <summary>Makes a model of the configuration in a file; whatever goes wrong becomes an error that names the file.</summary>
internal static class ModelConfig
{
    /// <summary>Reads JSON.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="place">File and entry, for errors.</param>
    public static JsonObject Parse(ReadOnlySpan<byte> utf8, string place)
    {
        try
        {
            return PythonJson.Read(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8)) as JsonObject
                ?? throw new FormatException($"{place}: expects a JSON object. Received another value. The file is damaged, or not a model.");
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new FormatException($"{place}: expects JSON. Received: {error.Message} The file is damaged, or not a model.", error);
        }
    }

    /// <summary>Makes the model, not yet with its weights.</summary>
    /// <param name="config">Of any version.</param>
    /// <param name="version">The version of Keras that wrote it, if it is known.</param>
    /// <param name="place">File and entry, for errors.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="report">Receives notes.</param>
    public static Model Make(JsonObject config, string? version, string place, LoadOptions options, LoadReport report)
    {
        Model? model = null;
        Guard(place, () =>
        {
            using var deferred = new DeferredWeights();
            JsonObject current = LegacyConfig.Translate(config, version, report);
            if (!options.Compile) current["compile_config"] = new JsonObject();
            model = KerasRegistry.Deserialize<Layer>(current) as Model
                ?? throw new ArgumentException($"A model is expected. Received a layer, {config["class_name"].TextOrNull()}.");
            if (model.Weights.Sum(weight => (long)weight.Shape.Size) is var count && count > options.MaxParameters)
                throw new ArgumentException($"{model} expects at most {options.MaxParameters} numbers in its weights (LoadOptions.MaxParameters). Received {count}.");
            if (!options.Compile) return;
            model.LoadReport = report;
            model.CompileAsRead();
        });
        model!.LoadReport = report;
        return model;
    }

    /// <summary>Turns whatever a foreign file brings about into an error that names it.</summary>
    /// <exception cref="FormatException">The file cannot be understood.</exception>
    public static void Guard(string place, Action read)
    {
        try
        {
            read();
        }
        catch (FormatException error) when (error.Message.Contains(place.Split('\'')[1], StringComparison.Ordinal))
        {
            throw;
        }
        catch (Exception error) when (error is not (IOException or OutOfMemoryException or UnauthorizedAccessException))
        {
            throw new FormatException($"{place}: {error.Message}", error);
        }
    }
}
