namespace Heed;

/// <summary>C# operators on variables: those of <see cref="Tensor"/>, on the value as a layer's <c>Call</c> sees it.</summary>
/// <remarks>The compiler looks for operators only where an operand is of the type that declares them; without these, <c>-scale</c> and <c>2 * scale</c> would need a cast.</remarks>
public sealed partial class Variable
{
    /// <summary>The opposite numbers.</summary>
    /// <param name="x">A variable.</param>
    /// <returns>See <see cref="Ops.Negative"/>.</returns>
    public static Tensor operator -(Variable x) => Ops.Negative(x);

    /// <summary>The sum.</summary>
    /// <param name="x">A variable.</param>
    /// <param name="y">A tensor of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Add"/>.</returns>
    public static Tensor operator +(Variable x, Tensor y) => Ops.Add(x, y);

    /// <summary>The sum.</summary>
    /// <param name="x">A tensor.</param>
    /// <param name="y">A variable of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Add"/>.</returns>
    public static Tensor operator +(Tensor x, Variable y) => Ops.Add(x, y);

    /// <summary>The sum.</summary>
    /// <param name="x">A variable.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Add"/>.</returns>
    public static Tensor operator +(Variable x, Variable y) => Ops.Add(x, y);

    /// <summary>The difference.</summary>
    /// <param name="x">A variable.</param>
    /// <param name="y">A tensor of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Subtract"/>.</returns>
    public static Tensor operator -(Variable x, Tensor y) => Ops.Subtract(x, y);

    /// <summary>The difference.</summary>
    /// <param name="x">A tensor.</param>
    /// <param name="y">A variable of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Subtract"/>.</returns>
    public static Tensor operator -(Tensor x, Variable y) => Ops.Subtract(x, y);

    /// <summary>The difference.</summary>
    /// <param name="x">A variable.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Subtract"/>.</returns>
    public static Tensor operator -(Variable x, Variable y) => Ops.Subtract(x, y);

    /// <summary>The product, element by element.</summary>
    /// <param name="x">A variable.</param>
    /// <param name="y">A tensor of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Multiply"/>.</returns>
    public static Tensor operator *(Variable x, Tensor y) => Ops.Multiply(x, y);

    /// <summary>The product, element by element.</summary>
    /// <param name="x">A tensor.</param>
    /// <param name="y">A variable of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Multiply"/>.</returns>
    public static Tensor operator *(Tensor x, Variable y) => Ops.Multiply(x, y);

    /// <summary>The product, element by element.</summary>
    /// <param name="x">A variable.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Multiply"/>.</returns>
    public static Tensor operator *(Variable x, Variable y) => Ops.Multiply(x, y);

    /// <summary>The quotient.</summary>
    /// <param name="x">A variable.</param>
    /// <param name="y">A tensor of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Divide"/>.</returns>
    public static Tensor operator /(Variable x, Tensor y) => Ops.Divide(x, y);

    /// <summary>The quotient.</summary>
    /// <param name="x">A tensor.</param>
    /// <param name="y">A variable of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Divide"/>.</returns>
    public static Tensor operator /(Tensor x, Variable y) => Ops.Divide(x, y);

    /// <summary>The quotient.</summary>
    /// <param name="x">A variable.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Divide"/>.</returns>
    public static Tensor operator /(Variable x, Variable y) => Ops.Divide(x, y);
}
