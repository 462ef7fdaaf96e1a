namespace Heed;

/// <summary>Where images and sequences keep their channels.</summary>
public enum DataFormat
{
    /// <summary>(B, …, C); the default.</summary>
    ChannelsLast,
    /// <summary>(B, C, …).</summary>
    ChannelsFirst,
}
