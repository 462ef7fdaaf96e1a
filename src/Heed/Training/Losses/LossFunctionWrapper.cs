using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Losses;

/// <summary>A loss made of a function of truth and prediction.</summary>
/// <remarks>
/// <para>Tensors whose ranks differ by an axis of length 1 are brought to one rank first.</para>
/// <para>A config holds the loss's name in place of the function: after <c>KerasRegistry.Register&lt;Loss&gt;("pinball", _ =&gt; new LossFunctionWrapper(Pinball,
/// name: "pinball"))</c>
/// it can be read.</para>
/// <para><b>Source</b>  keras/src/losses/losses.py.</para>
/// </remarks>
public class LossFunctionWrapper : Loss
{
    private readonly Func<Tensor, Tensor, Tensor> _function;

    /// <summary>Creates the loss.</summary>
    /// <param name="fn">Gives a loss for each sample or step from (yTrue, yPred), made of ops.</param>
    /// <param name="reduction">How losses become one number.</param>
    /// <param name="name">Its name; <see langword="null"/>: Keras's automatic name.</param>
    /// <param name="dtype">The type of the computation; <see langword="null"/>: float32.</param>
    public LossFunctionWrapper(Func<Tensor, Tensor, Tensor> fn, Reduction reduction = Reduction.SumOverBatchSize, string? name = null, DTypePolicy? dtype = null)
        : base(reduction, name, dtype)
    {
        ArgumentNullException.ThrowIfNull(fn);
        _function = fn;
    }

    /// <inheritdoc/>
    protected sealed override Tensor Call(Tensor yTrue, Tensor yPred)
    {
        (yTrue, yPred) = Weighting.SameRank(yTrue, yPred);
        return _function(yTrue, yPred);
    }

    /// <inheritdoc/>
    public override Config GetConfig() =>
        GetType() == typeof(LossFunctionWrapper) ? base.GetConfig().With("fn", FunctionConfig.Of(Name)) : base.GetConfig();

    /// <summary>The loss that the function's name stands for, with the settings that stand beside it.</summary>
    internal static Loss FromConfig(Config config) => KerasRegistry.Create<Loss>(FunctionName(config), config);

    /// <summary>The name of the function in a config: a string, or an object that holds it.</summary>
    internal static string FunctionName(Config config) => config.Get<JsonNode?>("fn", null) switch
    {
        JsonObject function when function["config"] is JsonValue name => name.AsText()!,
        JsonValue name => name.AsText()!,
        var other => throw new ArgumentException($"Config expects 'fn' to be the name of a function. Received {other?.ToJsonString() ?? "null"}."),
    };

    /// <summary>What the function gives.</summary>
    internal Func<Tensor, Tensor, Tensor> Function => _function;
}
