namespace Heed.Layers;

/// <summary>What <see cref="STFTSpectrogram"/> gives for each piece and frequency.</summary>
public enum StftMode
{
    /// <summary>The logarithm of the magnitude.</summary>
    Log,
    /// <summary>The absolute value.</summary>
    Magnitude,
    /// <summary>The power spectral density: squares, those of all frequencies but the ends twice.</summary>
    Psd,
    /// <summary>The real part.</summary>
    Real,
    /// <summary>The imaginary part.</summary>
    Imag,
    /// <summary>The phase, in (−π, π].</summary>
    Angle,
    /// <summary>The real parts of all frequencies, then the imaginary ones.</summary>
    Stft,
}
