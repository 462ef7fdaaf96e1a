namespace Heed;

public static partial class Ops
{
    /// <summary>The mask that lets a place see itself and what comes before it: true where column ≤ row.</summary>
    /// <param name="rows">How many places look; known.</param>
    /// <param name="columns">How many are looked at; known.</param>
    /// <returns>Booleans of shape (rows, columns).</returns>
    /// <exception cref="InvalidOperationException">A length is unknown.</exception>
    public static Tensor LowerTriangle(Dim rows, Dim columns) => Tril(Ones([rows.Value, columns.Value], DType.Bool));
}
