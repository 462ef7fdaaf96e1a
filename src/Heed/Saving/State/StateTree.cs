using Heed.Layers;
using Heed.Optimizers;

namespace Heed.Saving;

/// <summary>Walks a model as Keras does when it saves: by the names of Python attributes, each part once.</summary>
/// <remarks>
/// <para>The lists of layers of sequential and functional models come first, then attributes by name, those that begin with '_' last. In a list, a part is named after
/// its class: <c>dense</c>, <c>dense_1</c> …</para>
/// <para><b>Source</b>  keras/src/saving/saving_lib.py, <c>_save_state</c>, <c>_walk_saveable</c>.</para>
/// </remarks>
internal sealed class StateTree
{
    private readonly HashSet<object> _visited = new(ReferenceEqualityComparer.Instance);

    /// <summary>The parts of a model, the optimizer included if there is one.</summary>
    public static StateNode Of(Model model) => new StateTree().Visit(model);

    private StateNode Visit(Layer layer)
    {
        _visited.Add(layer);
        var children = new List<StateChild>();
        foreach (var (attribute, isList, parts) in Attributes(layer))
        {
            var counts = new Dictionary<string, int>();
            var members = new List<(string, StateNode)>();
            foreach (object part in parts)
            {
                string key = isList ? Unique(((Layer)part).SavedClassName, counts) : "";
                if (_visited.Contains(part)) continue;
                members.Add((key, part is Optimizer optimizer ? Visit(optimizer) : Visit((Layer)part)));
            }
            if (members.Count > 0) children.Add(new(attribute, isList, members));
        }
        return new(layer.ToString(), layer.Name, layer.SavedArrays, layer.SavedAssets, children) { Layer = layer };
    }

    /// <summary>The attributes of a layer that hold parts, in Keras's order.</summary>
    private static IEnumerable<(string Attribute, bool IsList, object[] Parts)> Attributes(Layer layer)
    {
        var model = layer as Model;
        var found = layer.SavedLayers.GroupBy(part => part.Attribute)
            .Select(group => (Attribute: group.Key.Replace("[]", "", StringComparison.Ordinal), IsList: group.Key.EndsWith("[]", StringComparison.Ordinal),
                Parts: (object[])[.. group.Select(part => part.Layer)]))
            .ToList();
        if (model is not null && model.KnownGraph is null && model is not Sequential && found.TrueForAll(part => part.Attribute != "layers"))
            found.Add(("layers", true, [.. layer.Layers]));     // a subclass has that list too, beside its own attributes
        if (model?.Optimizer is { } optimizer) found.Add(("optimizer", false, [optimizer]));
        return found.OrderBy(part => model is not null && part.Attribute == "layers" && (model.KnownGraph is not null || model is Sequential) ? "" : Key(part.Attribute),
            StringComparer.Ordinal);
    }

    private StateNode Visit(Optimizer optimizer)
    {
        _visited.Add(optimizer);
        var counts = new Dictionary<string, int>();
        StateChild[] children = optimizer switch
        {
            LossScaleOptimizer { InnerOptimizer: var inner } => [new("inner_optimizer", false, [("", Visit(inner))])],
            MultiOptimizer several => [new("optimizers", true, [.. several.Optimizers.Select(inner => (Unique(Snake.Case(inner.ClassName), counts), Visit(inner)))])],
            _ => [],
        };
        return new(optimizer.ToString(), optimizer.Name, ArraysOf(optimizer), [], children) { Optimizer = optimizer };
    }

    /// <summary>The variables of an optimizer as files keep them.</summary>
    public static IReadOnlyList<SavedArray> ArraysOf(Optimizer optimizer) => [.. optimizer.Variables.Select((variable, i) => SavedArray.Of($"{i}", variable))];

    private static string Key(string attribute) => attribute.StartsWith('_') ? $"~{attribute}" : attribute;

    private static string Unique(string name, Dictionary<string, int> counts)
    {
        int count = counts.GetValueOrDefault(name);
        counts[name] = count + 1;
        return count == 0 ? name : $"{name}_{count}";
    }
}
