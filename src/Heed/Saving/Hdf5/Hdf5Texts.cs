namespace Heed.Saving;

/// <summary>Reads elements that are texts.</summary>
/// <param name="heap">Where texts of any length lie.</param>
/// <param name="budget">How many bytes of them may come.</param>
internal sealed class Hdf5Texts(GlobalHeap heap, long budget)
{
    private long _budget = budget;

    /// <summary>Reads the next elements.</summary>
    public string[] Read(ref Hdf5Cursor cursor, Hdf5Type type, int count)
    {
        string[] texts = new string[count];
        for (int i = 0; i < count; i++)
            texts[i] = type.Class == Hdf5Class.Text ? heap.Text(ref cursor, ref _budget) : Fixed(ref cursor, type);
        return texts;
    }

    private static string Fixed(ref Hdf5Cursor cursor, Hdf5Type type)
    {
        ReadOnlySpan<byte> text = cursor.Take(type.Size, "text").Span;
        text = type.Padding switch
        {
            TextPadding.Terminated => text.IndexOf((byte)0) is >= 0 and var end ? text[..end] : text,
            TextPadding.Spaces => text.TrimEnd((byte)' '),
            _ => text.TrimEnd((byte)0),
        };
        return cursor.Decode(text, "text");
    }
}
