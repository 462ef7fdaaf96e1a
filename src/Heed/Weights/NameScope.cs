namespace Heed;

/// <summary>The names of the layers whose build is running on this thread: they become the paths of weights.</summary>
internal readonly ref struct NameScope
{
    [ThreadStatic] private static string? t_path;

    private readonly string? _outer;

    public NameScope(string name)
    {
        _outer = t_path;
        t_path = string.IsNullOrEmpty(t_path) ? name : $"{t_path}/{name}";
    }

    /// <summary>Such as <c>encoder/lstm_cell</c>; empty outside.</summary>
    public static string Path => t_path ?? "";

    public void Dispose() => t_path = _outer;
}
