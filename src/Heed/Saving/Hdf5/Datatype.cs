namespace Heed.Saving;

/// <summary>The message that says what elements are.</summary>
/// <remarks>
/// <b>Source</b>  HDF5 File Format Specification, IV.A.2.d. Versions 1 to 3. Read are the types of <see cref="Hdf5Class"/> in both byte orders; all others become
/// <see cref="Hdf5Class.Other"/>, so that a file with one of them opens.
/// </remarks>
internal static class Datatype
{
    private static readonly string[] ClassNames =
        ["integer", "float", "time", "text", "bitfield", "opaque", "compound", "reference", "enumeration", "variable-length sequence", "array"];

    /// <summary>Where the parts of the floats lie: exponent, fraction, bias.</summary>
    private static readonly (DType DType, int ExponentAt, int ExponentSize, int FractionSize, uint Bias)[] Floats =
    [
        (DType.Float16, 10, 5, 10, 15),
        (DType.BFloat16, 7, 8, 7, 127),
        (DType.Float32, 23, 8, 23, 127),
        (DType.Float64, 52, 11, 52, 1023),
    ];

    private static readonly DType[] Signed = [DType.Int8, DType.Int16, DType.Int32, DType.Int64];
    private static readonly DType[] Unsigned = [DType.UInt8, DType.UInt16, DType.UInt32, DType.UInt64];

    public static Hdf5Type Read(ref Hdf5Cursor cursor, int depth = 0)
    {
        int head = cursor.U8("class and version");
        int bits = cursor.U8("bits"), secondBits = cursor.U8("bits");
        cursor.Skip(1, "bits");
        long size = cursor.U32("size of an element");
        if (head >> 4 is < 1 or > 5) throw cursor.Error("version", $"to be 1 to 5. Received {head >> 4}");
        if (size is 0 or > int.MaxValue / 2) throw cursor.Error("size of an element", $"to be 1 to {int.MaxValue / 2}. Received {size}");
        Hdf5Type other = new(Hdf5Class.Other, (int)size) { Name = (head & 15) < ClassNames.Length ? ClassNames[head & 15] : $"class {head & 15}" };
        return (head & 15) switch
        {
            0 => ReadInteger(ref cursor, other, bits),
            1 => ReadFloat(ref cursor, other, bits, secondBits),
            3 => (bits & 15) <= 2 ? other with { Class = Hdf5Class.FixedText, DType = DType.String, Padding = (TextPadding)(bits & 15), Utf8 = bits >> 4 == 1 } : other,
            5 => other with { Class = Hdf5Class.Opaque },
            8 when depth == 0 => ReadEnumeration(ref cursor, other, bits | (secondBits << 8), head >> 4),
            9 when (bits & 15) == 1 && size == 8 + cursor.Source.OffsetSize => other with { Class = Hdf5Class.Text, DType = DType.String, Utf8 = (secondBits & 15) == 1 },
            _ => other,
        };
    }

    private static Hdf5Type ReadInteger(ref Hdf5Cursor cursor, Hdf5Type other, int bits)
    {
        (int offset, int precision) = (cursor.U16("bit offset"), cursor.U16("precision"));
        if (other.Size is not (1 or 2 or 4 or 8) || offset != 0 || precision != 8 * other.Size) return other with { Name = $"integer of {precision} bits" };
        int log = int.Log2(other.Size);
        return other with { Class = Hdf5Class.Integer, BigEndian = (bits & 1) != 0, DType = (bits & 8) != 0 ? Signed[log] : Unsigned[log] };
    }

    private static Hdf5Type ReadFloat(ref Hdf5Cursor cursor, Hdf5Type other, int bits, int signAt)
    {
        (int offset, int precision) = (cursor.U16("bit offset"), cursor.U16("precision"));
        (int exponentAt, int exponentSize) = (cursor.U8("exponent location"), cursor.U8("exponent size"));
        (int fractionAt, int fractionSize, uint bias) = (cursor.U8("mantissa location"), cursor.U8("mantissa size"), cursor.U32("exponent bias"));
        other = other with { Name = $"float of {other.Size} bytes with {exponentSize} bits of exponent and {fractionSize} of mantissa" };
        bool ordinary = offset == 0 && precision == 8 * other.Size && fractionAt == 0 && signAt == precision - 1 && (bits & 0x40) == 0 && ((bits >> 4) & 3) == 2;
        int found = Array.FindIndex(Floats, x => x.DType.ItemSize() == other.Size &&
            (x.ExponentAt, x.ExponentSize, x.FractionSize, x.Bias) == (exponentAt, exponentSize, fractionSize, bias));
        return ordinary && found >= 0 ? other with { Class = Hdf5Class.Float, BigEndian = (bits & 1) != 0, DType = Floats[found].DType, Name = Floats[found].DType.Name() } : other;
    }

    /// <summary>An enumeration is read as the integers it stands for; h5py's of FALSE and TRUE as booleans.</summary>
    private static Hdf5Type ReadEnumeration(ref Hdf5Cursor cursor, Hdf5Type other, int members, int version)
    {
        Hdf5Type whole = Read(ref cursor, depth: 1);
        if (whole.Class != Hdf5Class.Integer || whole.Size != other.Size) return other;
        string[] names = new string[members];
        for (int i = 0; i < members; i++)
        {
            int start = cursor.Position;
            names[i] = cursor.TerminatedText("member name");
            if (version < 3) cursor.Align(start, "member name");
        }
        ReadOnlyMemory<byte> values = cursor.Take((long)members * whole.Size, "member values");
        bool boolean = whole.Size == 1 && names is ["FALSE", "TRUE"] && values.Span is [0, 1];
        return boolean ? whole with { Class = Hdf5Class.Boolean, DType = DType.Bool, Name = "boolean" } : whole;
    }

    /// <summary>How many bytes the message of a type takes in a file.</summary>
    public static int WrittenLength(Hdf5Type type) => type.Class switch
    {
        Hdf5Class.Integer => 12,
        Hdf5Class.Float or Hdf5Class.Text => 20,
        Hdf5Class.Boolean => 38,
        _ => 8,
    };

    /// <summary>Writes version 1, little-endian, as h5py does.</summary>
    public static void Write(ref Hdf5Pen pen, Hdf5Type type)
    {
        switch (type.Class)
        {
            case Hdf5Class.Integer:
                WriteInteger(ref pen, type.Size, type.DType is DType.Int8 or DType.Int16 or DType.Int32 or DType.Int64);
                break;
            case Hdf5Class.Float:
                WriteFloat(ref pen, type);
                break;
            case Hdf5Class.Boolean:
                Head(ref pen, 8, 2, 0, type.Size);      // two members
                WriteInteger(ref pen, type.Size, signed: true);
                pen.Bytes("FALSE\0\0\0TRUE\0\0\0\0"u8);
                pen.Bytes([0, 1]);
                break;
            case Hdf5Class.FixedText:
                Head(ref pen, 3, (int)type.Padding | (type.Utf8 ? 0x10 : 0), 0, type.Size);
                break;
            case Hdf5Class.Text:
                Head(ref pen, 9, 1, type.Utf8 ? 1 : 0, type.Size);
                WriteInteger(ref pen, 1, signed: false);
                break;
            default:
                Head(ref pen, 5, 0, 0, type.Size);
                break;
        }
    }

    private static void WriteInteger(ref Hdf5Pen pen, int size, bool signed)
    {
        Head(ref pen, 0, signed ? 8 : 0, 0, size);
        pen.U16(0);
        pen.U16(8 * size);
    }

    private static void WriteFloat(ref Hdf5Pen pen, Hdf5Type type)
    {
        (_, int exponentAt, int exponentSize, int fractionSize, uint bias) = Floats[Array.FindIndex(Floats, x => x.DType == type.DType)];
        Head(ref pen, 1, 0x20, (8 * type.Size) - 1, type.Size);     // 0x20: the leading 1 of the mantissa is implied
        pen.U16(0);
        pen.U16(8 * type.Size);
        pen.U8(exponentAt);
        pen.U8(exponentSize);
        pen.U8(0);
        pen.U8(fractionSize);
        pen.U32(bias);
    }

    private static void Head(ref Hdf5Pen pen, int kind, int bits, int secondBits, int size)
    {
        pen.U8(0x10 | kind);
        pen.U8(bits);
        pen.U8(secondBits);
        pen.U8(0);
        pen.U32(size);
    }
}
