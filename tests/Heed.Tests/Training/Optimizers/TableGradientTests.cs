using Heed.Optimizers;
using Heed.Tests.Kernels;
using static Heed.Ops;

namespace Heed.Tests.Training;

/// <summary>A table's gradient that consists of rows does what the whole one does, bit by bit.</summary>
[Collection(ThreadCountCollection.Name)]
public sealed class TableGradientTests
{
    public static TheoryData<string> Rules =>
        ["sgd", "momentum", "nesterov", "adam", "amsgrad", "adam without epsilon", "adam clipped", .. OptimizerSamples.Table.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rows_and_the_whole_give_the_same_weights(string rule)
    {
        const int words = 900, width = 19;
        foreach (DType type in new[] { DType.Float32, DType.Float64 })
        {
            Tensor start = RandomNormal([words, width], 0, 1, type, new RandomKey(1, 1));
            Variable byRows = new(start, "rows"), whole = new(start, "whole");
            Optimizer first = Make(rule), second = Make(rule);
            for (int step = 0; step < 4; step++)
            {
                Tensor numbers = RandomInteger([40], 0, 120 * (step + 1), DType.Int32, new RandomKey(2, (uint)step));
                Tensor values = RandomNormal([40, width], 0, 1, type, new RandomKey(3, (uint)step));
                Tensor gradient = ScatterAdd(values, numbers, words), copy = gradient + Zeros([words, width], type);
                Assert.NotNull(gradient.Rows);
                Assert.Null(copy.Rows);
                int threads = step % 2 + 1;
                ThreadCountCollection.With(threads, () => first.Apply([gradient], [byRows]));
                second.Apply([copy], [whole]);
            }
            Assert.Equal(Bytes(whole.Value), Bytes(byRows.Value));
            foreach ((Variable expected, Variable slot) in second.Variables.Zip(first.Variables)) Assert.Equal(Bytes(expected.Value), Bytes(slot.Value));
        }
    }

    [Fact]
    public void Rows_are_written_out_for_whoever_reads_them()
    {
        Tensor gradient, values;
        using (new MemoryScope())
        {
            values = Ones([3, 16]);
            gradient = ScatterAdd(values, Tensor.From(new[] { 1, 4, 1 }), 6).Keep();
        }
        Assert.Equal([0, 2, 0, 0, 1, 0], Max(gradient, 1).AsSpan<float>().ToArray());
        Assert.Throws<ObjectDisposedException>(() => values.AsSpan<float>().Length);
    }

    [Fact]
    public void Unread_rows_go_back_with_their_scope()
    {
        Tensor gradient;
        using (new MemoryScope()) gradient = ScatterAdd(Ones([3, 16]), Tensor.From(new[] { 1, 4, 1 }), 6);
        Assert.Throws<ObjectDisposedException>(() => gradient.AsSpan<float>().Length);
    }

    [Fact]
    public void A_table_that_is_looked_up_gets_rows_as_its_gradient()
    {
        var table = new Variable(Ones([50, 16]));
        using var tape = new Tape();
        Tensor loss = Sum(Take(table, Tensor.From(new[,] { { 3, 1 }, { -1, 3 } }), axis: 0));
        Tensor gradient = tape.Gradients(loss, table.Value)[0]!;
        Assert.Equal([1, 3, 49], gradient.Rows!.Numbers);
        Assert.Equal(64, Sum(gradient).Item<float>());
    }

    private static Optimizer Make(string rule) => rule switch
    {
        "sgd" => new SGD(0.1),
        "momentum" => new SGD(0.1, momentum: 0.9),
        "nesterov" => new SGD(0.1, momentum: 0.9, nesterov: true),
        "adam" => new Adam(0.1),
        "amsgrad" => new Adam(0.1, amsgrad: true),
        "adam without epsilon" => new Adam(0.1, epsilon: 0),
        "adam clipped" => new Adam(0.1) { GlobalClipnorm = 0.5 },
        _ => OptimizerSamples.Table.Single(sample => sample.Name == rule).Make(),
    };

    private static byte[] Bytes(Tensor x) => ElementBytes.Bits<byte>(x).ToArray();
}
