namespace Heed;

/// <summary>Some rows of a tensor along its first axis; all others are zeros. Such is the gradient of a table, of which a batch uses few rows.</summary>
/// <param name="Numbers">Which rows, in ascending order.</param>
/// <param name="Values">These rows: the tensor's shape with their number as the first length.</param>
internal sealed record TensorRows(int[] Numbers, Tensor Values);
