using Heed.Layers;

namespace Heed.Tests.Layers;

public class RNNTests
{
    private static readonly Tensor X = Waves.Of([2, 4, 3], dtype: DType.Float32);

    [Fact]
    public void Any_cell_runs_over_the_steps()
    {
        Tensor sums = new RNN(new Counter(3), returnSequences: true).Apply(X);
        Waves.AssertClose(Heed.Ops.CumSum(X, axis: 1), sums, 1e-6);
        Waves.AssertClose(sums[.., 3], new RNN(new Counter(3), goBackwards: true).Apply(X), 1e-6);
    }

    [Fact]
    public void An_LSTM_is_an_RNN_over_its_cell()
    {
        var (lstm, rnn) = (new LSTM(5), new RNN(new LSTMCell(5)));
        Tensor expected = lstm.Apply(X);
        rnn.BuildFor([2, 4, 3]);
        rnn.SetWeights(lstm.GetWeights());
        Waves.AssertClose(expected, rnn.Apply(X), 1e-6);
    }

    [Fact]
    public void Config_makes_the_same_layer_again()
    {
        var layer = new RNN(new LSTMCell(5, activation: "linear"), returnState: true, goBackwards: true);
        var again = KerasRegistry.Create<Layer>("RNN", layer.GetConfig());
        Assert.Equal(layer.GetConfig().Json.ToJsonString(), again.GetConfig().Json.ToJsonString());
    }

    [Fact]
    public void A_cell_asks_for_its_states()
    {
        var error = Assert.Throws<ArgumentException>(() => new LSTMCell(5, name: "cell").Apply(X[.., 0]));
        Assert.Equal("LSTMCell 'cell' expects the call argument 'states' to hold 2 tensors. Received 0.", error.Message);
    }

    /// <summary>Adds up what comes in.</summary>
    private sealed class Counter(int width) : RnnCell
    {
        public override IReadOnlyList<int> StateSizes => [width];

        protected internal override RecurrentStep Start(Tensor input, Tensor[] states, bool training) => (x, before) => (before[0] + x, [before[0] + x]);
    }
}
