namespace Heed.Initializers;

/// <summary>Gives a weight its first value.</summary>
/// <remarks><c>"he_normal"</c> and a tensor of the weight's shape convert implicitly.</remarks>
public abstract class Initializer : IKerasObject
{
    /// <inheritdoc/>
    public virtual string Module => "keras.initializers";

    /// <inheritdoc/>
    public virtual string ClassName => GetType().Name;

    /// <inheritdoc/>
    public virtual string? RegisteredName => null;

    /// <summary>Makes a first value.</summary>
    /// <param name="shape">The weight's shape.</param>
    /// <param name="dtype">The weight's type.</param>
    /// <returns>A tensor of this shape and type.</returns>
    public abstract Tensor Create(Shape shape, DType dtype = DType.Float32);

    /// <summary>The initializer for another weight: a drawn seed is drawn anew, a given one stays.</summary>
    internal virtual Initializer ForAnotherWeight() => this;

    /// <inheritdoc/>
    public virtual Config GetConfig() => new();

    /// <summary>The class.</summary>
    /// <returns>Keras's name of it.</returns>
    public override string ToString() => ClassName;

    /// <summary>An initializer by Keras's name.</summary>
    /// <param name="name">Such as <c>glorot_uniform</c> or <c>HeNormal</c>.</param>
    /// <exception cref="ArgumentException">No initializer has this name.</exception>
    public static implicit operator Initializer(string name) => KerasRegistry.Create<Initializer>(name);

    /// <summary>The values of a tensor.</summary>
    /// <param name="values">They broadcast to the weight's shape.</param>
    public static implicit operator Initializer(Tensor values) => new Constant(values);
}
