namespace Heed;

/// <summary>Functions of tensors, one a file: each takes values or symbolic tensors, and has a gradient where there is one.</summary>
/// <remarks>With <c>using static Heed.Ops;</c> formulas read as in the papers. Names and rules are those of <c>keras.ops</c>.</remarks>
public static partial class Ops;
