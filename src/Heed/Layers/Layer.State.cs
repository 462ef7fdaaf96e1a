using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

public abstract partial class Layer
{
    private readonly List<Variable> _trainable = [], _nonTrainable = [];
    private readonly List<Layer> _layers = [];
    private readonly List<SeedGenerator> _seeds = [];
    private readonly ThreadLocal<List<Tensor>> _losses = new(() => []);
    private bool _isTrainable = true;

    /// <summary>Do optimizers change its weights? Setting it reaches all layers inside.</summary>
    public bool Trainable
    {
        get => _isTrainable;
        set
        {
            _isTrainable = value;
            foreach (Variable variable in _trainable) variable.Trainable = value;
            foreach (Layer layer in _layers) layer.Trainable = value;
        }
    }

    /// <summary>Sets this layer's own flag: the layers inside, made from their own configs, keep theirs.</summary>
    private void RestoreTrainable(bool value)
    {
        _isTrainable = value;
        foreach (Variable variable in _trainable) variable.Trainable = value;
    }

    /// <summary>The layers inside, in the order in which they were added.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>All weights in Keras's order: trainable ones first, those of inner layers after the layer's own.</summary>
    public IReadOnlyList<Variable> Weights => [.. Collect(layer => layer._trainable.Concat(layer._nonTrainable)).Distinct()];

    /// <summary>The weights of this layer itself, without those of the layers inside.</summary>
    internal IEnumerable<Variable> OwnWeights => _trainable.Concat(_nonTrainable);

    /// <summary>The weights that optimizers change.</summary>
    public IReadOnlyList<Variable> TrainableWeights => _isTrainable ? [.. Weights.Where(variable => variable.Trainable)] : [];

    /// <summary>The weights that optimizers leave alone.</summary>
    public IReadOnlyList<Variable> NonTrainableWeights => [.. Weights.Except(TrainableWeights)];

    /// <summary>The seed generators of this layer and the layers inside.</summary>
    internal IEnumerable<SeedGenerator> SeedGenerators => Collect(layer => layer._seeds);

    /// <summary>How many numbers the weights hold.</summary>
    /// <returns>The sum of their sizes.</returns>
    public long CountParameters() => Weights.Sum(variable => (long)variable.Shape.Size);

    /// <summary>The penalties of the last call on this thread: activity regularizers and <see cref="AddLoss"/>, then those of the weights' regularizers.</summary>
    public IReadOnlyList<Tensor> Losses =>
    [
        .. Collect(layer => layer._losses.Value!),
        .. TrainableWeights.Where(variable => variable.Regularizer is not null).Select(variable => variable.Regularizer!.Penalty(variable)),
    ];

    /// <summary>The values of all weights.</summary>
    /// <returns>In the order of <see cref="Weights"/>.</returns>
    public Tensor[] GetWeights() => [.. Weights.Select(variable => variable.Value.Keep())];

    /// <summary>Sets all weights.</summary>
    /// <param name="values">In the order of <see cref="Weights"/>.</param>
    /// <exception cref="ArgumentException">The number or a shape differs; then no weight is changed.</exception>
    public void SetWeights(IReadOnlyList<Tensor> values)
    {
        IReadOnlyList<Variable> weights = Weights;
        if (values.Count != weights.Count)
            throw new ArgumentException($"{this} expects {weights.Count} weights. Received {values.Count}.{(Built ? "" : " It is not built yet: call it or BuildFor first.")}");
        for (int i = 0; i < values.Count; i++)
            if (values[i].Shape != weights[i].Shape)
                throw new ShapeException($"{this} expects weight {i}, '{weights[i].Path}', of shape {weights[i].Shape}. Received {values[i].Spec}.");
        for (int i = 0; i < values.Count; i++) weights[i].Assign(values[i]);
    }

    /// <summary>Makes a weight; to be called from <see cref="Build"/>.</summary>
    /// <param name="name">Keras's name, such as <c>kernel</c>.</param>
    /// <param name="shape">A known shape.</param>
    /// <param name="initializer">Its first value.</param>
    /// <param name="regularizer">Its penalty, or <see langword="null"/>.</param>
    /// <param name="constraint">Its projection, or <see langword="null"/>.</param>
    /// <param name="trainable">Do optimizers change it?</param>
    /// <param name="dtype">Its type; <see langword="null"/>: the policy's variable type.</param>
    /// <param name="autocast">Is it read in the compute type?</param>
    /// <returns>The variable.</returns>
    protected internal Variable AddWeight(string name, Shape shape, Initializer initializer, Regularizer? regularizer = null,
                                 Constraint? constraint = null, bool trainable = true, DType? dtype = null, bool autocast = true)
    {
        if (!shape.IsKnown) throw new ShapeException($"{this} expects a known shape for its weight '{name}'. Received {shape}. Give the inputs' last axes known lengths.");
        DType type = dtype ?? VariableDType;
        Variable variable = DeferredWeights.IsOn
            ? new(shape, type, () => Tape.Pause(() => initializer.Create(shape, type)), name, trainable && _isTrainable, NameScope.Path)
            { Autocast = autocast, Regularizer = regularizer, Constraint = constraint }
            : new(Tape.Pause(() => initializer.Create(shape, type)), name, trainable && _isTrainable, NameScope.Path)
            { Autocast = autocast, Regularizer = regularizer, Constraint = constraint };
        (trainable ? _trainable : _nonTrainable).Add(variable);
        return variable;
    }

    /// <summary>Lists a weight of a layer inside as one of this layer's own too, before those made later.</summary>
    /// <param name="weight">A trainable weight of an inner layer.</param>
    private protected void ShareWeight(Variable weight) => _trainable.Add(weight);

    /// <summary>Makes a layer part of this one: its weights, losses and seeds count as this layer's.</summary>
    /// <typeparam name="T">The kind of layer.</typeparam>
    /// <param name="layer">The inner layer.</param>
    /// <param name="attribute">Under which name files keep its weights: that of the Python attribute, with <c>[]</c> behind if it is one of a list;
    /// <see langword="null"/>: the layer's own name.</param>
    /// <returns>The inner layer.</returns>
    protected internal T AddLayer<T>(T layer, string? attribute = null) where T : Layer
    {
        if (!_layers.Contains(layer)) _layers.Add(layer);
        if (attribute is not null) _attributes[layer] = attribute;
        return layer;
    }

    /// <summary>Reads an activation argument: none means linear, and a layer given as activation becomes a layer inside.</summary>
    /// <param name="activation">What the user gave.</param>
    /// <param name="attribute">Under which name files keep the weights of such a layer.</param>
    /// <returns>The function to apply.</returns>
    protected ActivationFunction AddActivation(ActivationFunction? activation, string attribute = "activation")
    {
        if (activation?.Layer is { } layer) AddLayer(layer, attribute);
        activation ??= ActivationFunction.Linear;
        return _rematerialization is { Mode: RematMode.Activations } && activation != ActivationFunction.Linear ? activation.Rematerialized() : activation;
    }

    /// <summary>Takes an inner layer away.</summary>
    /// <param name="layer">The inner layer.</param>
    protected void RemoveLayer(Layer layer)
    {
        _layers.Remove(layer);
        _attributes.Remove(layer);
    }

    /// <summary>Makes a seed generator part of this layer, so that an interrupted training goes on with its numbers; files of weights do not keep it, as in Keras.</summary>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <returns>The generator.</returns>
    protected SeedGenerator AddSeedGenerator(int? seed)
    {
        var generator = new SeedGenerator(seed);
        _seeds.Add(generator);
        return generator;
    }

    /// <summary>Adds a scalar to the loss of the running call.</summary>
    /// <param name="loss">A scalar computed in <see cref="Call"/>.</param>
    protected void AddLoss(Tensor loss)
    {
        if (!Recomputation.TakesLoss(loss, AddLoss)) _losses.Value!.Add(loss);
    }

    /// <summary>Forgets the losses of the last call, here and inside.</summary>
    internal void ClearLosses()
    {
        _losses.Value!.Clear();
        foreach (Layer layer in _layers) layer.ClearLosses();
    }

    /// <summary>Something of this layer and of all layers inside, each layer once, outer before inner.</summary>
    private IEnumerable<T> Collect<T>(Func<Layer, IEnumerable<T>> what)
    {
        var seen = new HashSet<Layer>(ReferenceEqualityComparer.Instance);
        var stack = new Stack<Layer>([this]);
        while (stack.TryPop(out Layer? layer))
        {
            if (!seen.Add(layer)) continue;
            foreach (T item in what(layer)) yield return item;
            for (int i = layer._layers.Count - 1; i >= 0; i--) stack.Push(layer._layers[i]);
        }
    }
}
