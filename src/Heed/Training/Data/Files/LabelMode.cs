namespace Heed;

/// <summary>How the class of a file is written as a target.</summary>
public enum LabelMode
{
    /// <summary>Its number, int32: for <c>sparse_categorical_crossentropy</c>.</summary>
    Int,
    /// <summary>A row with a single 1, float32: for <c>categorical_crossentropy</c>.</summary>
    Categorical,
    /// <summary>0 or 1, float32 with an axis of length 1: for <c>binary_crossentropy</c>.</summary>
    Binary,
}

/// <summary>Which part of a folder's files is read.</summary>
public enum DataSubset
{
    /// <summary>The first ones, all but those for validation.</summary>
    Training,
    /// <summary>The last ones.</summary>
    Validation,
}
