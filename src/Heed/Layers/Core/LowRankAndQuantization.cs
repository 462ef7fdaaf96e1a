namespace Heed.Layers;

/// <summary>Refuses what Keras does to the weights of single layers and Heed does not: quantization and, in layers without a <see cref="LowRankAdapter"/>, LoRA.</summary>
internal static class LowRankAndQuantization
{
    /// <summary>Fails unless all settings are absent.</summary>
    /// <exception cref="ArgumentException">A setting is there.</exception>
    public static void Refuse(Layer layer, int? loraRank, double? loraAlpha, Config? quantizationConfig, int? gptqUnpackedColumnSize = null)
    {
        string? received = loraRank is { } rank ? $"lora_rank={rank}" : loraAlpha is { } alpha ? $"lora_alpha={alpha}"
            : gptqUnpackedColumnSize is { } columns ? $"gptq_unpacked_column_size={columns}"
            : quantizationConfig is not null ? $"quantization_config={quantizationConfig.Json.ToJsonString()}" : null;
        if (received is not null)
            throw new ArgumentException($"{layer} expects no {(loraRank is null && loraAlpha is null ? "quantization" : "low-rank adapter")}. Received {received}. "
                + "Save the model in Keras with merged, unquantized weights (a new layer with set_weights([layer.kernel, …])), and load that.");
    }

    /// <summary>The setting <c>quantization_config</c> of a layer's config.</summary>
    public static Config? Quantization(Config config) => config.Json["quantization_config"] switch
    {
        null => null,
        System.Text.Json.Nodes.JsonObject settings => new Config(settings),
        var other => new Config().With("mode", other),
    };
}
