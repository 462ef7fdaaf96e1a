using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Heed;

/// <summary>Checks the numbers that constructors receive; each gives its value back, so that it stands where the value is used.</summary>
/// <remarks><c>owner</c> is the object being made: its text opens the message (<c>Dropout 'dropout_1' expects rate …</c>).</remarks>
[StackTraceHidden]
internal static class Require
{
    /// <summary>A number in [0, 1].</summary>
    public static double Fraction(double value, object owner, [CallerArgumentExpression(nameof(value))] string argument = "") =>
        value is >= 0 and <= 1 ? value : throw OutOfRange(value, owner, argument, "a number in [0, 1]");

    /// <summary>A whole number of at least 1.</summary>
    public static int Positive(int value, object owner, [CallerArgumentExpression(nameof(value))] string argument = "") =>
        value >= 1 ? value : throw OutOfRange(value, owner, argument, "a whole number of at least 1");

    /// <summary>A finite number of at least 0.</summary>
    public static double NotNegative(double value, object owner, [CallerArgumentExpression(nameof(value))] string argument = "") =>
        double.IsFinite(value) && value >= 0 ? value : throw OutOfRange(value, owner, argument, "a finite number of at least 0");

    /// <summary>A finite number above 0.</summary>
    public static double Positive(double value, object owner, [CallerArgumentExpression(nameof(value))] string argument = "") =>
        double.IsFinite(value) && value > 0 ? value : throw OutOfRange(value, owner, argument, "a finite number above 0");

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public static int AtLeast(int least, int value, object owner, [CallerArgumentExpression(nameof(value))] string argument = "") =>
        value >= least ? value : throw OutOfRange(value, owner, argument, $"a whole number of at least {least}");

    /// <summary>A number that may be absent: null passes, others are checked.</summary>
    public static T? Optional<T>(T? value, Func<T, object, string, T> check, object owner, [CallerArgumentExpression(nameof(value))] string argument = "") where T : struct =>
        value is { } given ? check(given, owner, argument) : null;

    private static ArgumentOutOfRangeException OutOfRange(double value, object owner, string argument, string expectation) =>
        new(argument, FormattableString.Invariant($"{owner} expects {argument} to be {expectation}. Received {value}."));
}
