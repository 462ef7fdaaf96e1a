using System.Text;

namespace Heed.Fuzz;

/// <summary>JSON that lies in a binary file, such as the configuration in an <c>.h5</c> file or the head of safetensors.</summary>
internal static class EmbeddedJson
{
    /// <summary>The file with its longest JSON damaged; the new text takes the room of the old one, or the file grows where its format allows that.</summary>
    /// <param name="file">Stays as it is.</param>
    /// <param name="other">Another file of the format.</param>
    /// <param name="random">Decides.</param>
    /// <param name="grows">Called with the bytes before, the new text and the bytes behind, where the format allows another length.</param>
    public static byte[] Apply(byte[] file, byte[] other, Random random, Func<byte[], byte[], byte[], byte[]>? grows = null)
    {
        Range[] places = [.. Find(file)], others = [.. Find(other)];
        if (places.Length == 0 || others.Length == 0) return ByteMutations.Apply(file, other, random);
        Range place = places[random.Next(places.Length)];
        for (int attempt = 0; attempt < 20; attempt++)
        {
            string changed;
            try
            {
                changed = JsonMutations.Apply(Encoding.UTF8.GetString(file[place]), Encoding.UTF8.GetString(other[others[random.Next(others.Length)]]), random);
            }
            catch (System.Text.Json.JsonException)
            {
                break;      // it only looked like JSON
            }
            byte[] text = Encoding.UTF8.GetBytes(changed);
            int start = place.Start.Value, length = place.End.Value - start;
            if (grows is not null) return grows(file[..start], text, file[place.End..]);
            if (text.Length > length) continue;
            byte[] bytes = [.. file];
            bytes.AsSpan(start, length).Fill((byte)' ');
            text.CopyTo(bytes, start);
            return bytes;
        }
        return ByteMutations.Apply(file, other, random);
    }

    /// <summary>Where configurations lie.</summary>
    public static IEnumerable<Range> Find(byte[] file)
    {
        for (int at = 0; at < file.Length; at++)
        {
            int found = file.AsSpan(at).IndexOf("{\""u8);
            if (found < 0) yield break;
            at += found;
            if (End(file, at) is not { } end) continue;
            if (end - at > 40) yield return at..end;
            at = end;
        }
    }

    private static int? End(byte[] file, int at)
    {
        int depth = 0;
        bool inText = false;
        for (; at < file.Length; at++)
        {
            byte b = file[at];
            if (b is 0 or >= 0x80) return null;
            if (inText && b == '\\') at++;
            else if (b == '"') inText = !inText;
            else if (!inText && b is (byte)'{' or (byte)'[') depth++;
            else if (!inText && b is (byte)'}' or (byte)']' && --depth == 0) return at + 1;
        }
        return null;
    }
}
