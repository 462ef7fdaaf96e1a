namespace Heed;

/// <summary>Names that Keras gives when the user gives none: <c>dense</c>, <c>dense_1</c>, <c>dense_2</c> …</summary>
internal static class AutomaticName
{
    private static readonly Dictionary<string, int> Counts = [];

    /// <summary>The next name of a class.</summary>
    /// <param name="className">In C# casing, or already in snake_case.</param>
    public static string Next(string className)
    {
        string stem = Snake.Case(className);
        lock (Counts)
        {
            int count = Counts.GetValueOrDefault(stem);
            Counts[stem] = count + 1;
            return count == 0 ? stem : $"{stem}_{count}";
        }
    }

    /// <summary>Starts counting anew.</summary>
    public static void Reset()
    {
        lock (Counts) Counts.Clear();
    }
}
