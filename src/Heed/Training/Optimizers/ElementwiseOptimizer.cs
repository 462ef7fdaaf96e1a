using System.Numerics;
using Heed.Kernels;

namespace Heed.Optimizers;

/// <summary>An optimizer whose rule changes every element of a weight by itself: one pass over weight, gradient and slots.</summary>
/// <remarks>Weights of narrow types are changed in float32 and rounded once; Keras rounds in between.</remarks>
public abstract class ElementwiseOptimizer : Optimizer
{
    private protected ElementwiseOptimizer(LearningRateSchedule learningRate, string? name) : base(learningRate, name) { }

    /// <summary>What the rule keeps for each weight, in up to three slots; an empty list is no slot.</summary>
    private protected Variable[] First { get; set; } = [];

    private protected Variable[] Second { get; set; } = [];

    private protected Variable[] Third { get; set; } = [];

    /// <summary>Runs the rule of this step.</summary>
    private protected abstract void Update<T>(UpdateStep<T> step, double learningRate) where T : unmanaged, INumber<T>;

    /// <inheritdoc/>
    protected sealed override void Update(int index, Variable variable, Tensor gradient, double learningRate)
    {
        Variable? first = At(First, index), second = At(Second, index), third = At(Third, index);
        switch (variable.DType)
        {
            case DType.Float32:
                Update(new UpdateStep<float>(variable.Write<float>(), GradientOf<float>(gradient), Span<float>(first), Span<float>(second), Span<float>(third)), learningRate);
                break;
            case DType.Float64:
                Update(new UpdateStep<double>(variable.Write<double>(), GradientOf<double>(gradient), Span<double>(first), Span<double>(second), Span<double>(third)), learningRate);
                break;
            default:
                UpdateWide(variable, gradient, [first, second, third], learningRate);
                break;
        }
    }

    private void UpdateWide(Variable variable, Tensor gradient, Variable?[] slots, double learningRate)
    {
        Tensor weight = variable.Value.Cast(DType.Float32);
        Tensor?[] wide = Array.ConvertAll(slots, slot => slot?.Value.Cast(DType.Float32));
        Span<float> Span(int slot) => wide[slot] is { } tensor ? tensor.Writable<float>() : default;
        Update(new UpdateStep<float>(weight.Writable<float>(), new(gradient.Cast(DType.Float32).AsSpan<float>()), Span(0), Span(1), Span(2)), learningRate);
        variable.Assign(weight);
        for (int i = 0; i < slots.Length; i++) slots[i]?.Assign(wide[i]!);
    }

    private static Variable? At(Variable[] slots, int index) => slots.Length == 0 ? null : slots[index];

    private static Span<T> Span<T>(Variable? slot) => slot is null ? default : slot.Write<T>();
}

/// <summary>A weight, its gradient and its slots, on which a rule is run.</summary>
internal readonly ref struct UpdateStep<T>(Span<T> weight, Gradient<T> gradient, Span<T> first, Span<T> second, Span<T> third) where T : unmanaged
{
    private readonly Span<T> _weight = weight, _first = first, _second = second, _third = third;
    private readonly Gradient<T> _gradient = gradient;

    public void Run<TRule>(TRule rule) where TRule : struct, IUpdateRule<T> => UpdateLoop.Run(rule, _weight, _gradient, _first, _second, _third);
}
