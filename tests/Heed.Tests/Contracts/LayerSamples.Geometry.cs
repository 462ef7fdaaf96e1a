using Heed.Layers;

namespace Heed.Tests;

/// <summary>Samples of the layers that resize, crop and move images. Their draws are certain (both ends of an interval equal), or they do not train.</summary>
internal static partial class LayerSamples
{
    static partial void AddGeometry(List<LayerSample> samples)
    {
        Tensor images = Numbers([2, 5, 6, 3]), planes = Numbers([3, 2, 4, 5]);
        CallArguments still = CallArguments.None.With("training", false);
        void Add(string name, Func<Layer> make, Tensor input, CallArguments? arguments = null) =>
            samples.Add(new(name, make, input) { MaskRule = MaskRule.Ends, Arguments = arguments ?? CallArguments.None });

        Add("CenterCrop", () => new CenterCrop(2, 3), images);
        Add("CenterCrop: larger than the images", () => new CenterCrop(7, 4, DataFormat.ChannelsFirst), planes);
        Add("MaxNumBoundingBoxes", () => new MaxNumBoundingBoxes(4), images);
        Add("RandomCrop", () => new RandomCrop(5, 4), images);
        Add("RandomCrop: larger than the images", () => new RandomCrop(8, 9, dataFormat: DataFormat.ChannelsFirst), planes);
        Add("RandomElasticTransform", () => new RandomElasticTransform(), images, still);
        Add("RandomFlip", () => new RandomFlip(), images, still);
        Add("RandomPerspective", () => new RandomPerspective(scale: 0), images);
        Add("RandomRotation", () => new RandomRotation(factor: [0.1, 0.1]), images);
        Add("RandomRotation: mask of a constant", () => new RandomRotation(factor: [-0.2, -0.2], FillMode.Constant, fillValue: 0.5, dataFormat: DataFormat.ChannelsFirst), planes);
        Add("RandomShear", () => new RandomShear(), images);
        Add("RandomTranslation", () => new RandomTranslation(heightFactor: [0.3, 0.3], widthFactor: [-0.35, -0.35], FillMode.Wrap), images);
        Add("RandomZoom", () => new RandomZoom(heightFactor: [0.3, 0.3], widthFactor: [-0.2, -0.2], FillMode.Nearest), images);
        Add("RandomZoom: nearest", () => new RandomZoom(heightFactor: [-0.3, -0.3], interpolation: Interpolation.Nearest, dataFormat: DataFormat.ChannelsFirst), planes);
        Add("Resizing", () => new Resizing(3, 8), images);
        Add("Resizing: crop", () => new Resizing(3, 7, Interpolation.Bicubic, cropToAspectRatio: true, antialias: true, dataFormat: DataFormat.ChannelsFirst), planes);
        Add("Resizing: pad", () => new Resizing(4, 9, Interpolation.Lanczos3, padToAspectRatio: true, fillValue: 0.5), images);
    }
}
