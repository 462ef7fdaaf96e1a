namespace Heed;

/// <summary>What a random op needs to know: the same key gives the same numbers, whatever the number of threads.</summary>
/// <param name="Seed">The seed of the sequence.</param>
/// <param name="Draw">Which op of the sequence it is.</param>
public readonly record struct RandomKey(uint Seed, uint Draw);
