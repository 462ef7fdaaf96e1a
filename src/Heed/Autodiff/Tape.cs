namespace Heed;

/// <summary>Records what is computed on this thread and gives gradients of the result: reverse-mode automatic differentiation.</summary>
/// <remarks>
/// Trainable variables are followed unasked, other tensors after <see cref="Watch"/>. Tapes nest: the inner one's gradients are computed with
/// ops, so the outer one sees them, which gives gradients of gradients. The order of recording is a topological order, so no sorting is needed.
/// </remarks>
public sealed partial class Tape : IDisposable
{
    [ThreadStatic] private static Tape? t_current;

    private readonly Tape? _outer, _lender;
    private readonly List<Node> _nodes = [];
    private readonly HashSet<Tensor> _followed = new(ReferenceEqualityComparer.Instance);
    private bool _recording = true;

    /// <summary>Starts recording on this thread.</summary>
    public Tape()
    {
        _outer = t_current;
        t_current = this;
    }

    private Tape(Tape? lender)
    {
        _lender = lender;
        t_current = this;
    }

    private readonly record struct Node(Op Op, Tensor[] Inputs, Tensor[] Outputs);

    /// <summary>Will an op on these inputs be recorded by some tape? Ops that keep extra results for their gradient ask.</summary>
    internal static bool IsRecording(params ReadOnlySpan<Tensor> inputs)
    {
        for (Tape? tape = t_current; tape is not null; tape = tape._outer)
            if (tape._recording && tape.FollowsAny(inputs)) return true;
        return false;
    }

    /// <summary>Is any tape recording at all? A fused gradient that cannot itself be differentiated yields to the plain one then.</summary>
    internal static bool IsAnyRecording
    {
        get
        {
            for (Tape? tape = t_current; tape is not null; tape = tape._outer)
                if (tape._recording) return true;
            return false;
        }
    }

    /// <summary>Follows a tensor that is not the value of a trainable variable.</summary>
    /// <param name="tensor">Floating point.</param>
    /// <returns>The same tensor.</returns>
    /// <exception cref="ArgumentException">The tensor holds no floating-point numbers.</exception>
    public Tensor Watch(Tensor tensor)
    {
        if (!tensor.DType.IsFloat())
            throw new ArgumentException($"Tape.Watch expects a floating-point tensor. Received {tensor.Spec}. Cast it first.");
        _followed.Add(tensor);
        return tensor;
    }

    /// <summary>Notes an op that was just computed.</summary>
    internal static void Record(Op op, ReadOnlySpan<Tensor> inputs, Tensor[] outputs)
    {
        if (!op.IsDifferentiable) return;
        for (Tape? tape = t_current; tape is not null; tape = tape._outer)
        {
            if (!tape._recording || !tape.FollowsAny(inputs)) continue;
            tape._nodes.Add(new Node(op, inputs.ToArray(), outputs));
            foreach (Tensor output in outputs)
                if (output.DType.IsFloat()) tape._followed.Add(output);
        }
    }

    /// <summary>The gradients of one tensor by others.</summary>
    /// <param name="target">Usually a scalar loss; of a larger tensor, the gradient of the sum of its elements.</param>
    /// <param name="sources">Watched tensors, or what was computed from them.</param>
    /// <returns>A tensor for each source, of its shape; <see langword="null"/> where the target does not depend on it.</returns>
    public Tensor?[] Gradients(Tensor target, params IReadOnlyList<Tensor> sources) => Gradients([target], [null], sources);

    /// <summary>The gradients of several tensors, each weighted by a tensor of its shape.</summary>
    /// <param name="targets">The tensors to differentiate.</param>
    /// <param name="seeds">The gradient of the final quantity by each target; <see langword="null"/> stands for ones.</param>
    /// <param name="sources">Watched tensors, or what was computed from them.</param>
    /// <returns>A tensor for each source, of its shape; <see langword="null"/> where no target depends on it.</returns>
    public Tensor?[] Gradients(IReadOnlyList<Tensor> targets, IReadOnlyList<Tensor?> seeds, IReadOnlyList<Tensor> sources)
    {
        bool wasRecording = _recording;
        _recording = false;     // the gradient's own ops belong to the outer tapes
        try
        {
            return Backward(targets, seeds, sources);
        }
        finally
        {
            _recording = wasRecording;
        }
    }

    /// <summary>Stops recording on this tape and forgets what it recorded.</summary>
    /// <exception cref="InvalidOperationException">An inner tape is still open.</exception>
    public void Dispose()
    {
        if (!_recording) return;
        if (t_current != this)
            throw new InvalidOperationException("Tape expects to be closed on its own thread, after all tapes opened inside it. Use a using statement for each.");
        t_current = _lender ?? _outer;
        _recording = false;
        _nodes.Clear();
        _followed.Clear();
    }

    /// <summary>A tape that records in place of those that are open, and follows what they follow.</summary>
    internal static Tape Lending() => new(t_current);

    /// <summary>What the recorded ops depend on: followed tensors that none of them made.</summary>
    internal IEnumerable<Tensor> Sources()
    {
        var made = new HashSet<Tensor>(_nodes.SelectMany(node => node.Outputs), ReferenceEqualityComparer.Instance);
        return _nodes.SelectMany(node => node.Inputs).Where(x => !made.Contains(x) && Follows(x)).Distinct(ReferenceEqualityComparer.Instance).Cast<Tensor>();
    }

    /// <summary>Computes without recording on any tape, as if all inputs were constants.</summary>
    internal static T Pause<T>(Func<T> compute)
    {
        Tape? current = t_current;
        t_current = null;
        try
        {
            return compute();
        }
        finally
        {
            t_current = current;
        }
    }

    private Tensor?[] Backward(IReadOnlyList<Tensor> targets, IReadOnlyList<Tensor?> seeds, IReadOnlyList<Tensor> sources)
    {
        var gradients = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance);
        var wanted = new HashSet<Tensor>(sources, ReferenceEqualityComparer.Instance);
        HashSet<Tensor> leads = LeadingTo(wanted);
        for (int i = 0; i < targets.Count; i++)
            if (targets[i].DType.IsFloat()) Add(gradients, targets[i], seeds[i] ?? Ops.OnesLike(targets[i]));

        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            (Op op, Tensor[] inputs, Tensor[] outputs) = _nodes[i];
            if (!Array.Exists(outputs, gradients.ContainsKey) || !Array.Exists(inputs, leads.Contains)) continue;

            Tensor?[] dy = Array.ConvertAll(outputs, output => gradients.GetValueOrDefault(output));
            foreach (Tensor output in outputs)
                if (!wanted.Contains(output)) gradients.Remove(output);

            Tensor?[] dx = op.Gradient(new Saved(inputs, outputs, Array.ConvertAll(inputs, leads.Contains)), dy);
            for (int k = 0; k < dx.Length; k++)
                if (dx[k] is { } gradient && leads.Contains(inputs[k])) Add(gradients, inputs[k], gradient);
        }
        return [.. sources.Select(source => gradients.GetValueOrDefault(source))];
    }

    /// <summary>The wanted tensors and everything recorded that depends on them: only there gradients flow.</summary>
    private HashSet<Tensor> LeadingTo(HashSet<Tensor> wanted)
    {
        var leads = new HashSet<Tensor>(wanted, ReferenceEqualityComparer.Instance);
        foreach ((_, Tensor[] inputs, Tensor[] outputs) in _nodes)
            if (Array.Exists(inputs, leads.Contains)) leads.UnionWith(outputs.Where(output => output.DType.IsFloat()));
        return leads;
    }

    /// <summary>Adds a share to a tensor's gradient, summed over the axes along which the tensor was broadcast.</summary>
    private static void Add(Dictionary<Tensor, Tensor> gradients, Tensor tensor, Tensor share)
    {
        share = Ops.SumTo(share, tensor.Shape).Cast(tensor.DType);
        gradients[tensor] = gradients.TryGetValue(tensor, out Tensor? sum) ? sum + share : share;
    }

    private bool FollowsAny(ReadOnlySpan<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
            if (Follows(tensor)) return true;
        return false;
    }

    private bool Follows(Tensor tensor)
    {
        if (tensor.RequiresGradient || _followed.Contains(tensor)) return true;
        for (Tape? tape = _lender; tape is not null; tape = tape._outer)
            if (tape._recording && tape.Follows(tensor)) return true;
        return false;
    }
}
