using System.Text.RegularExpressions;

namespace Heed.Optimizers;

/// <summary>Regular expressions for paths of weights. A file may hold one whose search would not end, so the time is bounded.</summary>
internal static class PathPattern
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Is the pattern found in the path?</summary>
    /// <param name="path">Of a weight.</param>
    /// <param name="pattern">A regular expression.</param>
    /// <param name="owner">Who expects it, in errors.</param>
    /// <exception cref="ArgumentException">It is no regular expression, or its search takes too long.</exception>
    public static bool IsIn(string path, string pattern, object owner)
    {
        try
        {
            return Regex.IsMatch(path, pattern, RegexOptions.CultureInvariant, Longest);
        }
        catch (Exception error) when (error is ArgumentException or RegexMatchTimeoutException)
        {
            throw new ArgumentException($"{owner} expects regular expressions that are quickly searched for. Received '{pattern}', for the path '{path}'. {error.Message}", error);
        }
    }
}
