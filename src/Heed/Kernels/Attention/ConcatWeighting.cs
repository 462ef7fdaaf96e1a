namespace Heed.Kernels;

/// <summary>Do the tangents have weights? Known when a kernel is compiled.</summary>
internal interface IConcatWeighting
{
    static abstract bool IsWeighted { get; }
}

/// <inheritdoc/>
internal readonly struct ConcatPlain : IConcatWeighting
{
    public static bool IsWeighted => false;
}

/// <inheritdoc/>
internal readonly struct ConcatWeighted : IConcatWeighting
{
    public static bool IsWeighted => true;
}
