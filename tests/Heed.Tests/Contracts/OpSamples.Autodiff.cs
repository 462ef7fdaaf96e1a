using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of src/Heed/Autodiff.</summary>
internal static partial class OpSamples
{
    private static OpSample[] Autodiff()
    {
        Func<Tensors, Tensors> exponential = Tape.CustomGradient(x => Exp(x), (x, y, dy) => [dy[0] * y[0]]);
        Func<Tensors, Tensors> again = Tape.Rematerialize(x => Exp(x) * x);
        return [Unary("CustomGradient", x => exponential(x)), Unary("Rematerialize", x => again(x))];
    }
}
