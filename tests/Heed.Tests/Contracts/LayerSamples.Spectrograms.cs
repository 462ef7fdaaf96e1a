using Heed.Initializers;
using Heed.Layers;

namespace Heed.Tests;

/// <summary>Samples of the layers that turn signals into spectrograms.</summary>
internal static partial class LayerSamples
{
    static partial void AddSpectrograms(List<LayerSample> samples) => samples.AddRange(
    [
        Mel("MelSpectrogram", () => new MelSpectrogram(16, 4, numMelBins: 3, samplingRate: 100, powerToDb: false)) with { IsBatchIndependent = true },
        Mel("MelSpectrogram: decibels", () => new MelSpectrogram(15, 4, 12, "hamming", samplingRate: 100, numMelBins: 3, topDb: 30, magExp: 1, refPower: 0.1)),
        Mel("MelSpectrogram: own window", () => new MelSpectrogram([0.5, 1, 1, 0.5], 8, 3, samplingRate: 100, numMelBins: 2, magExp: 1.5, powerToDb: false, maxFreq: 40.5)),
        .. Enum.GetValues<StftMode>().Where(mode => mode is not StftMode.Angle).Select(mode => Stft($"STFTSpectrogram: {mode}", () => new STFTSpectrogram(mode, 6, 3, 8), [2, 12, 2])),
        Stft("STFTSpectrogram: channels first", () => new STFTSpectrogram(StftMode.Psd, 5, window: "hamming", scaling: null, padding: Padding.Same, dataFormat: DataFormat.ChannelsFirst), [2, 2, 11]),
        Stft("STFTSpectrogram: an axis of frequencies", () => new STFTSpectrogram([0.5, 1, 1, 0.5], StftMode.Stft, scaling: StftScaling.Spectrum, expandDims: true), [2, 12, 2]),
        Stft("STFTSpectrogram: the same, channels first", () => new STFTSpectrogram(StftMode.Real, 4, window: null, periodic: true, expandDims: true, dataFormat: DataFormat.ChannelsFirst), [2, 2, 12]),
    ]);

    private static LayerSample Mel(string name, Func<Layer> make) => new(name, make, Numbers([2, 24])) { MaskRule = MaskRule.Ends, IsBatchIndependent = false };

    private static LayerSample Stft(string name, Func<Layer> make, Shape shape) => new(name, make, Numbers(shape)) { MaskRule = MaskRule.Ends };
}
