namespace Heed.Tests.Training;

/// <summary>A temporary folder that goes away.</summary>
internal sealed class Folder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("heed-").FullName;

    public static implicit operator string(Folder folder) => folder._path;

    /// <summary>Writes a file, in a subfolder perhaps.</summary>
    public string Write(string name, byte[] content)
    {
        string path = Path.Combine(_path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
