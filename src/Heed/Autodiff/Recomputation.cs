namespace Heed;

/// <summary>A holder of a changing value, such as a variable, whose earlier value a recomputation needs.</summary>
internal interface IRewindable
{
    /// <summary>Sets the value as it is, without copying.</summary>
    /// <param name="value">Of the holder's shape and type.</param>
    /// <returns>The value until now.</returns>
    Tensor Exchange(Tensor value);
}

/// <summary>A function whose forward computation is not kept but repeated when gradients are asked for.</summary>
/// <remarks>
/// While the function runs first, what it overwrites is noted (statistics, states of seed generators), so that the repetition starts from the same
/// values, draws the same random numbers, and leaves no trace. What it adds to the loss becomes a further output.
/// </remarks>
internal sealed class Recomputation(Func<Tensors, Tensors> function, Tensors inputs)
{
    [ThreadStatic] private static Recomputation? t_running;

    private readonly Dictionary<IRewindable, Tensor> _before = new(ReferenceEqualityComparer.Instance);
    private readonly List<Tensor> _losses = [];
    private readonly List<Action<Tensor>> _receivers = [];
    private Recomputation? _outer;

    /// <summary>The outputs in their structure; the losses are not among them.</summary>
    public Tensors? Outputs { get; private set; }

    /// <summary>Notes a value that is about to be replaced; it then must not be written in place.</summary>
    public static void BeforeChange(IRewindable holder, Tensor value)
    {
        for (Recomputation? running = t_running; running is not null; running = running._outer)
            if (running._before.TryAdd(holder, value)) value.Storage.IsShared = true;
    }

    /// <summary>Takes a loss that the running function adds.</summary>
    /// <param name="loss">A scalar.</param>
    /// <param name="receiver">Where it goes when the function has ended, under a new name.</param>
    /// <returns>Whether a function runs that is to be repeated.</returns>
    public static bool TakesLoss(Tensor loss, Action<Tensor> receiver)
    {
        if (t_running is not { } running) return false;
        running._losses.Add(loss);
        running._receivers.Add(receiver);
        return true;
    }

    /// <summary>Runs the function for its outputs alone: the memory of what lies in between goes back to the pool.</summary>
    /// <returns>What the function depends on and can be differentiated by, and all it gives.</returns>
    public (Tensor[] Sources, Tensor[] Results) RunFirst()
    {
        using var scope = new MemoryScope();
        using Tape tape = Tape.Lending();
        Tensor[] results = Array.ConvertAll(Run(), Keep);
        int next = 0;
        Outputs = Outputs!.WithSame(_ => results[next++]);
        return ([.. tape.Sources()], results);
    }

    /// <summary>Hands the losses on, now that they have their last names.</summary>
    public void Deliver(ReadOnlySpan<Tensor> losses)
    {
        Action<Tensor>[] receivers = [.. _receivers];
        for (int i = 0; i < losses.Length; i++) receivers[i](losses[i]);
    }

    /// <summary>Repeats the function as it ran first and differentiates it.</summary>
    /// <param name="sources">What <see cref="RunFirst"/> found.</param>
    /// <param name="dy">The gradient by each result; null: nothing depends on it.</param>
    public Tensor?[] Differentiate(Tensor[] sources, Tensor?[] dy)
    {
        bool isWatched = Tape.IsAnyRecording;       // an outer tape differentiates again: it needs what lies in between
        using MemoryScope? scope = isWatched ? null : new MemoryScope();
        Dictionary<IRewindable, Tensor> now = Exchange(_before);
        try
        {
            using var tape = new Tape();
            foreach (Tensor source in sources)
                if (!source.RequiresGradient) tape.Watch(source);
            Tensor[] results = Run();
            int[] used = [.. Enumerable.Range(0, dy.Length).Where(i => dy[i] is not null)];
            Tensor?[] dx = tape.Gradients([.. used.Select(i => results[i])], [.. used.Select(i => dy[i])], sources);
            if (!isWatched)
                foreach (Tensor? gradient in dx) gradient?.Keep();
            return dx;
        }
        finally
        {
            Exchange(now);
        }
    }

    private Tensor[] Run()
    {
        _losses.Clear();
        _receivers.Clear();
        _outer = t_running;
        t_running = this;
        try
        {
            Outputs = function(inputs);
            return [.. Outputs, .. _losses];
        }
        finally
        {
            t_running = _outer;
        }
    }

    private static Dictionary<IRewindable, Tensor> Exchange(Dictionary<IRewindable, Tensor> values)
    {
        var replaced = new Dictionary<IRewindable, Tensor>(values.Count, ReferenceEqualityComparer.Instance);
        foreach ((IRewindable holder, Tensor value) in values) replaced[holder] = holder.Exchange(value);
        return replaced;
    }

    /// <summary>The tensor under a new name, so that an input that is handed on is not taken for an output; its memory survives the scope that made it.</summary>
    private static Tensor Keep(Tensor tensor)
    {
        foreach (Tensor held in tensor.Mask is { } mask ? [tensor, mask] : (Tensor[])[tensor])
            if (held.Storage.Scope == MemoryScope.Current) held.Keep();
        Tensor view = tensor.View(tensor.Shape);
        view.Mask = tensor.Mask;
        return view;
    }
}

/// <summary>y = f(x)      dx = the gradient of f, computed again from x</summary>
/// <remarks>In a graph it stands for the whole function; on values, what is recorded is one call with its <see cref="Recomputation"/>.</remarks>
/// <param name="function">The function.</param>
/// <param name="call">Calls it on values, and records that.</param>
/// <param name="like">The structure of the inputs.</param>
internal sealed class RematerializeOp(Func<Tensors, Tensors> function, Func<Tensors, Tensors> call, Tensors like) : MultiOp
{
    /// <summary>The call that is recorded; null: none yet, and whoever applies the op makes one.</summary>
    public Recomputation? Computation { get; init; }

    public override bool Widens => false;

    public override bool IsDifferentiable => Computation is not null;

    public override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x) =>
        [.. function(CustomGradientOp.Like(like, Array.ConvertAll(x.ToArray(), spec => Tensor.Symbolic(spec.Shape, spec.DType)))).Select(y => y.Spec)];

    protected override Tensor[] Compute(ReadOnlySpan<Tensor> x, TensorSpec[] specs) => call(CustomGradientOp.Like(like, x.ToArray())).ToArray();

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor[] y) => throw new InvalidOperationException("Rematerialize computes its own outputs.");

    internal override Tensor?[] Gradient(Saved saved, Tensor?[] dy) => Computation!.Differentiate(saved.Inputs, dy);
}
