using Heed.Losses;

namespace Heed.Tests.Training;

public class LossTests
{
    private static readonly float[,] Truth = { { 1, 2 }, { 3, 4 } }, Prediction = { { 1, 4 }, { 5, 4 } };     // squared errors per row: 2, 2

    [Fact]
    public void Sample_weights_multiply_and_the_mean_is_over_all_samples()
    {
        Assert.Equal(2f, new MeanSquaredError().Apply(Truth, Prediction).Item<float>());
        Assert.Equal((2f * 3 + 2f * 1) / 2, new MeanSquaredError().Apply(Truth, Prediction, new float[] { 3, 1 }).Item<float>());
        Assert.Equal(8f, new MeanSquaredError(Reduction.Sum).Apply(Truth, Prediction, new float[] { 3, 1 }).Item<float>());
        Assert.Equal(2f, new MeanSquaredError(Reduction.MeanWithSampleWeight).Apply(Truth, Prediction, new float[] { 3, 1 }).Item<float>());
        Assert.Equal([6f, 2f], new MeanSquaredError(Reduction.None).Apply(Truth, Prediction, new float[] { 3, 1 }).ToArray<float>());
    }

    [Fact]
    public void Steps_that_the_prediction_masks_do_not_count()
    {
        Tensor prediction = new float[,,] { { { 1 }, { 9 } }, { { 2 }, { 4 } } }, truth = new float[2, 2, 1];
        prediction.Mask = new[,] { { true, false }, { true, true } };
        Assert.Equal((1f + 4 + 16) / 3, new MeanSquaredError().Apply(truth, prediction).Item<float>(), 5);
        Assert.Equal(1f + 4 + 16, new MeanSquaredError(Reduction.Sum).Apply(truth, prediction).Item<float>(), 5);

        prediction.Mask = new bool[2, 2];
        Assert.Equal(0f, new MeanSquaredError().Apply(truth, prediction).Item<float>());
    }

    [Fact]
    public void Ignored_class_counts_neither_above_nor_below_and_joins_the_carried_mask()
    {
        Tensor logits = new float[3, 4], classes = new[] { 0, 2, 3 };      // log 4 each
        var loss = new SparseCategoricalCrossentropy(fromLogits: true, ignoreClass: 0);
        Assert.Equal(Math.Log(4), loss.Apply(classes, logits).Item<float>(), 5);
        Assert.Equal([0, (float)Math.Log(4), (float)Math.Log(4)],
            new SparseCategoricalCrossentropy(fromLogits: true, ignoreClass: 0, reduction: Reduction.None).Apply(classes, logits).ToArray<float>());
        logits.Mask = new[] { true, true, false };
        Assert.Equal(Math.Log(4), loss.Apply(classes, logits).Item<float>(), 5);
    }

    [Fact]
    public void Class_number_out_of_range_is_named()
    {
        float[,] prediction = { { 1, 1, 1 }, { 1, 1, 1 } };
        var error = Assert.Throws<ArgumentException>(() => new SparseCategoricalCrossentropy().Apply(new[] { 1, 4 }, prediction));
        Assert.Contains("[0, 3)", error.Message);
        Assert.Contains("Received 4 at place 1", error.Message);
    }

    [Fact]
    public void Name_of_Keras_becomes_the_loss_and_its_name()
    {
        Loss loss = "mse";
        Assert.IsType<MeanSquaredError>(loss);
        Assert.Equal("mse", loss.Name);
        var error = Assert.Throws<ArgumentException>(() => (Loss)"mean_squared_eror");
        Assert.Contains("Did you mean 'mean_squared_error'", error.Message);
    }

    [Fact]
    public void Crossentropy_chooses_by_the_shapes()
    {
        Loss loss = "crossentropy";
        float[,] two = { { 0.25f, 0.75f } };
        double expected = -Math.Log(0.75);
        Assert.Equal(expected, loss.Apply(new[] { 1 }, two).Item<float>(), 5);
        Assert.Equal(expected, loss.Apply(new float[,] { { 0, 1 } }, two).Item<float>(), 5);
        Assert.Equal(expected, loss.Apply(new[] { 1 }, new float[,] { { 0.75f } }).Item<float>(), 5);
    }

    [Theory]
    [InlineData("BinaryCrossentropy")]
    [InlineData("CategoricalCrossentropy")]
    [InlineData("MeanAbsoluteError")]
    [InlineData("MeanSquaredError")]
    [InlineData("SparseCategoricalCrossentropy")]
    public void Config_makes_the_same_loss_again(string name)
    {
        var loss = KerasRegistry.Create<Loss>(name, new Config().With("name", "mine").With("reduction", null));
        Assert.Equal((Reduction.None, "mine"), (loss.Reduction, loss.Name));
        var again = KerasRegistry.Deserialize<Loss>(KerasRegistry.Serialize(loss));
        Assert.Equal(KerasRegistry.Serialize(loss).ToJsonString(), KerasRegistry.Serialize(again).ToJsonString());
    }

    [Fact]
    public void Float16_prediction_is_judged_in_float32()
    {
        Tensor prediction = ((Tensor)Prediction).Cast(DType.Float16);
        Assert.Equal(DType.Float32, new MeanSquaredError().Apply(Truth, prediction).DType);
    }

    [Fact]
    public void Rejects_smoothing_outside_0_to_1() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalCrossentropy(labelSmoothing: double.NaN));
}
