using SkiaSharp;

namespace Heed.Bench;

/// <summary>Skia, the graphics library of Chrome and Android, by way of SkiaSharp: pictures of bytes, four channels, as many threads as Heed.</summary>
internal sealed class SkiaPeer : IDisposable
{
    public const string Name = "skia";

    private readonly SKBitmap[] _sources, _targets;
    private readonly SKSamplingOptions _sampling;
    private readonly ParallelOptions _threads = new() { MaxDegreeOfParallelism = Runtime.Threads };

    private SkiaPeer(int batch, int height, int width, int newHeight, int newWidth, SKSamplingOptions sampling)
    {
        SKBitmap[] Bitmaps(int h, int w) => [.. Enumerable.Range(0, batch).Select(_ => new SKBitmap(w, h, SKColorType.Rgba8888, SKAlphaType.Opaque))];
        (_sources, _targets, _sampling) = (Bitmaps(height, width), Bitmaps(newHeight, newWidth), sampling);
        var random = new Random(1);
        foreach (SKBitmap source in _sources) random.NextBytes(source.GetPixelSpan());
    }

    /// <summary>Scales a batch of pictures; its answers are coarser than Heed's and are not compared.</summary>
    public static Contender Resize(int batch, int height, int width, int size, bool antialias)
    {
        var peer = new SkiaPeer(batch, height, width, size, size, new SKSamplingOptions(SKFilterMode.Linear, antialias ? SKMipmapMode.Linear : SKMipmapMode.None));
        return Of(peer, i => peer._sources[i].ScalePixels(peer._targets[i], peer._sampling));
    }

    /// <summary>Draws every picture turned and scaled.</summary>
    public static Contender Draw(int batch, int size, float degrees, float scale)
    {
        var peer = new SkiaPeer(batch, size, size, size, size, new SKSamplingOptions(SKFilterMode.Linear));
        return Of(peer, i =>
        {
            using var canvas = new SKCanvas(peer._targets[i]);
            using var image = SKImage.FromBitmap(peer._sources[i]);
            canvas.RotateDegrees(degrees, size / 2f, size / 2f);
            canvas.Scale(scale, scale, size / 2f, size / 2f);
            canvas.DrawImage(image, 0, 0, peer._sampling);
        });
    }

    private static Contender Of(SkiaPeer peer, Action<int> work) => new(Name, () => Parallel.For(0, peer._sources.Length, peer._threads, work), null, peer);

    public void Dispose()
    {
        foreach (SKBitmap bitmap in (SKBitmap[])[.. _sources, .. _targets]) bitmap.Dispose();
    }
}
