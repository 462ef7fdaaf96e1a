namespace Heed;

/// <summary>How the value of an image between its pixels is found.</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel.</summary>
    Nearest,
    /// <summary>A straight line between two pixels, along both axes.</summary>
    Bilinear,
    /// <summary>The cubic of Keys with a = −½, of four pixels along both axes.</summary>
    Bicubic,
    /// <summary>A windowed sinc of six pixels along both axes.</summary>
    Lanczos3,
    /// <summary>A windowed sinc of ten pixels along both axes.</summary>
    Lanczos5,
}

/// <summary>What lies outside an image.</summary>
public enum FillMode
{
    /// <summary>One value: <c>k k | a b c d | k k</c>.</summary>
    Constant,
    /// <summary>The mirror image, the edge repeated: <c>b a | a b c d | d c</c>.</summary>
    Reflect,
    /// <summary>The image again: <c>c d | a b c d | a b</c>.</summary>
    Wrap,
    /// <summary>The edge: <c>a a | a b c d | d d</c>.</summary>
    Nearest,
    /// <summary>The mirror image, the edge not repeated: <c>c b | a b c d | c b</c>.</summary>
    Mirror,
}
