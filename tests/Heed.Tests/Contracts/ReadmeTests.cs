using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Heed.Tests;

/// <summary>The C# in README.md and in docs/ compiles and runs: the blocks of a page, one after the other, are one program.</summary>
[Collection(nameof(ReadmeTests))]
[CollectionDefinition(nameof(ReadmeTests), DisableParallelization = true)]     // a page prints, and writes files where it stands
public sealed class ReadmeTests
{
    public static TheoryData<string> Pages => [.. PagesWithCode()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_code_of_a_page_runs(string page)
    {
        string program = string.Join('\n', Blocks(SourceTree.Read(page)));
        MethodInfo main = Compile(page, program).EntryPoint!;

        (string folder, TextWriter console) = (Environment.CurrentDirectory, Console.Out);
        string temporary = Directory.CreateTempSubdirectory("heed-").FullName;
        try
        {
            Environment.CurrentDirectory = temporary;
            Console.SetOut(TextWriter.Null);
            main.Invoke(null, main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = folder;
            Directory.Delete(temporary, recursive: true);
        }
    }

    [Fact]
    public void The_README_shows_code() => Assert.NotEmpty(Blocks(SourceTree.Read("README.md")));

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        string[] broken = [.. from page in AllPages()
                              from Match link in Regex.Matches(SourceTree.Read(page), @"\]\((?!https?:|#)(?<target>[^)#]+)")
                              let target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups["target"].Value)
                              where !Path.Exists(SourceTree.Root + target)
                              select $"{page}: {link.Groups["target"].Value}"];
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    private static IEnumerable<string> AllPages() =>
        new[] { "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md" }.Concat(
            Directory.EnumerateFiles(SourceTree.Root + "docs", "*.md", SearchOption.AllDirectories).Order().Select(path => Path.GetRelativePath(SourceTree.Root, path).Replace('\\', '/')));

    private static IEnumerable<string> PagesWithCode() => AllPages().Where(page => Blocks(SourceTree.Read(page)).Any());

    /// <summary>The fenced blocks marked as C#.</summary>
    private static IEnumerable<string> Blocks(string markdown) =>
        Regex.Matches(markdown.ReplaceLineEndings("\n"), @"^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Select(x => x.Groups["code"].Value);

    private static Assembly Compile(string page, string program)
    {
        SyntaxTree usings = CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create($"Page.{Path.GetFileNameWithoutExtension(page)}", [usings, CSharpSyntaxTree.ParseText(program, path: page)], references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var assembly = new MemoryStream();
        EmitResult result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(x => x.Severity == DiagnosticSeverity.Error).Select(x => x.ToString())));
        return Assembly.Load(assembly.ToArray());
    }
}
