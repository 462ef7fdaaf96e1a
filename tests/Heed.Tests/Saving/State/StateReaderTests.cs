using Heed.Layers;
using Heed.Saving;

namespace Heed.Tests;

public sealed class StateReaderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_array_that_cannot_be_read_leaves_all_others_as_they_were_if_all_are_read_first(bool readAllFirst)
    {
        var model = new Sequential([new InputLayer([4]), new Dense(3, name: "first"), new Dense(2, name: "last")]);
        float[] before = model.Weights[0].Value.ToArray<float>();
        var root = new StoredGroup("");
        root.Add("layers/dense/vars/0", StoredArray.Of("first kernel", Heed.Ops.Ones([4, 3])));
        root.Add("layers/dense/vars/1", StoredArray.Of("first bias", Heed.Ops.Ones([3])));
        root.Add("layers/dense_1/vars/0", StoredArray.Of("last kernel", Heed.Ops.Ones([3, 2])));
        root.Add("layers/dense_1/vars/1", StoredArray.Of("last bias", Heed.Ops.Ones([2])) with { Read = _ => throw new FormatException("a chunk is damaged") });
        var reader = new StateReader(model, model.LoadReport);
        reader.Match(root);
        Assert.Empty(reader.Problems);
        Assert.Throws<FormatException>(() => reader.Apply(readAllFirst));
        Assert.Equal(readAllFirst ? before : Enumerable.Repeat(1f, 12), model.Weights[0].Value.ToArray<float>());
    }
}
