using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Heed.Saving;

/// <summary>The head of a <c>.npy</c> file: a Python dictionary with the type and the shape of the array behind it.</summary>
/// <param name="Spec">Shape and type.</param>
/// <param name="Length">How many bytes the head has.</param>
/// <remarks>Source: numpy/lib/format.py.</remarks>
internal sealed partial record NpyHeader(TensorSpec Spec, int Length)
{
    private static readonly Dictionary<string, DType> Types = new()
    {
        ["<f4"] = DType.Float32,
        ["<f8"] = DType.Float64,
        ["<f2"] = DType.Float16,
        ["|b1"] = DType.Bool,
        ["|i1"] = DType.Int8,
        ["<i2"] = DType.Int16,
        ["<i4"] = DType.Int32,
        ["<i8"] = DType.Int64,
        ["|u1"] = DType.UInt8,
        ["<u2"] = DType.UInt16,
        ["<u4"] = DType.UInt32,
        ["<u8"] = DType.UInt64,
    };

    private static ReadOnlySpan<byte> Mark => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Bytes of all elements.</summary>
    public long ByteLength => (long)Spec.Shape.Size * Spec.DType.ItemSize();

    /// <summary>Reads the head.</summary>
    /// <exception cref="FormatException">It is none, or one of an array that Heed has not.</exception>
    public static NpyHeader Read(Stream stream, string place)
    {
        byte[] start = new byte[12];
        if (stream.ReadAtLeast(start, 12, throwOnEndOfStream: false) < 12 || !start.AsSpan().StartsWith(Mark)) throw Error("a NumPy array", "other bytes");
        bool isLong = start[6] >= 2;
        long length = isLong ? BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8)) : BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8));
        int begin = isLong ? 12 : 10;
        if (length > 1 << 16 || begin + length > stream.Length) throw Error("a head of at most 65536 bytes", $"{length}");
        byte[] head = new byte[length];
        stream.Position = begin;
        stream.ReadExactly(head);
        Match match = Dictionary().Match(Encoding.Latin1.GetString(head));
        if (!match.Success) throw Error("a head with descr, fortran_order and shape", Encoding.Latin1.GetString(head).Trim());
        if (match.Groups["order"].Value == "True" && match.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length > 1)
            throw Error("elements in C order", "Fortran order. Save numpy.ascontiguousarray of it");
        if (!Types.TryGetValue(match.Groups["type"].Value, out DType type)) throw Error("little-endian numbers", $"elements '{match.Groups["type"].Value}'. Convert them in Python");
        try
        {
            Dim[] axes = [.. match.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(axis => (Dim)int.Parse(axis, NumberStyles.None, CultureInfo.InvariantCulture))];
            var spec = new TensorSpec(new Shape(axes), type);
            _ = spec.Shape.Size;
            return new(spec, begin + (int)length);
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException)
        {
            throw new FormatException(Error("a shape", match.Groups["shape"].Value).Message, error);
        }

        FormatException Error(string expectation, string received) => new($"{place}: expects {expectation}. Received {received}.");
    }

    /// <summary>Writes the head of an array.</summary>
    /// <exception cref="ArgumentException">NumPy has no such elements.</exception>
    public static void Write(Stream stream, TensorSpec spec, string name)
    {
        string type = Types.FirstOrDefault(pair => pair.Value == spec.DType).Key
            ?? throw new ArgumentException($"A NumPy file expects numbers that NumPy has. Received '{name}', {spec}. Save as .weights.h5 or .safetensors.");
        string shape = spec.Shape.Rank == 1 ? $"({spec.Shape[0].Value},)" : $"({string.Join(", ", spec.Shape.Select(axis => axis.Value))})";
        string head = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}";
        int padded = (10 + head.Length + 1 + 63) / 64 * 64 - 10;
        byte[] bytes = [.. Mark, 1, 0, (byte)padded, (byte)(padded >> 8), .. Encoding.Latin1.GetBytes(head.PadRight(padded - 1)), (byte)'\n'];
        stream.Write(bytes);
    }

    [GeneratedRegex(@"^\{'descr':\s*'(?<type>[^']+)',\s*'fortran_order':\s*(?<order>True|False),\s*'shape':\s*\((?<shape>[0-9, ]*)\),?\s*\}\s*$")]
    private static partial Regex Dictionary();
}
