namespace Heed.Bench;

/// <summary>A computation that Heed and its peers do.</summary>
/// <param name="Name">What it is, with its shape.</param>
/// <param name="Flops">Useful multiplications and additions in it; what a mask hides is not counted.</param>
/// <param name="Prepare">Makes the data and everybody who does the work; Heed comes first.</param>
internal sealed record Work(string Name, double Flops, Func<Contender[]> Prepare);
