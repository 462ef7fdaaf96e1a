namespace Heed.Kernels;

/// <summary>A number that is known when a kernel is compiled, so that what it rules out disappears.</summary>
internal interface ISize
{
    static abstract int Value { get; }
}

/// <inheritdoc/>
internal readonly struct No : ISize { public static int Value => 0; }

/// <inheritdoc/>
internal readonly struct Yes : ISize { public static int Value => 1; }

/// <inheritdoc/>
internal readonly struct Rows1 : ISize { public static int Value => 1; }

/// <inheritdoc/>
internal readonly struct Rows2 : ISize { public static int Value => 2; }

/// <inheritdoc/>
internal readonly struct Rows3 : ISize { public static int Value => 3; }

/// <inheritdoc/>
internal readonly struct Rows4 : ISize { public static int Value => 4; }

/// <inheritdoc/>
internal readonly struct Rows5 : ISize { public static int Value => 5; }

/// <inheritdoc/>
internal readonly struct Rows6 : ISize { public static int Value => 6; }
