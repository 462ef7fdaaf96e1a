using System.IO.Compression;
using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Tests;

public sealed class ModelConfigTests
{
    /// <summary>Configs of functional and sequential models that real Keras wrote and whose classes exist here.</summary>
    public static TheoryData<string> KerasConfigs => [.. Recorded.Keys];

    internal static readonly Dictionary<string, JsonNode> Recorded = Read().Where(pair => IsKnown(pair.Value)).ToDictionary();

    [Theory]
    [MemberData(nameof(KerasConfigs))]
    public void Reads_and_writes_what_Keras_wrote(string source)
    {
        JsonNode expected = Recorded[source];
        JsonNode received = KerasRegistry.Deserialize<Layer>(expected).GetConfig().Json;
        Assert.Equal(expected["config"]!.ToJsonString(), Comparable(received)!.ToJsonString());
    }

    [Fact]
    public void A_model_built_here_has_the_config_that_Keras_wrote()
    {
        Tensor letters = Input.Of([9], dtype: DType.Int32, name: "enc"), previous = Input.Of([7], dtype: DType.Int32, name: "dec");
        var (encoded, hidden, cell) = new LSTM(16, returnSequences: true, returnState: true, name: "encoder")
            .ApplyWithStates(new Embedding(20, 8, maskZero: true, name: "embedding").Apply(letters));
        Tensor decoded = new LSTM(16, returnSequences: true, name: "decoder")
            .Apply(new Embedding(25, 8, maskZero: true, name: "embedding_1").Apply(previous), initialState: [hidden, cell]);
        Tensor context = new Attention(useScale: true, name: "luong").Apply([decoded, encoded]);
        Tensor phonemes = new Dense(25, activation: "softmax", name: "dense").Apply(new Concatenate(name: "concatenate").Apply([context, decoded]));
        var model = new Model(new Dictionary<string, Tensor> { ["enc"] = letters, ["dec"] = previous }, phonemes, "functional");

        string mask = (string)model.GetConfig().Json["layers"]![3]!["name"]!;       // not_equal, numbered by what ran before
        JsonNode received = JsonNode.Parse(model.ToJson().Replace($"\"{mask}\"", "\"not_equal\""))!;
        Assert.Equal(Recorded["luong_seq2seq.keras"].ToJsonString(), Comparable(received)!.ToJsonString());
    }

    [Fact]
    public void Dictionaries_inside_dictionaries_are_names_with_slashes()
    {
        Tensor a = Input.Of([1], name: "a"), b = Input.Of([2], name: "b"), c = Input.Of([3], name: "c");
        Tensors Named(Func<Tensor, Tensor> map) => new Dictionary<string, Tensor> { ["1"] = map(a), ["others/2"] = map(b), ["others/3"] = map(c) };
        var model = new Model(Named(x => x), Named(x => new Dense(1).Apply(x)));
        JsonObject config = model.GetConfig().Json;
        Assert.Equal("""{"1":["a",0,0],"others":{"2":["b",0,0],"3":["c",0,0]}}""", config["input_layers"]!.ToJsonString());
        Assert.Equal(["1", "2", "3"], config["output_layers"]!["others"]!.AsObject().Select(pair => pair.Key).Prepend("1"));

        Model again = Model.FromJson(model.ToJson());
        Assert.Equal(model.ToJson(), again.ToJson());
        Tensors outputs = again.Invoke(new Dictionary<string, Tensor> { ["others/3"] = new float[2, 3], ["others/2"] = new float[2, 2], ["1"] = new float[2, 1] });
        Assert.Equal(["1", "others/2", "others/3"], outputs.Names!);
    }

    private static IEnumerable<KeyValuePair<string, JsonNode>> Read()
    {
        string folder = SourceTree.Root + "tests/reference/";
        foreach (string file in Directory.GetFiles(folder + "models", "*.keras").Where(file => !file.EndsWith(".initial.keras")).Order())
        {
            using ZipArchive archive = ZipFile.OpenRead(file);
            using Stream stream = archive.GetEntry("config.json")!.Open();
            yield return new(Path.GetFileName(file), Comparable(JsonNode.Parse(stream))!);
        }
        foreach (string file in (string[])["Functional", "Sequential"])
            foreach (JsonNode? item in JsonNode.Parse(File.ReadAllText($"{folder}layers/{file}.json"))!.AsArray())
                yield return new((string)item!["id"]!, Comparable(item["object"])!);
    }

    /// <summary>Without what only files hold, object numbers and how a model was compiled; the settings of a single layer in alphabetical order.</summary>
    private static JsonNode? Comparable(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(Comparable)]);
            case JsonObject item:
                bool isLayer = item.ContainsKey("trainable") && !item.ContainsKey("layers");
                return new JsonObject(item.Where(pair => pair.Key != "shared_object_id").OrderBy(pair => isLayer ? pair.Key : "", StringComparer.Ordinal)
                    .Select(pair => KeyValuePair.Create(pair.Key, pair.Key == "compile_config" ? new JsonObject() : Comparable(pair.Value))));
            default:
                return node?.DeepClone();
        }
    }

    private static bool IsKnown(JsonNode? node) => node switch
    {
        JsonArray list => list.All(IsKnown),
        JsonObject item when (string?)item["module"] is "keras.layers" && !KerasRegistry.Knows<Layer>((string)item["class_name"]!) => false,
        JsonObject item => item.All(pair => IsKnown(pair.Value)),
        _ => true,
    };
}
