using Heed.Layers;

namespace Heed.Bench;

/// <summary>Images before training: other sizes, and motions.</summary>
internal static class ImageWorks
{
    private const int Batch = 8, Height = 1080, Width = 1920, Size = 224;

    public static IEnumerable<Work> All() =>
    [
        Resize("bytes", antialias: false),
        Resize("bytes", antialias: true),
        Resize("floats", antialias: false),
        Resize("floats", antialias: true),
        Move("RandomRotation", () => new RandomRotation(factor: [0.1, 0.1]), degrees: -36, scale: 1),
        Move("RandomZoom", () => new RandomZoom(heightFactor: [-0.3, -0.3]), degrees: 0, scale: 1 / 0.7f),
    ];

    private static Work Resize(string type, bool antialias) => new(
        $"Resizing {Batch}x{Height}x{Width} to {Size}, {type}{(antialias ? ", antialias" : "")}", 2.0 * 4 * 3 * Batch * Size * Size, () =>
        {
            byte[] pixels = new byte[Batch * Height * Width * 3];
            new Random(1).NextBytes(pixels);
            Tensor images = Tensor.From(pixels, [Batch, Height, Width, 3]);
            if (type == "floats") images = images.Cast(DType.Float32);
            var layer = new Resizing(Size, Size, antialias: antialias);
            return [Contender.Heed(() => layer.Apply(images)), SkiaPeer.Resize(Batch, Height, Width, Size, antialias)];
        });

    /// <summary>A motion of a batch at its final size, beside the same drawing by Skia.</summary>
    private static Work Move(string name, Func<Layer> make, float degrees, float scale) => new($"{name} 32x{Size}x{Size}x3", 2.0 * 4 * 3 * 32 * Size * Size, () =>
    {
        Tensor images = Tensor.From(Draw.Uniform(32 * Size * Size * 3, 1), [32, Size, Size, 3]);
        Layer layer = make();
        return [Contender.Heed(() => layer.Apply(images)), SkiaPeer.Draw(32, Size, degrees, scale)];
    });
}
