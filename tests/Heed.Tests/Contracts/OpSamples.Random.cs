namespace Heed.Tests;

/// <summary>Samples of src/Heed/Ops/Random.</summary>
internal static partial class OpSamples
{
    private static OpSample[] RandomOps() => [];
}
