namespace Heed.Callbacks;

/// <summary>Opens files of callbacks; an error names the callback, the file and the way out, before training has begun.</summary>
internal static class LogFile
{
    /// <summary>Does something to the disk.</summary>
    /// <param name="owner">The callback's class.</param>
    /// <param name="path">What errors name.</param>
    /// <param name="open">What is done.</param>
    /// <exception cref="IOException">The disk or the path refuses.</exception>
    public static T Open<T>(string owner, string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new IOException($"{owner} expects to be able to write to '{path}'. Received: {error.Message} Choose another folder, or change its permissions.", error);
        }
    }

    /// <summary>Makes the folder of a file, if it is not there.</summary>
    public static void MakeFolderOf(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
    }
}
