using Heed.Initializers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>The bias of the gates i, f, c, o: ones for the forget gate, the given initializer for the others.</summary>
internal sealed class ForgetBias(Initializer others, int units) : Initializer
{
    /// <inheritdoc/>
    public override Tensor Create(Shape shape, DType dtype = Heed.DType.Float32) =>
        Concatenate([others.Create([units], dtype), Ones([units], dtype), others.Create([2 * units], dtype)], axis: 0);
}
