using Heed.Layers;

namespace Heed.Tests;

public sealed class SequentialTests
{
    [Fact]
    public void With_an_input_it_is_built_while_layers_are_added()
    {
        var model = new Sequential("stack").Add(Input.Of([3])).Add(new Dense(4, name: "a")).Add(new Dense(2, name: "b"));
        Assert.True(model.Built);
        Assert.Equal(["stack/a/kernel (3, 4) float32", "stack/a/bias (4,) float32", "stack/b/kernel (4, 2) float32", "stack/b/bias (2,) float32"], model.Weights.Select(x => $"{x}"));
        Assert.Equal([null, 2], model.Outputs[0].Shape);
    }

    [Fact]
    public void Without_an_input_the_first_call_builds_it()
    {
        Sequential model = [new Dense(4, name: "a"), new Dense(2, name: "b")];
        Assert.False(model.Built);
        Assert.Empty(model.Weights);
        Assert.Equal([5, 2], model.Apply(new float[5, 3]).Shape);
        Assert.Equal($"{model.Name}/a/kernel", model.Weights[0].Path);
        Assert.Equal([7, 2], model.Apply(new float[7, 3]).Shape);
    }

    [Fact]
    public void BuildFor_builds_it_without_data()
    {
        Sequential model = [new Dense(4)];
        model.BuildFor([null, 3]);
        Assert.Equal(16, model.CountParameters());
    }

    [Fact]
    public void Calls_its_layers_one_after_the_other()
    {
        var (first, second) = (new Dense(4, activation: "relu"), new Dense(2));
        var model = new Sequential([first, second]);
        Tensor x = new float[,] { { 1, -2, 3 } };
        Assert.Equal(second.Apply(first.Apply(x)).ToArray<float>(), model.Apply(x).ToArray<float>());
    }

    [Fact]
    public void Layers_can_be_added_after_the_first_call_and_taken_away()
    {
        Sequential model = [new Dense(4)];
        model.Apply(new float[2, 3]);
        model.Add(new Dense(5, name: "late"));
        Assert.Equal([2, 5], model.Apply(new float[2, 3]).Shape);
        Assert.Equal("late", model.Pop().Name);
        Assert.Equal([2, 4], model.Apply(new float[2, 3]).Shape);
        Assert.Equal(2, model.Weights.Count);
    }

    [Fact]
    public void A_layer_that_does_not_fit_leaves_the_model_as_it_was()
    {
        var model = new Sequential().Add(Input.Of([6])).Add(new Dense(4));
        Assert.Throws<ShapeException>(() => model.Add(new Reshape([3])));
        Assert.Single(model.Layers);
        Assert.Equal([2, 4], model.Apply(new float[2, 6]).Shape);
    }

    [Fact]
    public void Masks_pass_from_layer_to_layer()
    {
        Sequential model = [new Embedding(10, 4, maskZero: true), new Dropout(0.5)];
        Assert.Equal([true, true, false], model.Apply(new int[,] { { 3, 1, 0 } }).Mask!.ToArray<bool>());
    }

    [Fact]
    public void A_list_goes_to_a_first_layer_that_takes_one()
    {
        Sequential model = new Sequential().Add(new Concatenate()).Add(new Dense(2));
        Assert.Equal([1, 2], model.Apply([new float[1, 3], new float[1, 4]]).Shape);
        Assert.Equal([7, 2], model.Weights[0].Shape);
        Assert.Equal([null, 2], model.Apply([Input.Of([3]), Input.Of([4])]).Shape);
    }

    [Fact]
    public void A_model_may_stand_in_a_model()
    {
        Sequential inner = [new Dense(4, name: "inner_dense")];
        var model = new Sequential("outer").Add(Input.Of([3])).Add(inner).Add(new Dense(2, name: "last"));
        string path = $"outer/{inner.Name}/inner_dense";     // the inner model was built inside its own call
        Assert.Equal([$"{path}/kernel", $"{path}/bias", "outer/last/kernel", "outer/last/bias"], model.Weights.Select(x => x.Path));
        Assert.Equal([5, 2], model.Apply(new float[5, 3]).Shape);
    }

    [Fact]
    public void Equal_names_and_second_inputs_are_refused()
    {
        var model = new Sequential("stack").Add(new Dense(4, name: "same"));
        Assert.Equal("Sequential 'stack' expects layers of different names. Received Dense 'same' after Dense 'same'. Name one of them otherwise.",
            Assert.Throws<ArgumentException>(() => model.Add(new Dense(2, name: "same"))).Message);
        Assert.Throws<ArgumentException>(() => model.Add(Input.Of([3])));
        Assert.Throws<ArgumentException>(() => new Sequential().Apply(new float[1, 2]));
        Assert.Throws<InvalidOperationException>(() => new Sequential().Pop());
    }

    [Fact]
    public void A_frozen_layer_is_frozen_after_a_round_trip()
    {
        var model = new Sequential().Add(Input.Of([3])).Add(new Dense(4) { Trainable = false }).Add(new Dense(2));
        Model again = Model.FromJson(model.ToJson());
        Assert.Equal((4, 2), (again.Weights.Count, again.TrainableWeights.Count));
        Assert.Equal(model.ToJson(), again.ToJson());
    }

    [Fact]
    public void A_model_first_called_in_a_memory_scope_works_after_it()
    {
        Sequential model = [new Embedding(10, 4, maskZero: true), new Dense(2)];
        Tensor x = new int[,] { { 3, 1, 0 } };
        float[] first = MemoryScope.Run(() => model.Apply(x)).ToArray<float>();
        using var other = new MemoryScope();
        Tensor overwritten = Heed.Ops.Ones([64]);
        Assert.Equal(first, model.Apply(x).ToArray<float>());
    }
}
