namespace Heed.Layers;

/// <summary>What a layer has drawn for one batch of images: the same is done to images, masks and boxes. Each layer has its own record.</summary>
public abstract record ImageTransformation;
