namespace Heed.Saving;

/// <summary>Writes a file whole or not at all: whoever looks at the path sees the old content or the new, never a part.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside <paramref name="path"/>, forces the bytes to the disk, then takes the file's place.</summary>
    /// <param name="path">The file to make or to replace; its folder must exist.</param>
    /// <param name="write">Writes the content. If it throws, the old file stays as it was.</param>
    /// <param name="length">How many bytes will come at least, if that is known: the disk makes room for them at once, which is faster and fails early where there is none.</param>
    /// <exception cref="IOException">The disk or the path refuses.</exception>
    public static void Write(string path, Action<Stream> write, long length = 0)
    {
        string target = Path.GetFullPath(path);
        // in the same folder, because only within one file system does a rename replace in one step
        string temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                BufferSize = 1 << 16,
                PreallocationSize = length,
            }))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);     // it is still there only if something failed
        }
    }
}
