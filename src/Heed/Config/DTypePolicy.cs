namespace Heed;

/// <summary>In which types a layer computes and keeps its weights.</summary>
/// <remarks>
/// A file may hold a policy for each of several layers, by path (Keras's <c>DTypePolicyMap</c>): it is read, obeyed and written again.
/// Source: keras/src/dtype_policies/dtype_policy.py, dtype_policy_map.py.
/// </remarks>
public sealed class DTypePolicy : IKerasObject
{
    private static volatile DTypePolicy s_global = new("float32");

    /// <summary>A policy by Keras's name.</summary>
    /// <param name="name">An element type, or <c>mixed_float16</c> / <c>mixed_bfloat16</c>, which keep float32 weights.</param>
    /// <exception cref="ArgumentException">No policy has this name.</exception>
    public DTypePolicy(string name)
    {
        Name = name;
        (ComputeDType, VariableDType) = name switch
        {
            "mixed_float16" => (DType.Float16, DType.Float32),
            "mixed_bfloat16" => (DType.BFloat16, DType.Float32),
            _ => Same(name),
        };
    }

    /// <summary>A policy for each of several paths.</summary>
    internal DTypePolicy(DTypePolicyMap map)
    {
        (Name, Map) = ($"map_{map.Default.Name}", map);
        (ComputeDType, VariableDType) = (map.Default.ComputeDType, map.Default.VariableDType);
    }

    /// <summary>The policies by path; <see langword="null"/>: it is one policy.</summary>
    internal DTypePolicyMap? Map { get; }

    /// <summary>The policy of the layer of a path.</summary>
    internal DTypePolicy For(string path) => Map is null || path.Length == 0 ? this : Map.Find(path);

    /// <summary>The policy of layers that name none.</summary>
    public static DTypePolicy Global
    {
        get => s_global;
        set => s_global = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Keras's name.</summary>
    public string Name { get; }

    /// <summary>The type to which floating-point inputs are converted, and of outputs.</summary>
    public DType ComputeDType { get; }

    /// <summary>The type of the weights.</summary>
    public DType VariableDType { get; }

    /// <inheritdoc/>
    public string Module => Map is null ? "keras" : "keras.dtype_policies";

    /// <inheritdoc/>
    public string ClassName => Map is null ? nameof(DTypePolicy) : nameof(DTypePolicyMap);

    /// <summary>A policy by Keras's name.</summary>
    /// <param name="name">Such as <c>float32</c> or <c>mixed_bfloat16</c>.</param>
    public static implicit operator DTypePolicy(string name) => new(name);

    /// <summary>The policy that computes and keeps weights in one type.</summary>
    /// <param name="dtype">The type.</param>
    public static implicit operator DTypePolicy(DType dtype) => new(dtype.Name());

    /// <inheritdoc/>
    public Config GetConfig() => Map?.GetConfig() ?? new Config().With("name", Name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static (DType, DType) Same(string name)
    {
        try
        {
            DType type = DTypes.Parse(name);
            return (type, type);
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException($"DTypePolicy expects an element type, 'mixed_float16' or 'mixed_bfloat16'. Received '{name}'.", error);
        }
    }
}

public static partial class KerasRegistry
{
    /// <summary>Policies by their serialization and, as metrics and older files write them, by their name alone.</summary>
    static partial void RegisterPolicies()
    {
        Register("DTypePolicy", config => new DTypePolicy(config.Require<string>("name")));
        Register("DTypePolicyMap", config => new DTypePolicy(DTypePolicyMap.FromConfig(config)));
        foreach (string name in (string[])[.. Enum.GetValues<DType>().Select(type => type.Name()), "mixed_float16", "mixed_bfloat16"])
            Register(name, _ => new DTypePolicy(name));
    }
}
