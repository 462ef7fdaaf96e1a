namespace Heed;

/// <summary>Inside a mixed-precision layer's call, variables are read in the compute type.</summary>
internal readonly ref struct AutocastScope
{
    [ThreadStatic] private static DType? t_current;

    private readonly DType? _outer;

    /// <param name="type">The compute type; <see langword="null"/> reads variables in their own type.</param>
    public AutocastScope(DType? type)
    {
        _outer = t_current;
        t_current = type;
    }

    public static DType? Current => t_current;

    public void Dispose() => t_current = _outer;
}
