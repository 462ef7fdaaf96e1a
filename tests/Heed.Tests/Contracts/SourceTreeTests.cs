using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Tests;

/// <summary>What CONTRIBUTING.md asks of files, and a machine can check.</summary>
public sealed class SourceTreeTests
{
    private static readonly string[] AllCode = ["src", "tests", "samples", "bench"];

    [Fact]
    public void No_file_is_longer_than_500_lines() => AssertNone(
        from file in SourceTree.CSharpFiles(AllCode)
        let lines = File.ReadLines(SourceTree.Root + file).Count()
        where lines > 500
        select $"{file}: {lines} lines");

    [Fact]
    public void Every_top_folder_has_a_README_of_at_most_20_lines() => AssertNone(
        from folder in Directory.GetDirectories(SourceTree.Root + "src/Heed").Concat(
            new[] { "tests", "samples", "docs", "bench" }.Select(x => SourceTree.Root + x).Where(Directory.Exists))
        where Path.GetFileName(folder) is not ("bin" or "obj")
        let readme = Path.Combine(folder, "README.md")
        where !File.Exists(readme) || File.ReadLines(readme).Count() > 20
        select $"{readme}: missing, or longer than 20 lines");

    [Fact]
    public void Namespaces_have_at_most_two_parts() => AssertNone(
        from node in Nodes<BaseNamespaceDeclarationSyntax>()
        where node.Name.ToString().Count(c => c == '.') > 1
        select $"{Place(node)}: namespace {node.Name}");

    [Fact]
    public void Unsafe_code_lives_in_Kernels_only() => AssertNone(
        from tree in SourceTree.Library
        where !tree.Key.StartsWith("Kernels/")
        from token in tree.Value.GetRoot().DescendantTokens()
        where token.IsKind(SyntaxKind.UnsafeKeyword) || (token.IsKind(SyntaxKind.FixedKeyword) && token.Parent is FixedStatementSyntax)
        select $"{Place(token.Parent!)}: {token}");

    [Fact]
    public void The_library_calls_no_native_code() => AssertNone(
        from node in Nodes<AttributeSyntax>()
        where node.Name.ToString() is "DllImport" or "LibraryImport"
        select $"{Place(node)}: {node.Name}");

    [Fact]
    public void No_failure_is_swallowed() => AssertNone(
        from node in Nodes<CatchClauseSyntax>()
        where node.Block.Statements.Count == 0
        select $"{Place(node)}: an empty catch");

    [Fact]
    public void Nothing_is_left_for_later()
    {
        var unfinished = new Regex(@"NotImplemented" + @"Exception|TO" + @"DO(?! ?\(?#\d)|FIX" + "ME|HA" + @"CK\b");
        AssertNone(
            from file in SourceTree.CSharpFiles(AllCode)
            from line in File.ReadLines(SourceTree.Root + file).Index()
            where unfinished.IsMatch(line.Item)
            select $"{file}({line.Index + 1}): {line.Item.Trim()}");
    }

    private static IEnumerable<T> Nodes<T>() where T : SyntaxNode =>
        SourceTree.Library.Values.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<T>());

    private static string Place(SyntaxNode node) => $"{node.SyntaxTree.FilePath}({node.GetLocation().GetLineSpan().StartLinePosition.Line + 1})";

    private static void AssertNone(IEnumerable<string> violations)
    {
        string text = string.Join('\n', violations);
        Assert.True(text.Length == 0, text);
    }
}
