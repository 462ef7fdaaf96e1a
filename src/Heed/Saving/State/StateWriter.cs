namespace Heed.Saving;

/// <summary>The tree of groups and arrays that files keep of a model.</summary>
internal static class StateWriter
{
    /// <summary>As HDF5 groups; the elements are fetched when the file is written.</summary>
    public static Hdf5NewGroup Tree(Model model, StateNode state)
    {
        var root = new Hdf5NewGroup();
        Fill(root, state);
        if (model.CarriedState is { } carried) Fill(root.AddGroup("optimizer"), carried, model.CarriedOptimizerName);
        return root;
    }

    private static void Fill(Hdf5NewGroup group, StateNode node)
    {
        Hdf5NewGroup vars = group.AddGroup("vars");
        vars.Add(Hdf5Attribute.OfText("name", node.Name));
        foreach (Layers.SavedArray array in node.Arrays) Add(vars, array.Key, array.Spec, array.Get);
        foreach (StateChild child in node.Children)
        {
            Hdf5NewGroup holder = child.Attribute.Split('/').Aggregate(group, (outer, name) => outer.Group(name));
            foreach (var (key, member) in child.Members) Fill(key.Length == 0 ? holder : holder.AddGroup(key), member);
        }
    }

    private static void Fill(Hdf5NewGroup group, StoredGroup carried, string? name)
    {
        foreach ((string key, StoredArray array) in carried.Arrays) Add(group, key, array.Spec, array.ToTensor);
        foreach ((string key, StoredGroup inner) in carried.Groups)
        {
            Hdf5NewGroup made = group.AddGroup(key);
            if (key == "vars" && name is not null) made.Add(Hdf5Attribute.OfText("name", name));
            Fill(made, inner, null);
        }
    }

    private static void Add(Hdf5NewGroup group, string key, TensorSpec spec, Func<Tensor> get)
    {
        Hdf5NewDataset dataset = group.AddDataset(key, Hdf5Type.Of(spec.DType), [.. spec.Shape.ToArray()], stream => stream.Write(ElementBytes.Bits<byte>(get())));
        if (spec.DType == DType.BFloat16) dataset.Add(Hdf5Attribute.OfText("dtype", "bfloat16"));
    }
}
