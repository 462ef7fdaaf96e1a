namespace Heed.Constraints;

/// <summary>Projects a weight after every optimizer step, to keep it where it is allowed to be; this base allows everything.</summary>
/// <remarks>Source: keras/src/constraints/constraints.py.</remarks>
public class Constraint : IKerasObject
{
    /// <inheritdoc/>
    public virtual string Module => "keras.constraints";

    /// <inheritdoc/>
    public virtual string ClassName => GetType().Name;

    /// <inheritdoc/>
    public virtual string? RegisteredName => null;

    /// <summary>Projects a value.</summary>
    /// <param name="weight">The weight after a step.</param>
    /// <returns>The nearest allowed value, of the same shape.</returns>
    public virtual Tensor Project(Tensor weight) => weight;

    /// <inheritdoc/>
    public virtual Config GetConfig() => new();

    /// <summary>The class.</summary>
    /// <returns>Keras's name of it.</returns>
    public override string ToString() => ClassName;

    /// <summary>A constraint by Keras's name.</summary>
    /// <param name="name">Such as <c>non_neg</c>.</param>
    /// <exception cref="ArgumentException">No constraint has this name.</exception>
    public static implicit operator Constraint(string name) => KerasRegistry.Create<Constraint>(name);
}
