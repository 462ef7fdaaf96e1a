using Heed.Kernels;

namespace Heed.Optimizers;

public abstract partial class Optimizer
{
    private readonly List<Variable> _variables = [];
    private readonly Dictionary<Variable, int> _indices = new(ReferenceEqualityComparer.Instance);
    private Variable[] _trained = [], _averages = [], _accumulators = [];

    /// <summary>Does it know its weights, and has it made its variables for them?</summary>
    public bool Built { get; private set; }

    /// <summary>Makes what it keeps for each weight; the first <see cref="Apply"/> does it unasked.</summary>
    /// <param name="variables">The weights that it will change.</param>
    public virtual void Build(IReadOnlyList<Variable> variables)
    {
        if (Built) return;
        if (UseEma) _averages = AddSlots(variables, "average");
        if (GradientAccumulationSteps is not null) _accumulators = AddSlots(variables, "gradient_accumulator");
        _trained = [.. variables];
        for (int i = 0; i < _trained.Length; i++) _indices[_trained[i]] = i;
        CreateSlots(variables);
        Built = true;
    }

    /// <summary>Builds it as a part of another optimizer, or in its first step.</summary>
    /// <param name="outer">What the paths of its variables begin with: in a first step, the name of the optimizer around it.</param>
    /// <param name="variables">The weights that it will change.</param>
    /// <param name="listsUnnamed">Are variables that Keras makes without a name of their own among <see cref="Variables"/>?</param>
    internal void BuildInside(string outer, IReadOnlyList<Variable> variables, bool listsUnnamed = true)
    {
        (Outer, ListsUnnamed) = (outer, listsUnnamed);
        Build(variables);
    }

    /// <summary>Takes one step.</summary>
    /// <param name="gradients">A gradient for each weight; a weight whose gradient is <see langword="null"/> stays as it is.</param>
    /// <param name="variables">The weights; <see langword="null"/>: those for which it was built.</param>
    /// <exception cref="ArgumentException">The numbers of gradients and weights differ, all gradients are null, or a weight is new.</exception>
    public virtual void Apply(IReadOnlyList<Tensor?> gradients, IReadOnlyList<Variable>? variables = null)
    {
        if (!Built && variables is null)
            throw new ArgumentException($"{this} expects the weights with the first gradients. Received none. Pass them, or call Build first.");
        if (!Built) BuildInside("", variables!);
        List<(Variable Variable, Tensor Gradient)> steps = Pair(gradients, variables ?? _trained);
        using var scope = new MemoryScope();
        Tape.Pause(() => Step(steps));
    }

    /// <summary>Puts the moving average into the weights, if it keeps one; training ends with it.</summary>
    public virtual void FinalizeVariables()
    {
        for (int i = 0; i < _averages.Length; i++) _trained[i].Assign(_averages[i].Value);
    }

    /// <summary>Exchanges the weights with their moving average, and back.</summary>
    /// <exception cref="InvalidOperationException">It keeps no average, or has made no step yet.</exception>
    internal virtual void SwapAverages()
    {
        if (_averages.Length == 0) throw new InvalidOperationException($"{this} expects UseEma, and a step, where averaged weights are asked for.");
        for (int i = 0; i < _averages.Length; i++)
        {
            Tensor weight = _trained[i].Value;
            _trained[i].Assign(_averages[i].Value);
            _averages[i].Assign(weight);
        }
    }

    /// <summary>Sets the moving averages to the weights as they are now.</summary>
    internal virtual void ResetAverages()
    {
        for (int i = 0; i < _averages.Length; i++) _averages[i].Assign(_trained[i].Value);
    }

    /// <summary>Makes what the rule keeps for each weight, with <see cref="AddSlots(IReadOnlyList{Variable}, string)"/>.</summary>
    /// <param name="variables">The weights.</param>
    protected abstract void CreateSlots(IReadOnlyList<Variable> variables);

    /// <summary>The rule: changes one weight by its gradient.</summary>
    /// <param name="index">The weight's place in the list for which slots were created.</param>
    /// <param name="variable">The weight.</param>
    /// <param name="gradient">Clipped, of the weight's shape and type.</param>
    /// <param name="learningRate">That of this step.</param>
    protected abstract void Update(int index, Variable variable, Tensor gradient, double learningRate);

    /// <summary>What is done once before the weights are changed.</summary>
    private protected virtual void BeginUpdate() { }

    /// <summary>A variable of zeros for each weight, named after it as in Keras: <c>dense_kernel_momentum</c>.</summary>
    /// <param name="variables">The weights.</param>
    /// <param name="name">The last part of the name.</param>
    /// <returns>In the order of <paramref name="variables"/>.</returns>
    protected Variable[] AddSlots(IReadOnlyList<Variable> variables, string name) => [.. variables.Select(variable => AddSlot(variable, name))];

    /// <summary>Two variables of zeros for each weight, side by side in <see cref="Variables"/>.</summary>
    /// <param name="variables">The weights.</param>
    /// <param name="first">The last part of the first one's name.</param>
    /// <param name="second">The last part of the second one's name.</param>
    /// <returns>All first ones and all second ones.</returns>
    protected (Variable[] First, Variable[] Second) AddSlots(IReadOnlyList<Variable> variables, string first, string second)
    {
        (Variable First, Variable Second)[] pairs = [.. variables.Select(variable => (AddSlot(variable, first), AddSlot(variable, second)))];
        return (Array.ConvertAll(pairs, pair => pair.First), Array.ConvertAll(pairs, pair => pair.Second));
    }

    /// <summary>A variable of its own, counted among <see cref="Variables"/>.</summary>
    /// <param name="name">The last part of the path.</param>
    /// <param name="value">Its first value.</param>
    /// <returns>The variable.</returns>
    protected Variable AddVariable(string name, Tensor value)
    {
        Variable variable = NewVariable(name, value);
        _variables.Add(variable);
        return variable;
    }

    /// <summary>A variable that Keras makes without <c>add_variable</c>: inside a <see cref="LossScaleOptimizer"/> it is not counted, and files do not hold it.</summary>
    private protected Variable AddUnnamed(string name, Tensor value) => ListsUnnamed ? AddVariable(name, value) : NewVariable(name, value);

    /// <summary>What the paths of its variables begin with.</summary>
    private protected string Outer { get; private set; } = "";

    /// <summary>Are variables of <see cref="AddUnnamed"/> among <see cref="Variables"/>?</summary>
    private protected bool ListsUnnamed { get; private set; } = true;

    /// <summary>A gradient as kernels read it: of a table of which few rows have one, these rows.</summary>
    private protected static Gradient<T> GradientOf<T>(Tensor gradient) => gradient.Rows is { } rows
        ? new(rows.Numbers, rows.Values.AsSpan<T>(), gradient.Length, gradient.Length / gradient.Shape[0].Value)
        : new(gradient.AsSpan<T>());

    private Variable NewVariable(string name, Tensor value) =>
        new(value, name, trainable: false, Outer.Length == 0 ? Name : $"{Outer}/{Name}") { Autocast = false };

    private Variable AddSlot(Variable variable, string name) =>
        AddVariable($"{variable.Path.Replace('/', '_')}_{name}", Ops.Zeros(variable.Shape, variable.DType));

    private List<(Variable, Tensor)> Pair(IReadOnlyList<Tensor?> gradients, IReadOnlyList<Variable> variables)
    {
        if (gradients.Count != variables.Count)
            throw new ArgumentException($"{this} expects a gradient, or null, for each weight. Received {gradients.Count} for {variables.Count} weights.");
        var pairs = new List<(Variable, Tensor)>(gradients.Count);
        for (int i = 0; i < gradients.Count; i++)
        {
            if (!_indices.ContainsKey(variables[i]))
                throw new ArgumentException($"{this} expects the weights for which it was built. Received {variables[i]}. Make a new optimizer.");
            if (gradients[i] is not { } gradient) continue;
            if (gradient.Shape != variables[i].Shape)
                throw new ShapeException($"{this} expects a gradient of the weight's shape. Received {gradient.Spec} for {variables[i]}.");
            pairs.Add((variables[i], gradient));
        }
        return pairs.Count > 0 || gradients.Count == 0 ? pairs
            : throw new ArgumentException($"{this} expects a gradient for at least one weight. Received only nulls. Does the loss depend on the weights?");
    }

    private bool Step(List<(Variable Variable, Tensor Gradient)> steps)
    {
        if (LossScaleFactor is { } factor) steps = [.. steps.Select(step => (step.Variable, step.Gradient * (1 / factor)))];
        bool updates = GradientAccumulationSteps is not { } period || Accumulate(ref steps, period);
        if (updates) UpdateAll(steps);
        if (UseEma) Average();
        foreach ((Variable variable, _) in steps)
            if (variable.Constraint is { } constraint) variable.Assign(constraint.Project(variable.Value));
        CountStep();
        return updates;
    }

    private protected void CountStep() => _iteration.Assign(Tensor.FromScalar(Steps + 1));

    private void UpdateAll(List<(Variable Variable, Tensor Gradient)> steps)
    {
        double rate = LearningRate;
        BeginUpdate();
        Tensor[] gradients = Clip([.. steps.Select(step => step.Gradient)]);
        for (int i = 0; i < gradients.Length; i++)
        {
            Variable variable = steps[i].Variable;
            if (DecayOf(variable) is { } decay && IsDecayed(variable)) variable.Assign(variable.Value * (1 - decay * rate));
            Update(_indices[variable], variable, gradients[i].Cast(variable.DType), rate);
        }
    }

    /// <summary>Adds the gradients up; at the end of a period, gives their mean and starts again.</summary>
    private bool Accumulate(ref List<(Variable Variable, Tensor Gradient)> steps, int period)
    {
        var sums = steps.ConvertAll(step => (step.Variable, Sum: _accumulators[_indices[step.Variable]].Value + step.Gradient));
        bool isComplete = (Steps + 1) % period == 0;
        if (!isComplete)
            foreach ((Variable variable, Tensor sum) in sums) _accumulators[_indices[variable]].Assign(sum);
        else
            foreach (Variable accumulator in _accumulators) accumulator.Assign(Ops.ZerosLike(accumulator.Value));
        if (isComplete) steps = sums.ConvertAll(pair => (pair.Variable, pair.Sum * (1.0 / period)));
        return isComplete;
    }

    /// <summary>Moves the averages a little towards the weights; the first time, all the way.</summary>
    private void Average()
    {
        double kept = Iterations == 0 ? 0 : EmaMomentum;
        for (int i = 0; i < _trained.Length; i++) _averages[i].Assign(_averages[i].Value * kept + _trained[i].Value * (1 - kept));
        if (EmaOverwriteFrequency is { } frequency && (Iterations + 1) % frequency == 0) FinalizeVariables();
    }

    private Tensor[] Clip(Tensor[] gradients)
    {
        if (Clipvalue is { } limit and > 0) return Array.ConvertAll(gradients, gradient => Ops.Clip(gradient, -limit, limit));
        if (Clipnorm is { } longest and > 0) return Array.ConvertAll(gradients, gradient => gradient * (longest / Math.Max(Norm([gradient]), longest)));
        if (GlobalClipnorm is not { } total || total == 0) return gradients;
        double norm = Norm(gradients);
        double scale = double.IsFinite(norm) ? total / Math.Max(norm, total) : double.NaN;    // as in Keras, an infinite gradient is not hidden
        return Array.ConvertAll(gradients, gradient => gradient * scale);
    }

    /// <summary>The Euclidean norm of all elements.</summary>
    private protected static double Norm(Tensor[] tensors) => Math.Sqrt(tensors.Sum(tensor => Ops.Sum(Ops.Square(tensor)).Cast(DType.Float64).Item<double>()));
}
