using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>A trainable product of two thin matrices that a layer adds to its frozen kernel.</summary>
/// <remarks>
/// <para><b>Formula</b>  kernel + α / rank · A · B with A (…, rank), B (rank, last axis of the kernel).</para>
/// <para><b>Weights</b>  lora_{kernel}_a, lora_{kernel}_b, both float32 whatever the policy says, after the layer's own; the kernel is not trained any more.</para>
/// <para><b>Files</b>    of Keras's keep the sum in the kernel's place, and neither of the two; once it is read, both are zeros.</para>
/// <para><b>Source</b>   Hu et al. 2021, arXiv:2106.09685; <c>enable_lora</c> in keras/src/layers/core/dense.py.</para>
/// </remarks>
internal sealed class LowRankAdapter
{
    private readonly Layer _layer;
    private Variable? _a, _b;

    /// <summary>An adapter that <see cref="Build"/> switches on, if there is a rank.</summary>
    /// <param name="layer">Whose kernel it adapts.</param>
    /// <param name="rank">At least 1; <see langword="null"/> or, as in Keras, 0: none.</param>
    /// <param name="alpha">The factor's numerator; <see langword="null"/>: <paramref name="rank"/>.</param>
    /// <param name="hasConstraint">Has the kernel a constraint? Then there can be no adapter.</param>
    public LowRankAdapter(Layer layer, int? rank, double? alpha, bool hasConstraint)
    {
        _layer = layer;
        if (rank is null or 0) return;
        CheckConstraint(hasConstraint);
        (Rank, Alpha) = (Require.Positive(rank.Value, layer, "loraRank"), alpha ?? rank.Value);
    }

    /// <summary>The length between both matrices; <see langword="null"/>: there are none.</summary>
    public int? Rank { get; private set; }

    /// <summary>The factor's numerator.</summary>
    public double? Alpha { get; private set; }

    /// <summary>Makes the weights while the layer is built, if the constructor was given a rank.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="keepsAlpha">Does the given α count? In Keras it does not for some layers: the factor is 1.</param>
    public void Build(Variable kernel, bool keepsAlpha)
    {
        if (Rank is { } rank) Make(kernel, rank, keepsAlpha ? Alpha : null, null, null);
    }

    /// <summary>Makes the weights of a layer that is built already.</summary>
    /// <param name="kernel">The kernel; <see langword="null"/>: the layer is not built.</param>
    /// <param name="rank">At least 1.</param>
    /// <param name="alpha">The factor's numerator; <see langword="null"/>: <paramref name="rank"/>.</param>
    /// <param name="aInitializer">First values of A; <see langword="null"/>: He's uniform numbers.</param>
    /// <param name="bInitializer">First values of B; <see langword="null"/>: zeros.</param>
    /// <exception cref="InvalidOperationException">The layer is not built, or has an adapter.</exception>
    /// <exception cref="ArgumentException">The kernel has a constraint, or the rank is below 1.</exception>
    public void Enable(Variable? kernel, int rank, double? alpha, Initializer? aInitializer, Initializer? bInitializer)
    {
        CheckConstraint(kernel?.Constraint is not null);
        if (kernel is null) throw new InvalidOperationException($"{_layer} expects to be built before EnableLora. It is not: call it or BuildFor first.");
        if (_a is not null) throw new InvalidOperationException($"{_layer} expects EnableLora once. It has an adapter of rank {Rank} already.");
        using var scope = new NameScope(kernel.Path[..^Math.Min(kernel.Path.Length, kernel.Name.Length + 1)]);
        Make(kernel, Require.Positive(rank, _layer), alpha, aInitializer, bInitializer);
    }

    private void Make(Variable kernel, int rank, double? alpha, Initializer? aInitializer, Initializer? bInitializer)
    {
        Regularizer? penalty = kernel.Regularizer;
        Variable Add(string part, Shape shape, Initializer initializer) => _layer.AddWeight($"lora_{kernel.Name}_{part}", shape, initializer, penalty, dtype: DType.Float32);
        (_a, _b) = (Add("a", [.. kernel.Shape[..^1], rank], aInitializer ?? "he_uniform"), Add("b", [rank, kernel.Shape[^1]], bInitializer ?? "zeros"));
        kernel.Trainable = false;
        (Rank, Alpha) = (rank, alpha ?? rank);
        foreach (Variable thin in (Variable[])[_a, _b]) _layer.SaveInstead(thin, null);
        _layer.SaveInstead(kernel, SavedArray.Of("", kernel) with { Variable = null, Get = () => Merged(kernel), Set = value => Replace(kernel, value) });
    }

    /// <summary>What files keep: the kernel that counts, in the kernel's own type.</summary>
    private Tensor Merged(Variable kernel) => Tape.Pause(() => kernel.Value + (Alpha!.Value / Rank!.Value * MatMul(_a!.Value, _b!.Value)).Cast(kernel.DType));

    /// <summary>A kernel from a file has all that counted in it, so the product starts anew from zero.</summary>
    private void Replace(Variable kernel, Tensor value)
    {
        kernel.Assign(value);
        foreach (Variable thin in (Variable[])[_a!, _b!]) thin.Assign(ZerosLike(thin.Value));
    }

    /// <summary>The kernel that counts: with the product added, if there is one.</summary>
    public Tensor Of(Variable kernel) => Of(kernel, whole => whole);

    /// <summary>Rows of the kernel that counts, which a function takes from the kernel and from A.</summary>
    public Tensor Of(Variable kernel, Func<Tensor, Tensor> rows)
    {
        if (_a is null) return rows(kernel);
        Tensor frozen = kernel.Trainable ? kernel : StopGradient(kernel);
        return (rows(frozen) + Alpha!.Value / Rank!.Value * MatMul(rows(_a), _b!)).Cast(_layer.ComputeDType);
    }

    /// <summary>Adds the settings to a config, if there is an adapter.</summary>
    public Config AddSettings(Config config) => Rank is null ? config
        : config.With("lora_rank", Rank).With("lora_alpha", Alpha is { } alpha && double.IsInteger(alpha) ? (object)(long)alpha : Alpha);

    private void CheckConstraint(bool hasConstraint)
    {
        if (hasConstraint) throw new ArgumentException($"{_layer} expects no constraint on a kernel with a low-rank adapter. Received one. Leave the constraint out.");
    }
}
