namespace Heed;

public static partial class Ops
{
    /// <summary>Cuts images or volumes into patches, each a vector.</summary>
    /// <param name="images">(H, W, C) or (B, H, W, C); with three sizes (D, H, W, C) or (B, D, H, W, C); channels before the lengths with channels first.</param>
    /// <param name="size">The patches' lengths: one number for squares, or two, or three for volumes.</param>
    /// <param name="strides">From one patch to the next; <see langword="null"/>: the patches' lengths.</param>
    /// <param name="dilationRate">From one pixel of a patch to the next.</param>
    /// <param name="padding">May patches reach over the edges? What lies outside is 0.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>A vector of size · C elements in the place of the channels: pixel by pixel, channels last in each.</returns>
    /// <exception cref="ShapeException">The rank does not fit the sizes, or no patch fits.</exception>
    /// <exception cref="ArgumentException">There are not one to three sizes, a number is below 1, or the padding is causal.</exception>
    /// <remarks>Keras: <c>keras.ops.image.extract_patches</c>, keras/src/ops/image.py.</remarks>
    public static Tensor ExtractPatches(Tensor images, Lengths size, Lengths? strides = null, Lengths? dilationRate = null, Padding padding = Padding.Valid, DataFormat? dataFormat = null)
    {
        int axes = size.IsList && size.Count == 3 ? 3 : 2;
        if (images.Rank != axes + 1 && images.Rank != axes + 2)
            throw new ShapeException($"ExtractPatches expects a tensor of rank {axes + 1} or {axes + 2} for {axes} sizes. Received {images.Spec}.");
        if (padding is Padding.Causal) throw new ArgumentException("ExtractPatches expects padding Valid or Same. Received Causal.", nameof(padding));
        int[] patch = size.Of(axes, nameof(ExtractPatches), nameof(size)), steps = (strides ?? size).Of(axes, nameof(ExtractPatches), nameof(strides));
        int[] rates = (dilationRate ?? 1).Of(axes, nameof(ExtractPatches), nameof(dilationRate));
        Tensor batch = images.Rank == axes + 1 ? ExpandDims(images, 0) : images;
        Tensor patches = ChannelsLast.Around(batch, dataFormat, x => Patches(x, patch, steps, rates, padding));
        return images.Rank == axes + 1 ? Squeeze(patches, 0) : patches;
    }

    /// <summary>For each pixel of a patch, the images from that pixel on, in steps; side by side along the channels.</summary>
    private static Tensor Patches(Tensor x, int[] patch, int[] steps, int[] rates, Padding padding)
    {
        int axes = patch.Length;
        var rule = new PaddingRule(padding, steps, rates);
        var widths = new (int, int)[x.Rank];
        int[] outputs = new int[axes];
        for (int i = 0; i < axes; i++)
        {
            if (!x.Shape[i + 1].IsKnown) throw new ShapeException($"ExtractPatches expects known lengths. Received {x.Spec}.");
            var axis = rule.Axis(i, x.Shape[i + 1].Value, patch[i]);
            outputs[i] = axis.Output;
            if (outputs[i] == 0) throw new ShapeException($"ExtractPatches expects patches that fit. Received patches {string.Join(" × ", patch)} of {x.Spec}.");
            int reach = (outputs[i] - 1) * steps[i] + (patch[i] - 1) * rates[i] + 1;
            widths[i + 1] = (axis.Before, Math.Max(0, reach - axis.Before - x.Shape[i + 1].Value));
        }
        Tensor padded = widths.All(width => width == (0, 0)) ? x : Pad(x, widths);
        var pieces = new Tensor[patch.Aggregate((a, b) => a * b)];
        for (int piece = 0; piece < pieces.Length; piece++)
        {
            int?[] starts = new int?[x.Rank], stops = new int?[x.Rank];
            int[] apart = [.. Enumerable.Repeat(1, x.Rank)];
            for (int i = axes - 1, rest = piece; i >= 0; i--)
            {
                (rest, int place) = Math.DivRem(rest, patch[i]);
                starts[i + 1] = place * rates[i];
                stops[i + 1] = place * rates[i] + (outputs[i] - 1) * steps[i] + 1;
                apart[i + 1] = steps[i];
            }
            pieces[piece] = Slice(padded, starts, stops, apart);
        }
        return Concatenate(pieces, -1);
    }
}
