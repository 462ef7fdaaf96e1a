namespace Heed.Regularizers;

/// <summary>Computes a penalty on a weight or an output, which is added to the loss.</summary>
public abstract class Regularizer : IKerasObject
{
    /// <inheritdoc/>
    public virtual string Module => "keras.regularizers";

    /// <inheritdoc/>
    public virtual string ClassName => GetType().Name;

    /// <inheritdoc/>
    public virtual string? RegisteredName => null;

    /// <summary>Computes the penalty.</summary>
    /// <param name="x">The weight or output.</param>
    /// <returns>A scalar.</returns>
    public abstract Tensor Penalty(Tensor x);

    /// <inheritdoc/>
    public abstract Config GetConfig();

    /// <summary>The class.</summary>
    /// <returns>Keras's name of it.</returns>
    public override string ToString() => ClassName;

    /// <summary>A regularizer by Keras's name.</summary>
    /// <param name="name">Such as <c>l2</c>.</param>
    /// <exception cref="ArgumentException">No regularizer has this name.</exception>
    public static implicit operator Regularizer(string name) => KerasRegistry.Create<Regularizer>(name);
}
