using Heed.Layers;

namespace Heed;

public sealed partial class Tape
{
    /// <summary>Saves memory for time: what a function computes on the way is not kept for its gradient, but computed again.</summary>
    /// <remarks>
    /// The results are the same bits: variables that the function changes (statistics of a normalization, states of seed generators) are set back while it
    /// is repeated, so dropout drops the same elements. Without a tape that follows its inputs or variables, the function is simply called.
    /// In a functional model it is one step of the graph, which files cannot hold: put it into a layer of your own to save the model.
    /// Keras: <c>keras.remat</c>, keras/src/backend/common/remat.py. <see cref="RematScope"/> does it to layers.
    /// </remarks>
    /// <param name="function">Made of ops and layers; it may read variables and tensors other than its inputs.</param>
    /// <returns>The function, to be called in place of <paramref name="function"/>.</returns>
    /// <example>
    /// <code>
    /// var block = Tape.Rematerialize(x => Tanh(MatMul(x, kernel)));
    /// </code>
    /// </example>
    public static Func<Tensors, Tensors> Rematerialize(Func<Tensors, Tensors> function) => inputs =>
    {
        if (inputs.AnySymbolic)
            return CustomGradientOp.Like(function(inputs), new RematerializeOp(function, x => CallAgain(function, x), inputs).ApplyAll(inputs.ToArray()));
        return CallAgain(function, inputs);
    };

    private static Tensors CallAgain(Func<Tensors, Tensors> function, Tensors inputs)
    {
        if (!IsAnyRecording) return function(inputs);
        DType? type = AutocastScope.Current;
        CallContext.Restoring restore = CallContext.Remember();
        var computation = new Recomputation(x =>
        {
            using var types = new AutocastScope(type);
            using CallContext calls = restore();
            return function(x);
        }, inputs);
        (Tensor[] sources, Tensor[] results) = computation.RunFirst();
        Tensors outputs = computation.Outputs!;
        if (sources.Length > 0) Record(new RematerializeOp(function, function, inputs) { Computation = computation }, sources, results);
        computation.Deliver(results.AsSpan(outputs.Count));
        return outputs;
    }
}
