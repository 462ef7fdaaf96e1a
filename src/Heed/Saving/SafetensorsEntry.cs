namespace Heed.Saving;

/// <summary>One tensor of a safetensors file as it stands there: little-endian, row-major.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="DType">The format's word for the element type, such as <c>F32</c>.</param>
/// <param name="Shape">The lengths of the axes; none for a scalar.</param>
/// <param name="Data">As many bytes as shape and type need.</param>
internal sealed record SafetensorsEntry(string Name, string DType, int[] Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>Bytes per element of the types that Heed knows; 0 for all others.</summary>
    public static int ItemSize(string dtype) => dtype switch
    {
        "BOOL" or "U8" or "I8" => 1,
        "U16" or "I16" or "F16" or "BF16" => 2,
        "U32" or "I32" or "F32" => 4,
        "U64" or "I64" or "F64" => 8,
        _ => 0,
    };
}
