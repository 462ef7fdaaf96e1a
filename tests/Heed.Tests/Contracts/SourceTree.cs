using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Heed.Tests;

/// <summary>The repository as text and syntax, for the tests that read it.</summary>
internal static class SourceTree
{
    /// <summary>The folder of Heed.slnx, with a closing separator.</summary>
    public static readonly string Root = FindRoot();

    /// <summary>The parsed files of src/Heed, by their path from there (<c>Layers/Attention/Attention.cs</c>).</summary>
    public static readonly IReadOnlyDictionary<string, SyntaxTree> Library = Parse("src/Heed/");

    /// <summary>The hand-written C# files below the folders, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> CSharpFiles(params string[] folders) =>
        from folder in folders
        where Directory.Exists(Root + folder)
        from path in Directory.EnumerateFiles(Root + folder, "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where !file.Contains("/bin/") && !file.Contains("/obj/")
        orderby file
        select file;

    /// <summary>The text of one file.</summary>
    public static string Read(string file) => File.ReadAllText(Root + file);

    private static Dictionary<string, SyntaxTree> Parse(string folder) => CSharpFiles(folder).ToDictionary(
        file => file[folder.Length..],
        file => CSharpSyntaxTree.ParseText(Read(file), path: file[folder.Length..]));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Heed.slnx")))
                return folder.FullName + Path.DirectorySeparatorChar;
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Heed.slnx.");
    }
}
