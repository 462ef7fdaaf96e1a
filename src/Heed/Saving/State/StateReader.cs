using System.Globalization;
using Heed.Layers;
using Heed.Optimizers;

namespace Heed.Saving;

/// <summary>Finds for every part of a model its arrays in a weights file, checks all, and only then sets any.</summary>
/// <remarks>
/// Layouts of older versions are understood: <c>_layer_checkpoint_dependencies</c> for <c>layers</c> (2.12), private names of attributes (<c>_query_dense</c>), numbers of
/// list members that skip (2.12), groups of metrics and of seed generators, which are left alone. Source: keras/src/saving/saving_lib.py, <c>_load_state</c>.
/// </remarks>
/// <param name="model">Whose weights are set.</param>
/// <param name="report">Receives notes.</param>
internal sealed class StateReader(Model model, LoadReport report)
{
    private readonly List<(SavedArray Target, StoredArray Source)> _pairs = [];
    private readonly List<(SavedAsset Target, string Text)> _texts = [];

    /// <summary>What does not fit, a sentence each.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Gives the text of a file beside the weights by its path; null: it is not there.</summary>
    public Func<string, string?> Asset { get; init; } = _ => null;

    /// <summary>Is the state of the optimizer wanted?</summary>
    public bool WithOptimizer { get; init; } = true;

    /// <summary>Finds and checks; nothing is changed but that an optimizer whose state is there is built.</summary>
    public void Match(StoredGroup root) => Match(StateTree.Of(model), root, "");

    /// <summary>Sets all that was matched.</summary>
    /// <param name="readAllFirst">Read everything before anything is set, so that a damaged file changes nothing? It takes the memory of the weights once more.</param>
    public void Apply(bool readAllFirst)
    {
        if (readAllFirst)
        {
            Tensor[] values = [.. _pairs.Select(pair => pair.Source.ToTensor())];
            for (int i = 0; i < values.Length; i++) Set(_pairs[i].Target, values[i]);
        }
        else
        {
            foreach (var (target, source) in _pairs) Set(target, source.ToTensor());
        }
        foreach (var (target, text) in _texts) target.Set(text);
    }

    private static void Set(SavedArray target, Tensor value)
    {
        if (target.Variable is { } variable && variable.DType == value.DType) variable.Adopt(value);
        else target.Set(value);
    }

    private void Match(StateNode node, StoredGroup? group, string path)
    {
        if (node.Optimizer is { } optimizer)
        {
            // it takes memory for every weight of the model: not where the file does not even have those
            if (WithOptimizer && (optimizer.Built || Problems.Count == 0)) MatchOptimizer(optimizer, node, group);
            return;
        }
        MatchArrays(node, group, path);
        foreach (SavedAsset asset in node.Assets)
        {
            string own = StateNode.Join(path, asset.Name), stored = StateNode.Join(group?.Path ?? path, asset.Name);
            if ((Asset(stored) ?? Asset(own)) is { } text) _texts.Add((asset, text));
        }
        foreach (StateChild child in node.Children)
        {
            StoredGroup? holder = Holder(group, child.Attribute);
            string place = StateNode.Join(path, child.Attribute);
            if (!child.IsList)
            {
                TakeName(child.Members[0].Node, holder);
                Match(child.Members[0].Node, holder, place);
            }
            else
                foreach (var (key, member, stored) in Members(child, holder)) Match(member, stored, StateNode.Join(place, key));
        }
    }

    /// <summary>A part that no configuration names, such as the dropout inside attention, keeps the name that it had.</summary>
    private static void TakeName(StateNode part, StoredGroup? group)
    {
        if (part.Layer is { Weights.Count: 0 } layer && group?.Groups.GetValueOrDefault("vars")?.Name is { Length: > 0 } name && !name.Contains('/')) layer.Name = name;
    }

    private void MatchArrays(StateNode node, StoredGroup? group, string path)
    {
        StoredGroup? vars = group?.Groups.GetValueOrDefault("vars");
        if (node.Layer is IAssetOwner owner)
        {
            foreach ((string name, StoredArray array) in vars?.Arrays ?? [])        // what it learned before it was saved, which a new one has no place for yet
                if (array.Unreadable is null) _pairs.Add((new(name, array.Spec, array.ToTensor, value => owner.LoadOwnVariable(name, value)), array));
            return;
        }
        int count = vars?.Arrays.Count ?? 0;
        if (count != node.Arrays.Count)
        {
            string where = path.Length == 0 ? "vars" : $"{path}/vars";
            Problems.Add($"{node.Text} expects {node.Arrays.Count} arrays at '{where}': {Names(node.Arrays.Select(array => $"{array.Key} {array.Spec}"))}. "
                + $"Received {(vars is null ? "no such group" : $"{count}: {Names(vars.Arrays.Select(array => $"{array.Key} {array.Value.Spec}"))}")}.");
            return;
        }
        foreach (SavedArray target in node.Arrays)
            if (!vars!.Arrays.TryGetValue(target.Key, out StoredArray? source)) Problems.Add($"{node.Text} expects an array '{target.Key}' at '{vars.Path}'. Received {Names(vars.Arrays.Keys)}.");
            else if (!Pair(node.Text, target, source)) return;      // Keras leaves out what follows in the layer, too
    }

    /// <summary>Notes that an array of the file becomes one of the model, if they fit.</summary>
    public bool Pair(string owner, SavedArray target, StoredArray source)
    {
        if (source.Unreadable is { } elements) Problems.Add($"{owner} expects numbers in '{source.Place}'. Received {elements}.");
        else if (source.Shape != target.Spec.Shape || source.DType.IsFloat() != target.Spec.DType.IsFloat())
            Problems.Add($"{owner} expects the array '{source.Place}' to be {target.Spec}. Received {source.Spec}.");
        else
        {
            _pairs.Add((target, source));
            return true;
        }
        return false;
    }

    private static string Names(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length == 0 ? "none" : string.Join(", ", all.Take(8)) + (all.Length > 8 ? ", …" : "");
    }

    /// <summary>The group of an attribute, which some versions spelled otherwise.</summary>
    private static StoredGroup? Holder(StoredGroup? group, string attribute) => group is null ? null
        : ((string[])[attribute, attribute == "layers" ? "_layer_checkpoint_dependencies" : $"_{attribute}", attribute.TrimStart('_')])
            .Select(group.Find).FirstOrDefault(found => found is not null);

    /// <summary>The members of a list with their groups: by name, or where the file's numbers skip, in their order.</summary>
    private static IEnumerable<(string Key, StateNode Node, StoredGroup? Group)> Members(StateChild child, StoredGroup? holder)
    {
        foreach (var same in child.Members.GroupBy(member => Stem(member.Key).Stem))
        {
            (string Key, StateNode Node)[] members = [.. same];
            bool fits = holder is null || members.All(member => holder.Groups.ContainsKey(member.Key));
            StoredGroup[] numbered = fits ? [] :
            [
                .. holder!.Groups.Where(group => Stem(group.Key).Stem == same.Key).OrderBy(group => Stem(group.Key).Number).Select(group => group.Value),
            ];
            for (int i = 0; i < members.Length; i++)
                yield return (members[i].Key, members[i].Node, numbered.Length == members.Length ? numbered[i] : holder?.Groups.GetValueOrDefault(members[i].Key));
        }
    }

    private static (string Stem, int Number) Stem(string key)
    {
        int line = key.LastIndexOf('_');
        return line > 0 && int.TryParse(key.AsSpan(line + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? (key[..line], number) : (key, 0);
    }

    private void MatchOptimizer(Optimizer optimizer, StateNode node, StoredGroup? group)
    {
        if (group?.Groups.GetValueOrDefault("vars") is not { } vars || vars.Arrays.Count == 0) return;
        StoredArray[] stored = [.. vars.Arrays.OrderBy(array => Stem($"vars_{array.Key}").Number).Select(array => array.Value)];
        MatchOptimizer(optimizer, stored, node.Text);
    }

    private static bool HasSteps(IReadOnlyList<StoredArray> stored) =>
        stored is [{ Shape.Rank: 0, Unreadable: null } steps, ..] && !steps.DType.IsFloat() && steps.ToTensor().Cast(DType.Int64).Item<long>() > 0;

    /// <summary>Pairs the variables of an optimizer with a file's, in their order.</summary>
    public void MatchOptimizer(Optimizer optimizer, IReadOnlyList<StoredArray> stored, string text)
    {
        // a file of an optimizer that never took a step may hold no more than a new one has; then it stays new
        if (!optimizer.Built && (stored.Count != optimizer.Variables.Count || HasSteps(stored))) optimizer.Build(model.TrainableWeights);
        SavedArray[] own = [.. StateTree.ArraysOf(optimizer)];
        if (stored.Count == own.Length - 1 && optimizer.LearningRateSchedule is null)
            own = [.. own.Where((_, i) => i != 1)];         // Keras 2 kept the learning rate in the configuration alone
        int problems = Problems.Count, pairs = _pairs.Count;
        if (stored.Count == own.Length)
            foreach (var (target, source) in own.Zip(stored)) Pair(text, target, source);
        else Problems.Add($"it has {own.Length} variables, the file {stored.Count}");
        if (Problems.Count == problems) return;
        report.Note($"The state of {text} was left out, so it starts anew: {Problems[problems]}");
        Problems.RemoveRange(problems, Problems.Count - problems);
        _pairs.RemoveRange(pairs, _pairs.Count - pairs);
    }
}
