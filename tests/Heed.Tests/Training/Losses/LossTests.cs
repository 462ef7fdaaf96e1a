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
    public void Ignored_class_may_be_negative_where_class_numbers_have_no_sign()
    {
        Tensor classes = ((Tensor)new[] { 0, 2, 3 }).Cast(DType.UInt8);     // log 4 each, and none is ignored
        Assert.Equal(Math.Log(4), new SparseCategoricalCrossentropy(fromLogits: true, ignoreClass: -1).Apply(classes, new float[3, 4]).Item<float>(), 5);
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
    [InlineData("bce", "BinaryCrossentropy")]
    [InlineData("KLD", "KLDivergence")]
    [InlineData("kullback_leibler_divergence", "KLDivergence")]
    [InlineData("logcosh", "LogCosh")]
    [InlineData("MAPE", "MeanAbsolutePercentageError")]
    [InlineData("msle", "MeanSquaredLogarithmicError")]
    [InlineData("huber", "Huber")]
    [InlineData("ctc", "CTC")]
    public void Short_names_are_known(string name, string className) => Assert.Equal(className, ((Loss)name).ClassName);

    [Fact]
    public void Function_of_your_own_becomes_a_loss()
    {
        static Tensor Largest(Tensor yTrue, Tensor yPred) => Heed.Ops.Max(Heed.Ops.Abs(yTrue - yPred), -1);
        var loss = new LossFunctionWrapper(Largest, name: "largest");
        Assert.Equal(2f, loss.Apply(Truth, Prediction).Item<float>());
        Assert.Contains("Did you mean", Assert.Throws<ArgumentException>(() => KerasRegistry.Deserialize<Loss>(KerasRegistry.Serialize(new LossFunctionWrapper(Largest,
            name: "hugber")))).Message);

        KerasRegistry.Register<Loss>("largest", _ => new LossFunctionWrapper(Largest, name: "largest"));
        Assert.Equal("largest", KerasRegistry.Deserialize<Loss>(KerasRegistry.Serialize(loss)).Name);
    }

    [Fact]
    public void Function_in_a_config_takes_the_settings_beside_it()
    {
        Loss loss = KerasRegistry.Create<Loss>("LossFunctionWrapper", new Config().With("name", "mine").With("reduction", Reduction.Sum).With("fn", "huber").With("delta", 2.0));
        Assert.Equal(("mine", Reduction.Sum, 2.0), (loss.Name, loss.Reduction, Assert.IsType<Huber>(loss).Delta));
    }

    [Fact]
    public void Type_may_stand_in_a_config_and_is_that_of_the_result()
    {
        var narrow = KerasRegistry.Create<Loss>("CTC", new Config().With("dtype", "float16"));        // ctc_loss itself gives float32
        Assert.Equal(DType.Float16, narrow.Apply(new[,] { { 1, 2 } }, new float[1, 4, 3]).DType);
        var wide = KerasRegistry.Create<Loss>("MeanSquaredError", new Config().With("dtype", "float64"));
        Assert.Equal(DType.Float64, wide.Apply(Truth, Prediction).DType);
        Assert.DoesNotContain("dtype", KerasRegistry.Serialize(wide).ToJsonString());     // Keras 3.15.1: a loss's config does not hold it
    }

    [Fact]
    public void Embedding_without_a_partner_costs_nothing_and_gets_no_gradient()
    {
        Tensor embeddings = new double[,] { { 1, 0 }, { 0.6, 0.8 }, { 0, 1 } };
        Loss each = new Circle(2, 0.3, reduction: Reduction.None, dtype: "float64"), mean = new Circle(2, 0.3, dtype: "float64");
        double[] losses = each.Apply(new[] { 1, 1, 0 }, embeddings).ToArray<double>();
        Assert.Equal(0, losses[2]);
        using var tape = new Tape();
        tape.Watch(embeddings);
        Tensor loss = mean.Apply(new[] { 1, 1, 0 }, embeddings);
        Assert.Equal((losses[0] + losses[1]) / 2, loss.Item<double>(), 12);
        Assert.All(tape.Gradients(loss, embeddings)[0]!.ToArray<double>(), slope => Assert.True(double.IsFinite(slope)));
    }

    [Fact]
    public void Zero_and_one_are_minus_one_and_one_to_a_hinge()
    {
        float[,] prediction = { { 0.5f, -2 } };
        Assert.Equal((0.5f + 0) / 2, new Hinge().Apply(new float[,] { { 1, 0 } }, prediction).Item<float>());
        Assert.Equal((0.5f + 0) / 2, new Hinge().Apply(new float[,] { { 1, -1 } }, prediction).Item<float>());
        Assert.Equal((1f + 5) / 2, new Hinge().Apply(new float[,] { { 0, 2 } }, prediction).Item<float>());     // 2 is no answer, so 0 stays 0
    }

    [Fact]
    public void Certainty_that_is_wrong_costs_a_finite_price_and_has_no_slope()
    {
        Tensor p = new float[,] { { 0, 1, 0.25f } };
        using var tape = new Tape();
        tape.Watch(p);
        Tensor loss = new BinaryCrossentropy(reduction: Reduction.Sum).Apply(new float[,] { { 1, 0, 1 } }, p);
        Assert.Equal((-2 * Math.Log(1e-7) - Math.Log(0.25)) / 3, loss.Item<float>(), 0.1);
        Assert.Equal([0, 0, -4 / 3f], tape.Gradients(loss, p)[0]!.ToArray<float>());
        Assert.True(float.IsNaN(new BinaryCrossentropy().Apply(new float[,] { { 1 } }, new float[,] { { float.NaN } }).Item<float>()));
    }

    [Fact]
    public void Rejects_settings_and_shapes_that_make_no_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Huber(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalGeneralizedCrossEntropy(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryFocalCrossentropy(gamma: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tversky(alpha: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Circle(gamma: 0));
        Assert.Throws<ShapeException>(() => new Circle().Apply(new[] { 1, 2 }, new float[3, 2]));
        Assert.Throws<ShapeException>(() => new CTC().Apply(new[] { 1, 2 }, new float[3, 2, 4]));
        Assert.Throws<ShapeException>(() => new CategoricalGeneralizedCrossEntropy().Apply(new[] { 1, 2 }, new float[3, 2]));
        Assert.Contains("[0, 2)", Assert.Throws<ArgumentException>(() => new CategoricalGeneralizedCrossEntropy().Apply(new[] { 1, 2, -1 }, new float[3, 2])).Message);
        Assert.Throws<ShapeException>(() => new MeanSquaredError().Apply(new float[2, 3], new float[2, 4]));
        Assert.Throws<ShapeException>(() => new CategoricalCrossentropy(labelSmoothing: 0.1).Apply(1f, new float[2, 3]));
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
