using Heed.Layers;

namespace Heed.Bench;

/// <summary>Reads 80 words and says which of two classes the text is of.</summary>
internal static class Lstm
{
    public static KerasModel Make()
    {
        var network = new Sequential().Add(Input.Of([80], dtype: DType.Int32))
            .Add(new Embedding(20000, 128))
            .Add(new LSTM(128))
            .Add(new Dense(2));
        return new("lstm", network, [Draw.Integers(1, 20000, [512, 80], 1)], Draw.Integers(0, 2, [512], 2), BatchSize: 32);
    }
}
