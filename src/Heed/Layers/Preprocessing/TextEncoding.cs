using System.Text;

namespace Heed.Layers;

/// <summary>Python's names of text encodings.</summary>
internal static class TextEncoding
{
    /// <summary>The encoding of a name such as <c>utf-8</c>; bytes that it does not know are an error.</summary>
    /// <exception cref="ArgumentException">There is no such encoding.</exception>
    public static Encoding Of(string name, object owner)
    {
        string plain = name.ToLowerInvariant().Replace('_', '-') switch
        {
            "utf8" => "utf-8",
            "utf16" => "utf-16",
            "utf32" => "utf-32",
            "latin-1" or "latin1" or "iso8859-1" => "iso-8859-1",
            "ascii" => "us-ascii",
            var other => other,
        };
        try
        {
            return Encoding.GetEncoding(plain, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException($"{owner} expects an encoding such as 'utf-8', 'utf-16', 'latin-1' or 'ascii'. Received '{name}'.", "encoding", error);
        }
    }
}
