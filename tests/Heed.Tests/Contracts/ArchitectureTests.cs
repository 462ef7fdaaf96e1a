using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Heed.Tests;

/// <summary>
/// The folders of src/Heed have an order, and each uses only those above it. A member of a partial class belongs to the folder of the file it stands in;
/// a type belongs to the topmost folder that declares a part of it.
/// </summary>
public sealed class ArchitectureTests
{
    /// <summary>From the top; folders of one line are one level.</summary>
    private static readonly string[][] Order =
    [
        ["Diagnostics"], ["Tensors"], ["Kernels"], ["Autodiff", "Ops"], ["Config"], ["Weights"],
        ["Layers"], ["Models"], ["Distributed"], ["Training"], ["Saving"],
    ];

    private static readonly CSharpCompilation Library = Compile(SourceTree.Library.Values);

    private static readonly Lazy<(string File, ISymbol Symbol, string Home, string Text)[]> LibraryUses = new(() => [.. Uses(Library)]);

    [Fact]
    public void Every_file_is_in_a_folder_of_the_order()
    {
        string[] strangers = [.. SourceTree.Library.Keys.Where(file => Level(file) < 0)];
        Assert.True(strangers.Length == 0, string.Join('\n', strangers));
    }

    [Fact]
    public void A_folder_uses_only_those_above_it()
    {
        string[] violations = [.. Violations(LibraryUses.Value).Distinct().Order()];
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }

    [Fact]
    public void Kernels_know_no_tensors()
    {
        string[] violations = [.. from use in LibraryUses.Value
                                  where use.File.StartsWith("Kernels/") && (use.Symbol as INamedTypeSymbol ?? use.Symbol.ContainingType)?.Name == "Tensor"
                                  select use.Text];
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }

    /// <summary>The test itself must be able to fail.</summary>
    [Fact]
    public void An_arrow_that_points_down_is_found_and_a_partial_class_is_not_an_arrow()
    {
        SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, path: path);
        string[] violations = [.. Violations(Uses(Compile(
        [
            Parse("Tensors/Tensor.cs", "namespace Heed; public partial class Tensor { public int Rank => Ops.Two(); }"),
            Parse("Ops/Ops.cs", "namespace Heed; public static class Ops { public static int Two() => 2; public static int Rank(Tensor x) => x.Twice(); }"),
            Parse("Layers/Tensor.Twice.cs", "namespace Heed; public partial class Tensor { public int Twice() => Ops.Two() + Rank; }"),
        ])))];
        Assert.Equal(
            ["Ops/Ops.cs(1) uses Tensor.Twice() of Layers/Tensor.Twice.cs", "Tensors/Tensor.cs(1) uses Ops of Ops/Ops.cs", "Tensors/Tensor.cs(1) uses Ops.Two() of Ops/Ops.cs"],
            violations.Order());
    }

    private static IEnumerable<string> Violations(IEnumerable<(string File, ISymbol Symbol, string Home, string Text)> uses) =>
        from use in uses
        where Level(use.File) >= 0 && Level(use.Home) > Level(use.File)
        select use.Text;

    /// <summary>Every mention, in code, of something that the library itself declares.</summary>
    private static IEnumerable<(string File, ISymbol Symbol, string Home, string Text)> Uses(CSharpCompilation library) =>
        from tree in library.SyntaxTrees
        let model = library.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes()
        where node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax or ElementAccessExpressionSyntax
            or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax
        let info = model.GetSymbolInfo(node)
        let symbol = (info.Symbol ?? info.CandidateSymbols.FirstOrDefault())?.OriginalDefinition
        where symbol is INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol
        let homes = symbol.DeclaringSyntaxReferences.Select(x => x.SyntaxTree.FilePath).OrderBy(Level).ToArray()
        where homes.Length > 0 && homes[0] != tree.FilePath
        let line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1
        select (tree.FilePath, symbol, homes[0], $"{tree.FilePath}({line}) uses {symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)} of {homes[0]}");

    private static int Level(string file) => Array.FindIndex(Order, level => level.Contains(file.Split('/')[0]));

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees)
    {
        SyntaxTree usings = CSharpSyntaxTree.ParseText(
            "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; " +
            "global using System.Threading; global using System.Threading.Tasks;", path: "Usings.cs");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not "Heed.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create("Heed", [usings, .. trees], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }
}
