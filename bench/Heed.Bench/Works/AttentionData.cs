using Heed.Layers;

namespace Heed.Bench;

/// <summary>Which keys a query may see.</summary>
internal enum Hidden
{
    /// <summary>None is hidden.</summary>
    Nothing,

    /// <summary>Those after the query.</summary>
    Future,

    /// <summary>The second half of every row: padding.</summary>
    SecondHalf,
}

/// <summary>Queries, keys and values of one shape, and those who attend to them.</summary>
internal sealed class AttentionData
{
    private readonly int _batch, _length, _width;
    private readonly float[] _query, _key, _value;
    private readonly Tensor _q, _k, _v, _keep, _gradient;
    private readonly Attention _layer = new();

    public AttentionData((int Batch, int Length, int Width) shape)
    {
        (_batch, _length, _width) = shape;
        int size = _batch * _length * _width;
        (_query, _key, _value) = (Draw.Uniform(size, 1), Draw.Uniform(size, 2), Draw.Uniform(size, 3));
        Tensor Of(float[] values) => Tensor.From(values, [_batch, _length, _width]);
        (_q, _k, _v, _gradient) = (Of(_query), Of(_key), Of(_value), Of(Draw.Uniform(size, 4)));
        _keep = Tensor.From(Enumerable.Range(0, _batch * _length).Select(i => i % _length < (_length + 1) / 2).ToArray(), [_batch, _length]);
    }

    /// <summary>The part of the scores that is not hidden.</summary>
    public static double Share(Hidden hidden, int length) => hidden switch
    {
        Hidden.Future => (length + 1) / (2.0 * length),
        Hidden.SecondHalf => ((length + 1) / 2) / (double)length,
        _ => 1,
    };

    /// <summary>The layer as a user calls it.</summary>
    public Tensor Layer(Hidden hidden) =>
        _layer.Apply([_q, _v, _k], hidden == Hidden.SecondHalf ? [null, _keep] : null, useCausalMask: hidden == Hidden.Future);

    /// <summary>The same by matrix product, softmax, matrix product, with the scores in memory.</summary>
    public Tensor Unfused(Hidden hidden)
    {
        Tensor scores = Ops.MatMul(_q, _k, transposeB: true);
        if (hidden == Hidden.Future) scores = Ops.Where(Ops.LowerTriangle(_length, _length), scores, scores - 1e9);
        if (hidden == Hidden.SecondHalf) scores = Ops.Where(Ops.ExpandDims(_keep, -2), scores, scores - 1e9);
        return Ops.MatMul(Ops.Softmax(scores), _v);
    }

    /// <summary>Output and gradients of queries, values and keys.</summary>
    public Tensors ForwardAndBackward(Func<Hidden, Tensor> forward, Hidden hidden)
    {
        using Tape tape = Follow();
        Tensor output = forward(hidden);
        return [output, .. tape.Gradients([output], [_gradient], [_q, _v, _k])!];
    }

    /// <summary>The gradients alone, of a forward pass that is done and recorded here, once.</summary>
    /// <remarks>Recorded in a pause, the tape is not open afterwards: others may be kept beside it, and no tape listens to the gradients.</remarks>
    public Func<Tensors> Backward(Func<Hidden, Tensor> forward, Hidden hidden)
    {
        (Tape tape, Tensor output) = Tape.Pause(() =>
        {
            Tape open = Follow();
            return (open, forward(hidden));
        });
        return () => [.. tape.Gradients([output], [_gradient], [_q, _v, _k])!];
    }

    /// <summary>ONNX Runtime's fused attention: one head, so that its layout (B, T, heads · width) is ours.</summary>
    public Contender OnnxRuntime(Hidden hidden)
    {
        int[] shape = [_batch, _length, _width];
        List<(string, Array, int[])> inputs = [("query", _query, shape), ("key", _key, shape), ("value", _value, shape)];
        string[] names = ["query", "key", "value"];
        if (hidden == Hidden.SecondHalf)
        {
            inputs.Add(("keep", Array.ConvertAll(_keep.ToArray<bool>(), keep => keep ? 1 : 0), [_batch, _length]));
            names = [.. names, "", "keep"];     // the fourth is a bias
        }
        OnnxModel graph = new OnnxModel().Node("com.microsoft:MultiHeadAttention", names, ["output"],
            ("num_heads", 1), ("scale", 1f), ("unidirectional", hidden == Hidden.Future ? 1 : 0));
        return OnnxRuntimePeer.Of(graph, [.. inputs], ("output", shape));
    }

    private Tape Follow()
    {
        var tape = new Tape();
        tape.Watch(_q);
        tape.Watch(_v);
        tape.Watch(_k);
        return tape;
    }
}
