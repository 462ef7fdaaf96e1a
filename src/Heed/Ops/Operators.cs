namespace Heed;

/// <summary>C# operators on tensors, with broadcasting and type promotion.</summary>
public sealed partial class Tensor
{
    /// <summary>The sum.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Add"/>.</returns>
    public static Tensor operator +(Tensor x, Tensor y) => Ops.Add(x, y);

    /// <summary>The product, element by element.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Multiply"/>.</returns>
    public static Tensor operator *(Tensor x, Tensor y) => Ops.Multiply(x, y);

    /// <summary>The difference.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Subtract"/>.</returns>
    public static Tensor operator -(Tensor x, Tensor y) => Ops.Subtract(x, y);
}
