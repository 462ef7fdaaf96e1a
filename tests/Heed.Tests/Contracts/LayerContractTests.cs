using Heed.Layers;
using static Heed.Ops;

namespace Heed.Tests;

/// <summary>What every layer must do, tested on all samples of <see cref="LayerSamples"/>; none may lack one.</summary>
public sealed class LayerContractTests
{
    /// <summary>Models are layers too, and have tests of their own; an entry of a model computes nothing.</summary>
    private static readonly string[] NotLayers = ["Functional", "InputLayer", "Model", "Sequential"];

    public static TheoryData<string> Names => [.. LayerSamples.Table.Select(sample => sample.Name)];

    [Fact]
    public void Every_registered_layer_has_a_sample()
    {
        string[] missing = [.. KerasRegistry.Names<Layer>().Where(name => !name.Contains('>')).Except(NotLayers).Except(LayerSamples.Table.Select(sample => sample.ClassName))];
        Assert.True(missing.Length == 0, $"No sample in tests/Heed.Tests/Contracts/LayerSamples.*.cs for {string.Join(", ", missing)}.");
    }

    [Theory, MemberData(nameof(Names))]
    public void Config_makes_an_equal_layer(string name)
    {
        LayerSample sample = Find(name);
        Layer layer = sample.Under("float32");
        AssertRoundTrip(layer);
        layer.Invoke(sample.Mapped(x => x), sample.Arguments);
        AssertRoundTrip(layer);
    }

    [Theory, MemberData(nameof(Names))]
    public void Symbolic_result_has_shape_and_type_of_the_computed_one(string name)
    {
        LayerSample sample = Find(name);
        Layer layer = sample.Under("float32");
        Tensors computed = layer.Invoke(sample.Mapped(x => x), sample.Arguments);
        Tensors known = layer.Invoke(sample.Mapped(x => Tensor.Symbolic(x.Shape, x.DType)), sample.Arguments);
        Tensors unknown = sample.Under("float32").Invoke(sample.Mapped(x => Tensor.Symbolic(x.Shape.With(0, Dim.Unknown), x.DType)), sample.Arguments);

        Assert.Equal(computed.Select(x => x.Spec), known.Select(x => x.Spec));
        Assert.Equal(computed.Count, unknown.Count);
        Assert.All(computed.Zip(unknown), pair =>
        {
            Assert.True(pair.Second.Shape.IsCompatibleWith(pair.First.Shape), $"{pair.Second.Shape} with an unknown batch, {pair.First.Shape} computed");
            Assert.True(pair.First.Rank == 0 || !pair.Second.Shape[0].IsKnown, $"{pair.Second.Shape} does not keep the batch unknown");
        });
    }

    [Theory, MemberData(nameof(Names))]
    public void Gradients_agree_with_finite_differences(string name)
    {
        LayerSample sample = Find(name);
        Layer layer = sample.Under("float64");
        if (!sample.IsDifferentiable)
        {
            AssertNoSlope(sample, layer);
            return;
        }
        Tensor Flat(Tensors outputs) => Heed.Ops.Concatenate([.. outputs.Where(output => output.DType.IsFloat()).Select(output => Heed.Ops.Reshape(output, [Dim.Unknown]))], 0);
        Tensor Outputs(Tensor[] inputs) => Flat(layer.Invoke(sample.IsList || inputs.Length > 1 ? Tensors.List(inputs) : inputs[0], sample.Arguments));

        GradientCheck.Run(Outputs, sample.Inputs);
        foreach (Variable weight in layer.TrainableWeights) AssertSlope(weight, () => Outputs(sample.Inputs));
    }

    [Theory, MemberData(nameof(Names))]
    public void Masks_go_where_they_should(string name)
    {
        LayerSample sample = Find(name);
        Tensor mask = sample.Mask ?? PrefixMask(sample.Inputs[0].Shape[..^1]);
        Tensor WithMask(Tensor x, Tensor m)
        {
            Tensor masked = x.View(x.Shape);
            masked.Mask = x.DType.IsFloat() ? m : null;
            return masked;
        }
        Layer layer = sample.Under("float32");
        Tensor? output = layer.Invoke(sample.Mapped(x => WithMask(x, mask)), sample.Arguments)[0].Mask;
        Tensor? symbolic = layer.Invoke(sample.Mapped(x => WithMask(Tensor.Symbolic(x.Shape, x.DType), Tensor.Symbolic(mask.Shape, mask.DType))), sample.Arguments)[0].Mask;

        Assert.Equal(sample.MaskRule is not MaskRule.Ends, output is not null);
        Assert.Equal(sample.HasSymbolicMask ? output?.Spec : null, symbolic?.Spec);
        if (sample.MaskRule is MaskRule.Passes) Assert.Equal(mask.ToArray<bool>(), output!.ToArray<bool>());
        if (sample.MaskRule is MaskRule.Makes) Assert.Equal(DType.Bool, output!.DType);
    }

    [Theory, MemberData(nameof(Names))]
    public void Mixed_precision_computes_narrow_and_keeps_weights_wide(string name)
    {
        LayerSample sample = Find(name);
        Layer wide = sample.Under("float32");
        Tensors expected = wide.Invoke(sample.Mapped(x => x), sample.Arguments);
        foreach ((string policy, DType type, double tolerance) in new[] { ("mixed_float16", DType.Float16, 1e-2), ("mixed_bfloat16", DType.BFloat16, 6e-2) })
        {
            Layer narrow = sample.Under(policy);
            narrow.Invoke(sample.Mapped(x => x), sample.Arguments);
            narrow.SetWeights(wide.GetWeights());
            Tensors received = narrow.Invoke(sample.Mapped(x => x), sample.Arguments);

            Assert.All(narrow.Weights.Where(weight => weight.DType.IsFloat()), weight => Assert.Equal(DType.Float32, weight.DType));
            foreach ((Tensor e, Tensor r) in expected.Zip(received))
            {
                Assert.Equal(e.DType.IsFloat() && sample.FollowsPolicy ? type : e.DType, r.DType);
                AssertClose(e, r, tolerance);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_sample_does_not_depend_on_its_batch_mates(string name)
    {
        LayerSample sample = Find(name);
        if (!sample.IsBatchIndependent) return;
        Layer layer = sample.Under("float32");
        Tensors together = layer.Invoke(sample.Mapped(x => x), sample.Arguments);
        for (int i = 0; i < sample.Inputs[0].Shape[0].Value; i++)
        {
            Tensor only = new int[] { i };
            Tensors alone = layer.Invoke(sample.Mapped(x => Take(x, only, 0)), sample.Arguments);
            foreach ((Tensor all, Tensor one) in together.Zip(alone)) AssertClose(Take(all, only, 0), one, 1e-6);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_training_step_changes_every_trainable_weight(string name)
    {
        LayerSample sample = Find(name);
        Layer layer = sample.Under("float32");
        layer.Invoke(sample.Mapped(x => x), sample.Arguments);
        float[][] before = [.. layer.TrainableWeights.Select(weight => weight.Value.ToArray<float>())];
        for (int step = 0; step < sample.TrainingSteps && sample.IsDifferentiable; step++)
        {
            using var tape = new Tape();
            Tensors outputs = layer.Invoke(sample.Mapped(x => x), sample.Arguments);
            Tensor loss = outputs.Where(output => output.DType.IsFloat()).Select(output => Sum(output * GradientCheck.Random(output.Shape, new Random(5)).Cast(output.DType)))
                .Aggregate((sum, term) => sum + term);
            Tensor?[] gradients = tape.Gradients(loss, layer.TrainableWeights);
            foreach ((Variable weight, Tensor? gradient) in layer.TrainableWeights.Zip(gradients))
            {
                Assert.True(gradient is null == sample.IdleWeights.Contains(weight.Name), $"{weight} has {(gradient is null ? "no" : "a")} gradient");
                if (gradient is null) continue;
                weight.Assign(weight.Value - 0.1 * gradient);
            }
        }
        Assert.All(layer.TrainableWeights.Zip(before).Where(pair => !sample.IdleWeights.Contains(pair.First.Name)),
            pair => Assert.NotEqual(pair.Second, pair.First.Value.ToArray<float>()));
        layer.Trainable = false;
        Assert.Empty(layer.TrainableWeights);
    }

    /// <summary>No input and no weight has a slope, and there is nothing to train.</summary>
    private static void AssertNoSlope(LayerSample sample, Layer layer)
    {
        using var tape = new Tape();
        Tensors inputs = sample.Mapped(x => x);
        foreach (Tensor input in inputs)
            if (input.DType.IsFloat()) tape.Watch(input);
        Tensor[] outputs = [.. layer.Invoke(inputs, sample.Arguments).Where(output => output.DType.IsFloat())];
        Assert.All(tape.Gradients(outputs, [.. outputs.Select(output => OnesLike(output))], [.. inputs]), Assert.Null);
        Assert.Empty(layer.TrainableWeights);
    }

    private static LayerSample Find(string name) => LayerSamples.Table.Single(sample => sample.Name == name);

    private static void AssertRoundTrip(Layer layer)
    {
        Config config = layer.GetConfig();
        var copy = new Config(config.Json.DeepClone().AsObject());
        Assert.Equal(config.Json.ToJsonString(), KerasRegistry.Create<Layer>(layer.ClassName, copy).GetConfig().Json.ToJsonString());
    }

    /// <summary>The slope of a random combination of the outputs along a random direction of the weight.</summary>
    private static void AssertSlope(Variable weight, Func<Tensor> outputs)
    {
        (double step, double allowed) = weight.DType == DType.Float64 ? (1e-5, 1e-6) : (3e-3, 1e-3);     // adapters are float32 in every layer
        var random = new Random(9);
        Tensor start = weight.Value.Keep(), combination = GradientCheck.Random(outputs().Shape, random), along = GradientCheck.Random(weight.Shape, random);
        double At(double size)
        {
            weight.Assign(start + along * size);
            return Sum(outputs() * combination).Item<double>();
        }
        double numeric = (At(step) - At(-step)) / (2 * step);
        weight.Assign(start);
        using var tape = new Tape();
        Tensor? gradient = tape.Gradients(Sum(outputs() * combination), [weight])[0];
        double analytic = gradient is null ? 0 : Sum(gradient * along).Item<double>();
        Assert.True(Math.Abs(numeric - analytic) <= allowed * Math.Max(1, Math.Abs(numeric)), $"The slope by {weight} is {numeric:R} by differences, {analytic:R} by the tape.");
    }

    /// <summary>All true in the first sample, one shorter in each that follows.</summary>
    private static Tensor PrefixMask(Shape shape)
    {
        int steps = shape[^1].Value;
        return Tensor.From([.. Enumerable.Range(0, shape.Size).Select(i => shape.Rank == 1 || i % steps < Math.Max(1, steps - i / steps))], shape);
    }

    private static void AssertClose(Tensor expected, Tensor received, double tolerance)
    {
        if (expected.DType == DType.String)
        {
            Assert.Equal(expected.ToArray<string>(), received.ToArray<string>());
            return;
        }
        double[] e = expected.Cast(DType.Float64).ToArray<double>(), r = received.Cast(DType.Float64).ToArray<double>();
        double scale = e.Select(Math.Abs).Append(1).Max();
        Assert.Equal(expected.Shape, received.Shape);
        Assert.True(e.Zip(r, (x, y) => Math.Abs(x - y)).All(error => error <= tolerance * scale), $"{string.Join(", ", r)}\nis not close to\n{string.Join(", ", e)}");
    }
}
