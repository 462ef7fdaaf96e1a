using System.Text;
using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Saving;

/// <summary>Writes whole models as the HDF5 files of Keras 2, in the form in which Keras 3 writes them.</summary>
/// <remarks>Source: keras/src/legacy/saving/legacy_h5_format.py.</remarks>
internal static class LegacyH5Writer
{
    private const int HeaderLimit = 64512;
    private const string Backend = "jax";       // a name that Keras knows; it reads these files in the same way whatever stands here

    /// <summary>The file of a whole model; its elements are fetched when it is written.</summary>
    public static Hdf5Writer Plan(Model model) => new(Tree(model));

    private static Hdf5NewGroup Tree(Model model)
    {
        var root = new Hdf5NewGroup();
        var serialized = (JsonObject)KerasRegistry.Serialize(model);
        root.Add(Hdf5Attribute.OfText("keras_version", KerasArchive.KerasVersion));
        root.Add(Hdf5Attribute.OfText("backend", Backend));
        var config = new JsonObject { ["class_name"] = serialized["class_name"]!.DeepClone(), ["config"] = LegacyLayers(serialized["config"]!.AsObject()) };
        root.Add(Hdf5Attribute.OfText("model_config", PythonJson.Write(config), utf8: false));
        if (serialized["compile_config"] is JsonObject { Count: > 0 } compiled) root.Add(Hdf5Attribute.OfText("training_config", PythonJson.Write(Training(compiled)), utf8: false));
        WriteLayers(root.AddGroup("model_weights"), model);
        WriteOptimizer(root, model);
        return root;
    }

    /// <summary>The configuration of a model in which its layers, and those of models inside, are noted without module and shapes.</summary>
    private static JsonObject LegacyLayers(JsonObject config)
    {
        JsonObject legacy = config.DeepClone().AsObject();
        Strip(legacy);
        Inside(legacy);
        return legacy;

        static void Inside(JsonNode? node)
        {
            if (node is JsonArray list)
                foreach (JsonNode? item in list) Inside(item);
            if (node is not JsonObject item_) return;
            if (item_["class_name"].TextOrNull() is "Functional" or "Sequential" && item_["config"] is JsonObject model) Strip(model);
            foreach ((_, JsonNode? value) in item_) Inside(value);
        }

        static void Strip(JsonObject model)
        {
            foreach (JsonObject? layer in model["layers"] as JsonArray ?? [])
            {
                if (layer?["class_name"].TextOrNull() == LegacyConfig.PublicName) layer["class_name"] = LegacyConfig.PythonName;
                foreach (string key in (string[])["module", "registered_name", "build_config", "compile_config"]) layer?.Remove(key);
            }
        }
    }

    private static JsonObject Training(JsonObject compiled)
    {
        JsonObject training = compiled.DeepClone().AsObject();
        var optimizer = training["optimizer"]?.DeepClone() as JsonObject;
        training.Remove("optimizer");
        foreach (string key in (string[])["loss", "metrics", "weighted_metrics"]) Strip(training[key]);
        training["optimizer_config"] = optimizer is null ? null : new JsonObject { ["class_name"] = optimizer["class_name"]?.DeepClone(), ["config"] = optimizer["config"]?.DeepClone() };
        return training;

        static void Strip(JsonNode? node)
        {
            if (node is JsonArray list)
                foreach (JsonNode? item in list) Strip(item);
            if (node is not JsonObject item_) return;
            if (item_.ContainsKey("class_name"))
                foreach (string key in (string[])["module", "registered_name"]) item_.Remove(key);
            else
                foreach ((_, JsonNode? value) in item_) Strip(value);
        }
    }

    /// <summary>Writes the weights of all layers, each into a group of its name.</summary>
    public static void WriteLayers(Hdf5NewGroup group, Model model)
    {
        Layer[] layers = [.. model.Layers];
        AddTexts(group, "layer_names", [.. layers.Select(layer => layer.Name)]);
        group.Add(Hdf5Attribute.OfText("backend", Backend, utf8: false));
        group.Add(Hdf5Attribute.OfText("keras_version", KerasArchive.KerasVersion, utf8: false));
        foreach (Layer layer in layers.OrderBy(layer => layer.Name, StringComparer.Ordinal))
            WriteArrays(group.AddGroup(layer.Name), LegacyWeightsReader.WeightsOf(layer).Select(variable => (variable.Path, SavedArray.Of("", variable))));
        WriteArrays(group.AddGroup("top_level_model_weights"), LegacyWeightsReader.TopLevelWeights(model).Select(variable => (variable.Path, SavedArray.Of("", variable))));
    }

    private static void WriteOptimizer(Hdf5NewGroup root, Model model)
    {
        if (model.Optimizer is { } optimizer)
            WriteArrays(root.AddGroup("optimizer_weights"), optimizer.Variables.Select(variable => (variable.Path, SavedArray.Of("", variable))));
        else if (model.CarriedState?.Find("vars") is { Arrays.Count: > 0 } carried)
            WriteArrays(root.AddGroup("optimizer_weights"), carried.Arrays.Values.Select(array => (NameOf(array, model), new SavedArray("", array.Spec, array.ToTensor, _ => { }))));
    }

    /// <summary>The name of an array of an optimizer that Heed does not know: its own, if it comes from such a file.</summary>
    private static string NameOf(StoredArray array, Model model) => array.Place.StartsWith("optimizer/vars/", StringComparison.Ordinal)
        ? $"{model.CarriedOptimizerName ?? "optimizer"}/variable_{array.Place["optimizer/vars/".Length..]}"
        : array.Place.StartsWith("optimizer_weights/", StringComparison.Ordinal) ? array.Place["optimizer_weights/".Length..] : array.Place;

    private static void WriteArrays(Hdf5NewGroup group, IEnumerable<(string Name, SavedArray Array)> arrays)
    {
        (string Name, SavedArray Array)[] all = [.. arrays];
        AddTexts(group, "weight_names", [.. all.Select(array => array.Name)]);
        var made = new Dictionary<string, Hdf5NewGroup>();
        foreach (var (name, array) in all)
        {
            int slash = name.LastIndexOf('/');
            Hdf5NewDataset dataset = Group(slash < 0 ? "" : name[..slash])
                .AddDataset(name[(slash + 1)..], Hdf5Type.Of(array.Spec.DType), [.. array.Spec.Shape.ToArray()], stream => stream.Write(ElementBytes.Bits<byte>(array.Get())));
            if (array.Spec.DType == DType.BFloat16) dataset.Add(Hdf5Attribute.OfText("dtype", "bfloat16"));
        }

        Hdf5NewGroup Group(string path)
        {
            if (path.Length == 0) return group;
            if (made.TryGetValue(path, out Hdf5NewGroup? known)) return known;
            int slash = path.LastIndexOf('/');
            return made[path] = Group(slash < 0 ? "" : path[..slash]).AddGroup(path[(slash + 1)..]);
        }
    }

    /// <summary>Texts as one attribute or, where they are too long for the header of an object, as several with numbers behind the name.</summary>
    private static void AddTexts(Hdf5NewGroup group, string name, string[] texts)
    {
        long width = texts.Select(Encoding.UTF8.GetByteCount).DefaultIfEmpty(0).Max();
        if (width * texts.Length <= HeaderLimit)
        {
            group.Add(texts.Length == 0 ? Hdf5Attribute.OfTexts(name, texts) : new(name, Hdf5Type.Text(utf8: false), [texts.Length]) { Texts = texts });
            return;
        }
        int parts = (int)((width * texts.Length + HeaderLimit - 1) / HeaderLimit);
        for (; (texts.Length + parts - 1) / parts * width > HeaderLimit; parts++) { }
        for (int i = 0, start = 0; i < parts; i++)
        {
            int count = texts.Length / parts + (i < texts.Length % parts ? 1 : 0);      // as numpy.array_split does
            group.Add(Hdf5Attribute.OfTexts($"{name}{i}", texts[start..(start + count)]));
            start += count;
        }
    }
}
