namespace Heed.Layers;

public abstract partial class Layer
{
    private readonly Lock _building = new();
    private Tensors? _output;       // of the first symbolic call

    /// <summary>What the first call on symbolic tensors gave: where a model can be cut, <c>new Model(model.Inputs, model.GetLayer("features").Output)</c>.</summary>
    /// <exception cref="InvalidOperationException">There was no such call, or it gave several tensors.</exception>
    /// <remarks>Keras: <c>layer.output</c>.</remarks>
    public virtual Tensor Output => _output switch
    {
        { Count: 1 } one => one[0],
        null => throw new InvalidOperationException($"{this} expects to be called on a symbolic tensor before its Output is asked for. Received no such call. Call it on the result of Input.Of."),
        { Count: var count } => throw new InvalidOperationException($"{this} expects to give one tensor where its Output is asked for. It gives {count}. Keep what its call returns."),
    };

    /// <summary>Calls the layer: on values it computes, on symbolic tensors it extends a functional model.</summary>
    /// <param name="inputs">A tensor, a C# array, or several: <c>[query, value]</c>.</param>
    /// <param name="mask">Which elements count; <see langword="null"/>: the masks that the inputs carry.</param>
    /// <param name="training">Train or predict? <see langword="null"/>: as the layer around it, else predict.</param>
    /// <returns>The only output; use <see cref="Invoke"/> where there are several.</returns>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public Tensor Apply(Tensors inputs, Masks? mask = null, bool? training = null) =>
        Invoke(inputs, CallArguments.None.With("mask", mask).With("training", training));

    /// <summary>Calls the layer with any of its call arguments: the one door through which all calls go.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="arguments">Keras's keyword arguments; <see langword="null"/>: none.</param>
    /// <returns>All outputs.</returns>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public Tensors Invoke(Tensors inputs, CallArguments? arguments = null)
    {
        CallArguments given = arguments ?? CallArguments.None;
        CheckArguments(inputs, given);
        var (converted, call) = Autocast ? InComputeType(inputs, given) : (inputs, given);

        EnsureBuilt(converted, call);
        using var context = new CallContext(this, call);
        call = call.With("training", CallContext.GivenTraining ?? TrainsByDefault);
        if (!call.HasTensors && Masks.Carried(converted) is { AreAbsent: false } carried) call = call.With("mask", carried);
        Masks masks = call.Masks ?? Masks.Carried(converted);

        Tensors outputs;
        using (new NameScope(Name))
        using (new AutocastScope(CallContext.AutocastType(this)))
        {
            outputs = converted.AnySymbolic || call.AllTensors.Any(tensor => tensor.IsSymbolic)
                ? InvokeSymbolically(converted, call)
                : InvokeOnValues(converted, call);
        }
        AttachMasks(outputs.AnySymbolic ? inputs : converted, masks, outputs);
        if (outputs.AnySymbolic)
        {
            LayerCall.Of(this, inputs, given).Attach(this, outputs);
            if (GraphScope.IsRecording) _output ??= outputs;
        }
        return outputs;
    }

    /// <summary>Builds the layer for inputs of given shapes, as the first call would.</summary>
    /// <param name="inputs">A shape for each input; the batch may be unknown.</param>
    public void BuildFor(params IReadOnlyList<Shape> inputs)
    {
        if (Built) return;
        Tensor[] symbolic = [.. inputs.Select(shape => Tensor.Symbolic(shape, ComputeDType))];
        EnsureBuilt(symbolic.Length == 1 ? Tensors.Single(symbolic[0]) : Tensors.List(symbolic), CallArguments.None);
    }

    /// <summary>Runs the computation alone, as Keras's <c>layer.call</c>: the layer around it has built it, converts the inputs, and answers for masks and penalties.</summary>
    internal Tensors CallInside(Tensors inputs, CallArguments call)
    {
        using var scope = new NameScope(Name);
        if (inputs.AnySymbolic || call.AllTensors.Any(tensor => tensor.IsSymbolic)) return InvokeSymbolically(inputs, call);
        CheckShapes(inputs);
        return Call(inputs, call);
    }

    /// <summary>The settings of a user's layer whose names this layer's call accepts besides mask and training; others are errors.</summary>
    protected virtual IReadOnlyList<string> CallArgumentNames => [];

    /// <summary>Does a call train if neither it nor a call around it says so?</summary>
    protected virtual bool TrainsByDefault => false;

    /// <summary>Makes sub-layers and weights for these inputs; a layer that needs the call's arguments overrides it.</summary>
    /// <param name="inputs">The inputs, in the compute type.</param>
    /// <param name="call">The call's arguments.</param>
    protected virtual void BuildFrom(Tensors inputs, CallArguments call) => Build(inputs.Shapes);

    private void CheckArguments(Tensors inputs, CallArguments call)
    {
        if (inputs.Count == 0) throw new ArgumentException($"{this} expects at least one input. Received none.");
        foreach (string name in call.Names)
            if (name is not ("mask" or "training") && !CallArgumentNames.Contains(name))
                throw new ArgumentException($"{this} expects the call arguments {string.Join(", ", (string[])["mask", "training", .. CallArgumentNames])}. Received '{name}'.");
    }

    private (Tensors, CallArguments) InComputeType(Tensors inputs, CallArguments call)
    {
        using var inside = new GraphScope(isRecording: false);      // a functional model converts again, when it runs
        return (inputs.WithSame(ToComputeType), call.Map(ToComputeType));
    }

    private Tensor ToComputeType(Tensor x)
    {
        if (!x.DType.IsFloat() || !ComputeDType.IsFloat() || (x.DType == ComputeDType && x.Weak is null)) return x;
        Tensor converted = x.Cast(ComputeDType);
        converted.Mask = x.Mask;
        return converted;
    }

    private void EnsureBuilt(Tensors inputs, CallArguments call)
    {
        if (Built) return;
        lock (_building)
        {
            if (Built) return;
            if (Path.Length == 0) Path = NameScope.Path.Length == 0 ? Name : $"{NameScope.Path}/{Name}";
            using var scope = new NameScope(Name);
            using var ownTypes = new AutocastScope(null);
            BuildFrom(inputs, call);
            BuildShapes = inputs.Shapes;
            _buildConfig ??= BuildConfig.Of(this, inputs, call);     // what a file notes stays
            Built = true;
        }
    }

    private Tensors InvokeSymbolically(Tensors inputs, CallArguments call)
    {
        using var inside = new GraphScope(isRecording: false);
        Tensors outputs = ComputeOutputSpec(inputs, call) ?? Call(inputs, call);
        return outputs.WithSame(output => Tensor.Symbolic(output.Shape, output.DType));
    }

    private Tensors InvokeOnValues(Tensors inputs, CallArguments call)
    {
        CheckShapes(inputs);
        Tensors outputs = _rematerialization?.Covers(this, () => SizeOfOutputs(inputs, call)) == true
            ? Tape.Rematerialize(x => Call(x, call))(inputs)
            : Call(inputs, call);
        if (OutputPenalty is { } regularizer)
            foreach (Tensor output in outputs)
            {
                Tensor penalty = regularizer.Penalty(output);
                AddLoss(output.Rank == 0 ? penalty : penalty * (1.0 / Math.Max(1, output.Shape[0].Value)));
            }
        return outputs;
    }

    /// <summary>How many elements the outputs will have together.</summary>
    private long SizeOfOutputs(Tensors inputs, CallArguments call)
    {
        Tensor Symbolic(Tensor x) => Tensor.Symbolic(x.Shape, x.DType);
        return InvokeSymbolically(inputs.WithSame(Symbolic), call.Map(Symbolic)).Sum(output => (long)output.Shape.Size);
    }

    /// <summary>The penalty on this layer's own outputs; a layer that leaves it to the layers inside has none.</summary>
    private protected virtual Regularizers.Regularizer? OutputPenalty => ActivityRegularizer;

    private protected virtual void CheckShapes(Tensors inputs) => ComputeOutputShape(inputs.Shapes);

    private void AttachMasks(Tensors inputs, Masks masks, Tensors outputs)
    {
        if (!SupportsMasking || outputs.All(output => output.Mask is not null)) return;
        if (ComputeMask(inputs, masks.AreAbsent ? null : masks) is not { } computed) return;
        for (int i = 0; i < Math.Min(outputs.Count, computed.Count); i++)
            outputs[i].Mask ??= computed[i];
    }
}
