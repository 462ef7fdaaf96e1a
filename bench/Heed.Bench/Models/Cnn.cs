using Heed.Layers;

namespace Heed.Bench;

/// <summary>Two convolutions with pooling, as for pictures of digits.</summary>
internal static class Cnn
{
    public static KerasModel Make()
    {
        var network = new Sequential().Add(Input.Of([28, 28, 1]))
            .Add(new Conv2D(32, 3, activation: "relu"))
            .Add(new MaxPooling2D())
            .Add(new Conv2D(64, 3, activation: "relu"))
            .Add(new MaxPooling2D())
            .Add(new Flatten())
            .Add(new Dropout(0.5))
            .Add(new Dense(10));
        return new("cnn", network, [Draw.Normal([1024, 28, 28, 1], 1)], Draw.Integers(0, 10, [1024], 2), BatchSize: 128);
    }
}
