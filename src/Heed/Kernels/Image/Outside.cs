using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>What an index beyond the ends of an axis stands for.</summary>
internal enum Outside
{
    /// <summary>A value of its own.</summary>
    Constant,
    /// <summary>Mirrored, the edge twice: <c>b a | a b c | c b</c>.</summary>
    Reflect,
    /// <summary>The axis again: <c>b c | a b c | a b</c>.</summary>
    Wrap,
    /// <summary>The edge: <c>a a | a b c | c c</c>.</summary>
    Nearest,
    /// <summary>Mirrored, the edge once: <c>c b | a b c | b a</c>.</summary>
    Mirror,
}

/// <summary>Pixels around a place.</summary>
internal static class OutsideRule
{
    private const double Limit = 1 << 30;

    /// <summary>The index on the axis; −1: there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Inside(this Outside rule, int index, int length) => (uint)index < (uint)length ? index : Fixed(rule, index, length);

    /// <summary>The nearest index to a place, halves to the even one; the place may be anywhere, or not a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Nearest(double place) => ToInt(Math.Round(place));

    /// <summary>The index below a place, and the part of the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int Index, double Next) Below(double place)
    {
        double floor = Math.Floor(place);
        return (ToInt(floor), place - floor);
    }

    private static int ToInt(double whole) => whole > -Limit && whole < Limit ? (int)whole : whole > 0 ? (int)Limit : -(int)Limit;

    private static int Fixed(Outside rule, int index, int length) => rule switch
    {
        Outside.Constant => -1,
        Outside.Nearest => index < 0 ? 0 : length - 1,
        Outside.Wrap => Modulo(index, length),
        Outside.Mirror => length == 1 ? 0 : Fold(Modulo(index, 2 * (length - 1)), 2 * (length - 1)),
        _ => Fold(Modulo(index, 2 * length), 2 * length - 1),
    };

    private static int Modulo(int index, int length) => index % length is var rest && rest < 0 ? rest + length : rest;

    private static int Fold(int index, int last) => Math.Min(index, last - index);
}
