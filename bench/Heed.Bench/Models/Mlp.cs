using Heed.Layers;

namespace Heed.Bench;

/// <summary>784 → 512 → 512 → 10, as for handwritten digits.</summary>
internal static class Mlp
{
    public static KerasModel Make()
    {
        var network = new Sequential().Add(Input.Of([784]))
            .Add(new Dense(512, activation: "relu"))
            .Add(new Dense(512, activation: "relu"))
            .Add(new Dense(10));
        return new("mlp", network, [Draw.Normal([4096, 784], 1)], Draw.Integers(0, 10, [4096], 2), BatchSize: 128);
    }
}
