namespace Heed.Layers;

/// <summary>The boxes of a batch of images, and what is in them.</summary>
/// <param name="Boxes">float32 (B, N, 4), in some <see cref="BoundingBoxFormat"/>.</param>
/// <param name="Labels">(B, N) or (B, N, classes); −1: there is no box.</param>
public sealed record BoundingBoxes(Tensor Boxes, Tensor Labels);

/// <summary>What the four numbers of a box are. In relative formats they are fractions of the image's width and height, else pixels.</summary>
public enum BoundingBoxFormat
{
    /// <summary>Left, top, right, bottom.</summary>
    Xyxy,
    /// <summary>Top, left, bottom, right.</summary>
    Yxyx,
    /// <summary>Left, top, width, height.</summary>
    Xywh,
    /// <summary>The middle's x and y, width, height.</summary>
    CenterXywh,
    /// <summary>The middle's y and x, height, width.</summary>
    CenterYxhw,
    /// <summary>Left, top, right, bottom, relative.</summary>
    RelXyxy,
    /// <summary>Top, left, bottom, right, relative.</summary>
    RelYxyx,
    /// <summary>Left, top, width, height, relative.</summary>
    RelXywh,
    /// <summary>The middle's x and y, width, height, relative.</summary>
    RelCenterXywh,
}
