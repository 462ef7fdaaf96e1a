using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Attention of several heads between learned projections: what <see cref="MultiHeadAttention"/> and <see cref="GroupQueryAttention"/> have in common.</summary>
/// <remarks>
/// <para><b>Formula</b>  output = OutputDense(softmax(QueryDense(query) · KeyDense(key)ᵀ / √H) · ValueDense(value)), for each head of width H by itself; with a gate, the
/// heads are multiplied by sigmoid(GateDense(query)) before OutputDense.</para>
/// <para><b>Masks</b>  true keeps; all given masks count together: query mask (B, T), value mask and key mask (B, S), attention mask (B, T, S) or without leading axes, the
/// causal rule and the sliding window. Masks that are not given are those that the inputs carry. A query from which all keys are hidden gets the average over all
/// values; where scores are stored (dropout, scores asked for, inputs of rank 4 or more), zeros. The query's own mask goes on to the output.</para>
/// </remarks>
public abstract class ProjectedAttention : Layer
{
    private Softmax? _softmax;
    private Dropout? _dropout;

    private protected ProjectedAttention(string? name) : base(name)
    {
        (KernelInitializer, BiasInitializer) = (null!, null!);      // the derived constructors set them
    }

    /// <summary>Fraction of the attention weights set to 0 while training.</summary>
    public double Dropout { get; private protected init; }

    /// <summary>Do the projections have biases?</summary>
    public bool UseBias { get; private protected init; }

    /// <summary>A key this far from a query, or farther, is hidden; <see langword="null"/>: none is.</summary>
    public int? SlidingWindow { get; private protected init; }

    /// <summary>Is attention without stored scores demanded? <see langword="null"/>: it is used where it can be. Configs do not hold it, as in Keras.</summary>
    public bool? FlashAttention { get; private protected init; }

    /// <summary>The first value of the projections' kernels.</summary>
    public Initializer KernelInitializer { get; private protected init; }

    /// <summary>The first value of the projections' biases.</summary>
    public Initializer BiasInitializer { get; private protected init; }

    /// <summary>A penalty on the projections' kernels.</summary>
    public Regularizer? KernelRegularizer { get; private protected init; }

    /// <summary>A penalty on the projections' biases.</summary>
    public Regularizer? BiasRegularizer { get; private protected init; }

    /// <summary>What keeps the projections' kernels where they are allowed to be.</summary>
    public Constraint? KernelConstraint { get; private protected init; }

    /// <summary>What keeps the projections' biases where they are allowed to be.</summary>
    public Constraint? BiasConstraint { get; private protected init; }

    /// <summary>Are the heads multiplied by a learned gate?</summary>
    public bool UseGate { get; private protected init; }

    /// <summary>The seed given for dropout; <see langword="null"/>: one was drawn.</summary>
    public int? Seed { get; private protected init; }

    /// <summary>Projects the query; <see langword="null"/> before the layer is built. So the others.</summary>
    public EinsumDense? QueryDense { get; private set; }

    /// <summary>Projects the key.</summary>
    public EinsumDense? KeyDense { get; private set; }

    /// <summary>Projects the value.</summary>
    public EinsumDense? ValueDense { get; private set; }

    /// <summary>Makes the gate of the query; <see langword="null"/> also without one.</summary>
    public EinsumDense? GateDense { get; private set; }

    /// <summary>Joins the heads.</summary>
    public EinsumDense? OutputDense { get; private set; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> CallArgumentNames =>
        ["query_mask", "value_mask", "key_mask", "attention_mask", "return_attention_scores", "use_causal_mask"];

    /// <summary>Calls the layer for its output alone.</summary>
    /// <param name="query">(B, T, D).</param>
    /// <param name="value">(B, S, Dv).</param>
    /// <param name="key">(B, S, Dk); <see langword="null"/>: the value.</param>
    /// <param name="queryMask">(B, T), true keeps; see the class for what it does.</param>
    /// <param name="valueMask">(B, S); <see langword="null"/>: the mask that the value carries.</param>
    /// <param name="keyMask">(B, S); <see langword="null"/>: the mask that the key carries, if one was given.</param>
    /// <param name="attentionMask">(B, T, S), or of a shape that broadcasts to it.</param>
    /// <param name="training">Drop weights? <see langword="null"/>: as the layer around it, else no.</param>
    /// <param name="useCausalMask">Hide from each query the keys that come after it?</param>
    /// <returns>(B, T, …).</returns>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public Tensor Apply(Tensor query, Tensor value, Tensor? key = null, Tensor? queryMask = null, Tensor? valueMask = null, Tensor? keyMask = null,
                        Tensor? attentionMask = null, bool? training = null, bool useCausalMask = false) =>
        Invoke(Inputs(query, value, key), Arguments(queryMask, valueMask, keyMask, attentionMask, training, useCausalMask));

    /// <summary>Calls the layer for its output and for the attention weights, which say where each head of each query looked.</summary>
    /// <param name="query">(B, T, D).</param>
    /// <param name="value">(B, S, Dv).</param>
    /// <param name="key">(B, S, Dk); <see langword="null"/>: the value.</param>
    /// <param name="queryMask">(B, T), true keeps; see the class for what it does.</param>
    /// <param name="valueMask">(B, S); <see langword="null"/>: the mask that the value carries.</param>
    /// <param name="keyMask">(B, S); <see langword="null"/>: the mask that the key carries, if one was given.</param>
    /// <param name="attentionMask">(B, T, S), or of a shape that broadcasts to it.</param>
    /// <param name="training">Drop weights? <see langword="null"/>: as the layer around it, else no.</param>
    /// <param name="useCausalMask">Hide from each query the keys that come after it?</param>
    /// <returns>The output (B, T, …) and the weights (B, N, T, S) before dropout.</returns>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public (Tensor Output, Tensor Scores) ApplyWithScores(Tensor query, Tensor value, Tensor? key = null, Tensor? queryMask = null, Tensor? valueMask = null,
                                                          Tensor? keyMask = null, Tensor? attentionMask = null, bool? training = null, bool useCausalMask = false)
    {
        CallArguments arguments = Arguments(queryMask, valueMask, keyMask, attentionMask, training, useCausalMask).With("return_attention_scores", true);
        Tensors outputs = Invoke(Inputs(query, value, key), arguments);
        return (outputs[0], outputs[1]);
    }

    /// <summary>Makes the layers inside, in Keras's order.</summary>
    /// <param name="inputs">Query, value and perhaps key.</param>
    /// <param name="heads">Heads of the query, and of key and value.</param>
    /// <param name="width">Width of a head of query and key, and of the value.</param>
    /// <param name="softmaxAxes">The axes of the scores that sum to 1.</param>
    /// <param name="output">The output's axes that take the place of the query's last.</param>
    private protected void AddLayers(ReadOnlySpan<Shape> inputs, (int Query, int Key) heads, (int Key, int Value) width, Axes softmaxAxes, Shape output)
    {
        QueryDense = AddProjection("query", inputs[0], 1, [heads.Query, width.Key]);
        KeyDense = AddProjection("key", inputs[^1], 1, [heads.Key, width.Key]);
        if (UseGate) GateDense = AddProjection("gate", inputs[0], 1, [heads.Query, width.Value], "sigmoid");
        ValueDense = AddProjection("value", inputs[1], 1, [heads.Key, width.Value]);
        _softmax = AddLayer(new Softmax(softmaxAxes) { DType = DType }, "_softmax");
        _dropout = AddLayer(new Dropout(Dropout, seed: Seed) { DType = DType }, "_dropout_layer");
        OutputDense = AddProjection("attention_output", [.. inputs[0][..^1], heads.Query, width.Value], 2, output);
    }

    /// <summary>A dense layer that replaces the last axes of its input by others.</summary>
    private EinsumDense AddProjection(string name, Shape input, int summed, Shape made, ActivationFunction? activation = null)
    {
        int kept = input.Rank - summed;
        string letters = string.Concat(Enumerable.Range('a', input.Rank + made.Rank).Select(letter => (char)letter));
        string free = letters[..kept], inner = letters[kept..input.Rank], outer = letters[input.Rank..];
        EinsumDense dense = AddLayer(new EinsumDense(
            $"{free}{inner},{inner}{outer}->{free}{outer}", [.. Enumerable.Repeat(Dim.Unknown, kept - 1), .. made], activation, UseBias ? outer : null,
            KernelInitializer.ForAnotherWeight(), BiasInitializer.ForAnotherWeight(), KernelRegularizer, BiasRegularizer, KernelConstraint, BiasConstraint, name: name)
        {
            DType = DType,
            ActivityRegularizer = ActivityRegularizer,
        }, AttributeOf(name is "attention_output" ? "output" : name));
        dense.BuildFor(input);
        return dense;
    }

    /// <summary>Keras's attribute for a projection: a public one, if it has that, comes first in its files.</summary>
    private protected virtual string AttributeOf(string projection) => $"_{projection}_dense";

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        RefuseMaskList(inputs, call);
        bool wantsScores = call.Get("return_attention_scores", false);
        if (FlashAttention is true && wantsScores)
            throw new ArgumentException($"{this} expects no return_attention_scores with flashAttention: true, which stores no scores. Make it without flashAttention.");
        AttentionMasks masks = ReadMasks(inputs, call);
        Tensor? gate = GateDense?.Apply(inputs[0]);
        Tensor query = QueryDense!.Apply(inputs[0]);                                       // (B, T, N, H)
        Tensor key = KeyDense!.Apply(inputs[^1]), value = ValueDense!.Apply(inputs[1]);    // (B, S, K, H), (B, S, K, Hv)

        bool storesScores = Dropout > 0 || wantsScores || query.Rank != 4;
        var (heads, scores) = storesScores ? Composed(query, key, value, masks) : (Fused(query, key, value, masks), null);
        if (gate is not null) heads *= gate;                                               // (B, T, N, Hv)
        Tensor output = OutputDense!.Apply(heads);                                         // (B, T, …)
        if (wantsScores) return [output, scores!];
        return output;
    }

    /// <summary>What hides keys in this call.</summary>
    private protected abstract AttentionMasks ReadMasks(Tensors inputs, CallArguments call);

    /// <summary>Attention by one op, which stores no scores.</summary>
    private static Tensor Fused(Tensor query, Tensor key, Tensor value, AttentionMasks masks) =>
        DotProductAttention(query, key, value, bias: null, masks.WithoutQueries(query, value), masks.Query, Scale(query), masks.IsCausal);

    /// <summary>Attention with stored scores.</summary>
    private protected abstract (Tensor Heads, Tensor Scores) Composed(Tensor query, Tensor key, Tensor value, AttentionMasks masks);

    /// <summary>The attention weights of scores.</summary>
    private protected Tensor Normalized(Tensor scores, Tensor? mask) => _softmax!.Apply(scores, mask is null ? null : (Masks)mask);

    /// <summary>The weights with some dropped while training.</summary>
    private protected Tensor Dropped(Tensor weights) => Dropout > 0 ? _dropout!.Apply(weights) : weights;

    /// <summary>1/√H.</summary>
    private protected static double Scale(Tensor query) => 1 / Math.Sqrt(query.Shape[^1].Value);

    /// <inheritdoc/>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask) => mask?[0] is { } queryMask ? [queryMask] : null;

    /// <inheritdoc/>
    protected override Tensors ComputeOutputSpec(Tensors inputs, CallArguments call)
    {
        RefuseMaskList(inputs, call);
        Tensor output = Tensor.Symbolic(ComputeOutputShape(inputs.Shapes)!, ComputeDType);
        if (!call.Get("return_attention_scores", false)) return output;
        return [output, Tensor.Symbolic(ScoresShape(inputs), ComputeDType)];
    }

    /// <summary>The shape of symbolic scores.</summary>
    private protected abstract Shape ScoresShape(Tensors inputs);

    /// <summary>Key and value must be as many.</summary>
    private protected void ExpectKeysForValues(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length is 2 or 3, "a list of inputs, [query, value] or [query, value, key]", inputs);
        var (value, key) = (inputs[1], inputs[^1]);
        Expect(value.Rank == key.Rank && value.Rank >= 2 && value[1..^1].IsCompatibleWith(key[1..^1]), "value and key to share all axes but the first and the last", inputs);
    }

    /// <summary>The settings that both layers hold under the same keys, in Keras's order.</summary>
    private protected Config AddSettings(Config config)
    {
        config.Json.Remove("activity_regularizer");
        return config
            .With("kernel_initializer", KernelInitializer).With("bias_initializer", BiasInitializer)
            .With("kernel_regularizer", KernelRegularizer).With("bias_regularizer", BiasRegularizer).With("activity_regularizer", ActivityRegularizer)
            .With("kernel_constraint", KernelConstraint).With("bias_constraint", BiasConstraint).With("seed", Seed);
    }

    /// <summary>Checks what a constructor received.</summary>
    private protected void CheckSettings()
    {
        Require.Fraction(Dropout, this, "dropout");
        if (SlidingWindow is { } window) Require.Positive(window, this, "slidingWindow");
        if (FlashAttention is true && Dropout > 0)
            throw new ArgumentException($"{this} expects dropout 0 with flashAttention: true, which stores no weights to drop. Received dropout {Dropout}.");
    }

    private static Tensors Inputs(Tensor query, Tensor value, Tensor? key) => key is null ? [query, value] : [query, value, key];

    private static CallArguments Arguments(Tensor? queryMask, Tensor? valueMask, Tensor? keyMask, Tensor? attentionMask, bool? training, bool useCausalMask) => CallArguments.None
        .With("query_mask", queryMask).With("value_mask", valueMask).With("key_mask", keyMask).With("attention_mask", attentionMask)
        .With("training", training).With("use_causal_mask", useCausalMask ? true : null);

    /// <summary>Its masks have names of their own; a list of masks comes only from the inputs, which carry them.</summary>
    private void RefuseMaskList(Tensors inputs, CallArguments call)
    {
        if (call.Masks is { } masks && !masks.SequenceEqual(inputs.Select(input => input.Mask)))
            throw new ArgumentException($"{this} expects its masks as queryMask, valueMask, keyMask and attentionMask. Received a mask for all inputs. "
                + "Write Apply(query, value, valueMask: mask).");
    }
}
