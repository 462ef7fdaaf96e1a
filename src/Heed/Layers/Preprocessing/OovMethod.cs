namespace Heed.Layers;

/// <summary>How whole numbers outside of a vocabulary share several places. Words are always hashed.</summary>
public enum OovMethod
{
    /// <summary>By the remainder of the division by the number of places.</summary>
    Floormod,
    /// <summary>By the hash of the digits, which spreads evenly whatever the numbers have in common.</summary>
    Farmhash,
}
