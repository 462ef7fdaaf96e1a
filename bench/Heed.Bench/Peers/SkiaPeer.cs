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
    public static Contender Resize(int batch, int height, int width, int newHeight, int newWidth)
    {
        var peer = new SkiaPeer(batch, height, width, newHeight, newWidth, new SKSamplingOptions(SKFilterMode.Linear));
        return new(Name, peer.Run, null, peer);
    }

    private void Run() => Parallel.For(0, _sources.Length, _threads, i => _sources[i].ScalePixels(_targets[i], _sampling));

    public void Dispose()
    {
        foreach (SKBitmap bitmap in (SKBitmap[])[.. _sources, .. _targets]) bitmap.Dispose();
    }
}
