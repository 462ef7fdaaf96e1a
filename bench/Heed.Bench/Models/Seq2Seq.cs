using Heed.Layers;

namespace Heed.Bench;

/// <summary>An LSTM reads, a second one, started from its states, writes and looks back through attention.</summary>
internal static class Seq2Seq
{
    public static KerasModel Make()
    {
        Tensor source = Input.Of([24], dtype: DType.Int32), target = Input.Of([24], dtype: DType.Int32);
        var (read, hidden, cell) = new LSTM(128, returnSequences: true, returnState: true).ApplyWithStates(new Embedding(40, 64, maskZero: true).Apply(source));
        Tensor written = new LSTM(128, returnSequences: true).Apply(new Embedding(80, 64, maskZero: true).Apply(target), initialState: [hidden, cell]);
        Tensor context = new Attention().Apply([written, read]);
        Tensor logits = new Dense(80).Apply(new Concatenate().Apply([context, written]));
        return new("seq2seq", new Model([source, target], logits), [Draw.Integers(0, 40, [1024, 24], 1), Draw.Integers(0, 80, [1024, 24], 2)],
            Draw.Integers(0, 80, [1024, 24], 3), BatchSize: 64);
    }
}
