namespace Heed.Bench;

/// <summary>One line of a report.</summary>
/// <param name="Group">attention, gemm, conv, rnn, preprocessing, files, memory, train or predict.</param>
/// <param name="Work">What was computed.</param>
/// <param name="Peer">By whom else.</param>
/// <param name="Heed">Milliseconds that Heed took; <see langword="null"/> after an error.</param>
/// <param name="PeerMilliseconds">What the peer took.</param>
/// <param name="Ratio">Peer over Heed: above 1, Heed is faster.</param>
/// <param name="Gflops">Useful operations that Heed did, in 10⁹ a second; of preprocessing words, or what else a work counts.</param>
/// <param name="Share">The part of the machine's peak that this is, measured in the same rounds.</param>
/// <param name="Error">Why there are no figures.</param>
internal sealed record Row(string Group, string Work, string Peer, Spread? Heed, double? PeerMilliseconds, Spread? Ratio, double? Gflops, double? Share, string? Error);
