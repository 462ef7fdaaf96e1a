namespace Heed.Tests;

/// <summary>Samples of the ops that run over whole sequences.</summary>
internal static partial class OpSamples
{
    private static OpSample[] Rnn() => [];
}
