using Heed.Layers;

namespace Heed.Saving;

/// <summary>A part of a model that files keep something of: a layer or an optimizer, with the parts inside it.</summary>
/// <param name="Text">Class and name, for errors.</param>
/// <param name="Name">Its name, which files note beside its arrays.</param>
/// <param name="Arrays">Its own arrays.</param>
/// <param name="Assets">Its own texts.</param>
/// <param name="Children">The parts inside, in Keras's order.</param>
internal sealed record StateNode(string Text, string Name, IReadOnlyList<SavedArray> Arrays, IReadOnlyList<SavedAsset> Assets, IReadOnlyList<StateChild> Children)
{
    /// <summary>The layer, if it is one.</summary>
    public Layer? Layer { get; init; }

    /// <summary>The optimizer, if it is one: its arrays come and go.</summary>
    public Optimizers.Optimizer? Optimizer { get; init; }

    /// <summary>This part and all parts inside with their paths, outer before inner.</summary>
    public IEnumerable<(string Path, StateNode Node)> All(string path = "")
    {
        yield return (path, this);
        foreach (StateChild child in Children)
            foreach (var (key, node) in child.Members)
                foreach (var inner in node.All(Join(Join(path, child.Attribute), key))) yield return inner;
    }

    /// <summary>Two parts of a path; an empty one adds nothing.</summary>
    public static string Join(string path, string name) => path.Length == 0 ? name : name.Length == 0 ? path : $"{path}/{name}";
}

/// <summary>The part under an attribute of a Python object, or the list of parts.</summary>
/// <param name="Attribute">The attribute's name, such as <c>cell</c> or <c>layers</c>.</param>
/// <param name="IsList">Is it a list, whose members have names of their own?</param>
/// <param name="Members">The parts with their names in the list; a single one has none.</param>
internal sealed record StateChild(string Attribute, bool IsList, IReadOnlyList<(string Key, StateNode Node)> Members);
