using System.Runtime.CompilerServices;
using Heed.Losses;

namespace Heed;

/// <summary>The losses of a model: <c>"mse"</c>, a <see cref="Loss"/>, a list <c>["mse", null]</c> or a dictionary by the outputs' names.</summary>
[CollectionBuilder(typeof(LossPerOutput), nameof(Create))]
public sealed class LossPerOutput : PerOutput<Loss?>
{
    private LossPerOutput(Loss? loss) : base(loss) { }

    private LossPerOutput(IEnumerable<Loss?> losses) : base(losses) { }

    private LossPerOutput(IEnumerable<KeyValuePair<string, Loss?>> losses) : base(losses) { }

    /// <summary>What a collection expression calls: a loss for each output, null for none.</summary>
    /// <param name="losses">In the order of the outputs.</param>
    /// <returns>The losses.</returns>
    public static LossPerOutput Create(ReadOnlySpan<Loss?> losses) => new(losses.ToArray());

    /// <summary>One loss for all outputs, by Keras's name.</summary>
    /// <param name="name">Such as <c>mse</c>.</param>
    public static implicit operator LossPerOutput(string name) => new((Loss)name);

    /// <summary>One loss for all outputs.</summary>
    /// <param name="loss">The loss.</param>
    public static implicit operator LossPerOutput(Loss loss) => new(loss);

    /// <summary>Losses by the outputs' names.</summary>
    /// <param name="losses">Names and losses; null: none.</param>
    public static implicit operator LossPerOutput(Dictionary<string, Loss?> losses) => new(losses.AsEnumerable());

    /// <summary>Losses by the outputs' names, each by Keras's name.</summary>
    /// <param name="losses">Names of outputs and of losses.</param>
    public static implicit operator LossPerOutput(Dictionary<string, string> losses) =>
        new(losses.Select(pair => KeyValuePair.Create(pair.Key, (Loss?)pair.Value)));

    /// <summary>The losses, in order.</summary>
    /// <returns>What a collection expression was made of.</returns>
    public IEnumerator<Loss?> GetEnumerator() => Values.GetEnumerator();
}
