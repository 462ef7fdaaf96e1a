namespace Heed;

/// <summary>In which types a layer computes and keeps its weights.</summary>
/// <remarks>Source: keras/src/dtype_policies/dtype_policy.py.</remarks>
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
    public string Module => "keras";

    /// <inheritdoc/>
    public string ClassName => nameof(DTypePolicy);

    /// <summary>A policy by Keras's name.</summary>
    /// <param name="name">Such as <c>float32</c> or <c>mixed_bfloat16</c>.</param>
    public static implicit operator DTypePolicy(string name) => new(name);

    /// <summary>The policy that computes and keeps weights in one type.</summary>
    /// <param name="dtype">The type.</param>
    public static implicit operator DTypePolicy(DType dtype) => new(dtype.Name());

    /// <inheritdoc/>
    public Config GetConfig() => new Config().With("name", Name);

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
        foreach (string name in (string[])[.. Enum.GetValues<DType>().Select(type => type.Name()), "mixed_float16", "mixed_bfloat16"])
            Register(name, _ => new DTypePolicy(name));
    }
}
