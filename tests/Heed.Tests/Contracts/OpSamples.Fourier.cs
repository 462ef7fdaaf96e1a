using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of src/Heed/Ops/Fourier. Real and imaginary parts are concatenated: one tensor stands for both.</summary>
internal static partial class OpSamples
{
    private static OpSample[] Fourier() =>
    [
        Complex("Fft", x => Fft(x), [2, 6], [2, 3, 1], [0, 4], [2, 37]),
        Complex("Fft2", x => Fft2(x), [2, 3, 4], [1, 5, 2]),
        Complex("Ifft2", x => Ifft2(x), [2, 3, 4], [2, 1, 6]),
        new("Rfft", x => Both(Rfft(x[0])), [Numbers([2, 6])], [Numbers([7])], [Numbers([2, 2, 1])], [Numbers([0, 4])]),
        new("Rfft: longer and shorter", x => Both(Rfft(x[0], 5)), [Numbers([2, 4])], [Numbers([2, 8])]),
        Complex("Irfft", x => Irfft(x), [2, 4], [3], [0, 3]),
        Complex("Irfft: of given length", x => Irfft(x, 7), [2, 4], [2, 3], [2, 6]),
        new("ExtractSequences", x => ExtractSequences(x[0], 3, 2), [Numbers([2, 8])], [Numbers([3])], [Numbers([2, 2, 9])]),
        new("ExtractSequences: gaps", x => ExtractSequences(x[0], 2, 3), [Numbers([2, 8])], [new int[] { 1, 2, 3, 4, 5 }]),
        new("OverlapAdd", x => OverlapAdd(x[0], 2), [Numbers([2, 3, 4])], [Numbers([3, 1])]),
        new("OverlapAdd: longer", x => OverlapAdd(x[0], 3, 11), [Numbers([2, 3, 4])]),
        new("Stft", x => Both(Stft(x[0].Cast(DType.Float64), 4, 2, 6)), [Numbers([2, 9])], [Numbers([2, 2, 8])]) { HasNarrowTypes = false },
        new("Stft: not centred", x => Both(Stft(x[0].Cast(DType.Float64), 4, 3, 5, "hamming", center: false)), [Numbers([2, 9])]) { HasNarrowTypes = false },
        Complex("Istft", x => Istft((x.Item1.Cast(DType.Float64), x.Item2.Cast(DType.Float64)), 4, 2, 6), [2, 5, 4]) with { HasNarrowTypes = false },
        Complex("Istft: cut, without a window", x => Istft((x.Item1.Cast(DType.Float64), x.Item2.Cast(DType.Float64)), 4, 2, 5, 7, null, center: false), [2, 3, 3]) with { HasNarrowTypes = false },
    ];

    private static OpSample Complex(string name, Func<(Tensor, Tensor), (Tensor, Tensor)> function, params Shape[] shapes) => Complex(name, x => Both(function(x)), shapes);

    private static OpSample Complex(string name, Func<(Tensor, Tensor), Tensor> function, params Shape[] shapes) =>
        new(name, x => function((x[0], x[1])), [.. shapes.Select(shape => new[] { Numbers(shape), Numbers(shape, seed: 2) })]);

    private static Tensor Both((Tensor Real, Tensor Imaginary) x) => Concatenate([x.Real, x.Imaginary], -1);
}
