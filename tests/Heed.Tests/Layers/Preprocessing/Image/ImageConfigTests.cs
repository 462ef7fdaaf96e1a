using System.Globalization;
using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Tests;

/// <summary>Configs of image layers, compared key by key with those that Keras wrote.</summary>
public sealed class ImageConfigTests
{
    public static TheoryData<string> Classes =>
    [
        "AugMix", "AutoContrast", "CenterCrop", "CutMix", "Equalization", "MaxNumBoundingBoxes", "MixUp", "RandAugment", "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter",
        "RandomContrast", "RandomCrop", "RandomElasticTransform", "RandomErasing", "RandomGaussianBlur", "RandomGrayscale", "RandomHue", "RandomInvert", "RandomPerspective",
        "RandomPosterization", "RandomRotation", "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom", "Resizing", "Solarization",
    ];

    [Theory, MemberData(nameof(Classes))]
    public void Configs_have_the_keys_the_order_and_the_values_of_Keras(string name)
    {
        foreach (JsonNode? item in JsonNode.Parse(SourceTree.Read($"tests/reference/layers/{name}.json"))!.AsArray())
        {
            JsonObject expected = item!["object"]!["config"]!.AsObject(), received = KerasRegistry.Deserialize<Layer>(item["object"]!).GetConfig().Json;
            Assert.Equal(expected.Select(pair => pair.Key), received.Select(pair => pair.Key));
            foreach ((string key, JsonNode? value) in expected)
                if (key != "dtype") Assert.True(IsSame(value, received[key]), $"{name}: {key} is {received[key]?.ToJsonString() ?? "null"}, in Keras {value?.ToJsonString() ?? "null"}");
        }
    }

    [Fact]
    public void A_fill_value_that_Keras_would_forget_is_kept()
    {
        Layer layer = new MaxNumBoundingBoxes(3, fillValue: 7);
        Assert.Equal(7, ((MaxNumBoundingBoxes)KerasRegistry.Create<Layer>("MaxNumBoundingBoxes", layer.GetConfig())).FillValue);
    }

    [Fact]
    public void Shapes_of_dictionaries_are_noted_as_dictionaries()
    {
        var layer = new RandomFlip { BoundingBoxFormat = BoundingBoxFormat.Xyxy };
        layer.Invoke(new Dictionary<string, Tensor>
        {
            ["images"] = new float[1, 4, 5, 3],
            ["bounding_boxes/boxes"] = new float[1, 2, 4],
            ["bounding_boxes/labels"] = new float[1, 2],
        });
        Assert.Equal("""{"input_shape":{"images":[1,4,5,3],"bounding_boxes":{"boxes":[1,2,4],"labels":[1,2]}}}""", KerasRegistry.Serialize(layer)["build_config"]!.ToJsonString());
    }

    private static bool IsSame(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (JsonArray x, JsonArray y) => x.Count == y.Count && x.Zip(y).All(pair => IsSame(pair.First, pair.Second)),
        (JsonValue x, JsonValue y) when TryNumber(x, out double p) && TryNumber(y, out double q) => p == q,
        _ => JsonNode.DeepEquals(a, b),
    };

    private static bool TryNumber(JsonValue value, out double number) => double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out number);
}
