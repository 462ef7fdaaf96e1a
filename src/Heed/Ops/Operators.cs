namespace Heed;

/// <summary>C# operators on tensors, with broadcasting and type promotion.</summary>
/// <remarks><c>==</c> and <c>!=</c> ask whether two variables hold the same tensor; <see cref="Ops.Equal"/> compares elements.</remarks>
public sealed partial class Tensor
{
    /// <summary>The sum.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Add"/>.</returns>
    public static Tensor operator +(Tensor x, Tensor y) => Ops.Add(x, y);

    /// <summary>The difference.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Subtract"/>.</returns>
    public static Tensor operator -(Tensor x, Tensor y) => Ops.Subtract(x, y);

    /// <summary>The product, element by element.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Multiply"/>.</returns>
    public static Tensor operator *(Tensor x, Tensor y) => Ops.Multiply(x, y);

    /// <summary>The quotient; integers divide truly.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Divide"/>.</returns>
    public static Tensor operator /(Tensor x, Tensor y) => Ops.Divide(x, y);

    /// <summary>The remainder, with the sign of the divisor.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Mod"/>.</returns>
    public static Tensor operator %(Tensor x, Tensor y) => Ops.Mod(x, y);

    /// <summary>The opposite numbers.</summary>
    /// <param name="x">A tensor.</param>
    /// <returns>See <see cref="Ops.Negative"/>.</returns>
    public static Tensor operator -(Tensor x) => Ops.Negative(x);

    /// <summary>Where the first is smaller.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Less"/>.</returns>
    public static Tensor operator <(Tensor x, Tensor y) => Ops.Less(x, y);

    /// <summary>Where the first is at most the second.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.LessEqual"/>.</returns>
    public static Tensor operator <=(Tensor x, Tensor y) => Ops.LessEqual(x, y);

    /// <summary>Where the first is larger.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.Greater"/>.</returns>
    public static Tensor operator >(Tensor x, Tensor y) => Ops.Greater(x, y);

    /// <summary>Where the first is at least the second.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.GreaterEqual"/>.</returns>
    public static Tensor operator >=(Tensor x, Tensor y) => Ops.GreaterEqual(x, y);

    /// <summary>Where both are true.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.LogicalAnd"/>.</returns>
    public static Tensor operator &(Tensor x, Tensor y) => Ops.LogicalAnd(x, y);

    /// <summary>Where one or both are true.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.LogicalOr"/>.</returns>
    public static Tensor operator |(Tensor x, Tensor y) => Ops.LogicalOr(x, y);

    /// <summary>Where exactly one is true.</summary>
    /// <param name="x">One tensor.</param>
    /// <param name="y">Another, of a shape that broadcasts.</param>
    /// <returns>See <see cref="Ops.LogicalXor"/>.</returns>
    public static Tensor operator ^(Tensor x, Tensor y) => Ops.LogicalXor(x, y);

    /// <summary>The opposite truths.</summary>
    /// <param name="x">A tensor.</param>
    /// <returns>See <see cref="Ops.LogicalNot"/>.</returns>
    public static Tensor operator !(Tensor x) => Ops.LogicalNot(x);
}
