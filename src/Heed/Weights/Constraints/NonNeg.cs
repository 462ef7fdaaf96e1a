namespace Heed.Constraints;

/// <summary>Sets negative weights to 0.</summary>
/// <remarks>Source: keras/src/constraints/constraints.py.</remarks>
public sealed class NonNeg : Constraint
{
    /// <inheritdoc/>
    public override Tensor Project(Tensor weight) => Ops.Maximum(weight, 0);
}
