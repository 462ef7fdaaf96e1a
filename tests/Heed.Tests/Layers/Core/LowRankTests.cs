using Heed.Initializers;
using Heed.Layers;

namespace Heed.Tests.Layers.Core;

public class LowRankTests
{
    [Fact]
    public void The_product_times_alpha_over_rank_is_added_to_the_frozen_kernel()
    {
        var dense = new Dense(2, useBias: false, kernelInitializer: (Tensor)new float[,] { { 1, 0 }, { 0, 1 } });
        dense.BuildFor([[null, 2]]);
        dense.EnableLora(1, loraAlpha: 3, aInitializer: (Tensor)new float[,] { { 1 }, { 2 } }, bInitializer: (Tensor)new float[,] { { 1, -1 } });

        Assert.Equal([4, -3, 6, -5], dense.Apply(new float[,] { { 1, 0 }, { 0, 1 } }).ToArray<float>());      // 1 + 3·1·1, 0 − 3·1·1, 0 + 3·2·1, 1 − 3·2·1
        Assert.Equal(["kernel", "lora_kernel_a", "lora_kernel_b"], dense.Weights.Select(weight => weight.Name));
        Assert.Equal([$"{dense.Name}/lora_kernel_a", $"{dense.Name}/lora_kernel_b"], dense.TrainableWeights.Select(weight => weight.Path));
        Assert.Equal((1, 3L), ((int)dense.GetConfig().Json["lora_rank"]!, (long)dense.GetConfig().Json["lora_alpha"]!));
    }

    [Theory]
    [InlineData("Conv2D", "lora_kernel_a (2, 2, 3, 2) float32", "lora_kernel_b (2, 4) float32")]
    [InlineData("EinsumDense", "lora_kernel_a (3, 4, 2) float32", "lora_kernel_b (2, 5) float32")]
    [InlineData("Embedding", "lora_embeddings_a (3, 2) float32", "lora_embeddings_b (2, 4) float32")]
    public void At_first_nothing_changes_and_only_the_adapter_is_trained(string name, string a, string b)
    {
        (Layer layer, Tensor x) = name switch
        {
            "Conv2D" => ((Layer)new Conv2D(4, 2, useBias: false), Waves.Of([1, 3, 3, 3], dtype: DType.Float32)),
            "EinsumDense" => (new EinsumDense("ab,bcd->acd", [4, 5]), Waves.Of([2, 3], dtype: DType.Float32)),
            _ => (new Embedding(3, 4), (Tensor)new int[,] { { 0, 2 } }),
        };
        Tensor before = layer.Apply(x);
        layer.EnableLora(2);
        Assert.Equal(before.ToArray<float>(), layer.Apply(x).ToArray<float>());
        Assert.Equal([a, b], layer.TrainableWeights.Select(weight => $"{weight.Name} {weight.Value.Spec}"));
        Assert.False(layer.Weights[0].Trainable);
    }

    [Fact]
    public void An_embedding_looks_up_what_the_whole_table_would_give()
    {
        var layer = new Embedding(4, 3);
        layer.BuildFor([[2]]);
        layer.EnableLora(2, loraAlpha: 4, bInitializer: new Ones());
        Tensor table = layer.Weights[0] + 2 * Heed.Ops.MatMul(layer.Weights[1], layer.Weights[2]);
        Waves.AssertClose(Heed.Ops.Take(table, new int[] { 3, 1 }, 0), layer.Apply(new int[] { 3, 1 }), 1e-6);
    }

    [Theory]
    [InlineData("Dense", 2)]
    [InlineData("Conv1D", 6)]
    public void A_rank_in_the_constructor_counts_when_the_layer_is_built(string name, int alpha)
    {
        Layer layer = name == "Dense" ? new Dense(3, loraRank: 2, loraAlpha: 6) : new Conv1D(3, 1, loraRank: 2, loraAlpha: 6);
        layer.BuildFor([name == "Dense" ? [null, 4] : [null, 5, 4]]);
        Assert.Equal(["kernel", "bias", "lora_kernel_a", "lora_kernel_b"], layer.Weights.Select(weight => weight.Name));
        Assert.Equal(alpha, (long)layer.GetConfig().Json["lora_alpha"]!);        // Keras drops a Dense's own
    }

    [Fact]
    public void Rejects_constraints_unbuilt_layers_second_adapters_and_layers_without_a_kernel()
    {
        Assert.Throws<ArgumentException>(() => new Dense(2, kernelConstraint: new Heed.Constraints.NonNeg(), loraRank: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(2, loraRank: -1));
        var dense = new Dense(2);
        Assert.Throws<InvalidOperationException>(() => dense.EnableLora(2));
        dense.BuildFor([[null, 3]]);
        Assert.Throws<ArgumentOutOfRangeException>(() => dense.EnableLora(0));
        dense.EnableLora(2);
        Assert.Contains("It has an adapter of rank 2 already", Assert.Throws<InvalidOperationException>(() => dense.EnableLora(2)).Message);
        Assert.Throws<ArgumentException>(() => new ReLU().EnableLora(2));
    }
}
