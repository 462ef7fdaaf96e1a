using Heed.Layers;

namespace Heed.Tests;

/// <summary>Models with low-rank adapters in Keras's files: the sum is kept, the thin matrices are not.</summary>
public sealed class LowRankFileTests
{
    [Theory]
    [InlineData("m.keras")]
    [InlineData("m.weights.h5")]
    public void An_adapted_kernel_is_kept_as_the_sum_and_the_adapter_starts_anew(string name)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("heed-").FullName, name);
        try
        {
            Sequential model = Adapted();
            var dense = (Dense)model.Layers[0];
            dense.Weights.Single(weight => weight.Name == "lora_kernel_b").Assign(Heed.Ops.Full([2, 3], 0.5));
            Tensor x = new float[,] { { 1, -2, 3, 4 } }, expected = model.Predict(x);

            Sequential loaded = Adapted();
            if (name.EndsWith(".keras", StringComparison.Ordinal))
            {
                model.Save(path);
                loaded = (Sequential)Model.Load(path);
            }
            else
            {
                model.SaveWeights(path);
                loaded.LoadWeights(path);
            }

            Assert.Equal(expected.ToArray<float>().Select(y => MathF.Round(y, 4)), ((Tensor)loaded.Predict(x)).ToArray<float>().Select(y => MathF.Round(y, 4)));
            Assert.Equal([[4, 3], [3]], dense.SavedArrays.Select(array => array.Spec.Shape));
            Assert.All(loaded.Weights.Where(weight => weight.Name.StartsWith("lora", StringComparison.Ordinal)), weight => Assert.All(weight.Value.ToArray<float>(), value => Assert.Equal(0, value)));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    private static Sequential Adapted() => new() { Input.Of([4]), new Dense(3, loraRank: 2) };
}
