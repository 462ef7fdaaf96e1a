using System.Text.RegularExpressions;

namespace Heed.Optimizers;

public abstract partial class Optimizer
{
    private double? _clipnorm, _globalClipnorm, _clipvalue;
    private HashSet<Variable> _neverDecayed = new(ReferenceEqualityComparer.Instance);
    private Regex[] _neverDecayedNames = [];

    /// <summary>Every step takes this fraction, times the learning rate, off each weight; <see langword="null"/>: none.</summary>
    public double? WeightDecay
    {
        get;
        set => field = Require.Optional(value, Require.NotNegative, this, nameof(WeightDecay));
    }

    /// <summary>A gradient whose Euclidean norm is larger is shortened to it; <see langword="null"/>: none is.</summary>
    /// <exception cref="ArgumentException">Another way of clipping is set.</exception>
    public double? Clipnorm
    {
        get => _clipnorm;
        set => OneClip(_clipnorm = Require.Optional(value, Require.NotNegative, this, nameof(Clipnorm)));
    }

    /// <summary>If the norm of all gradients together is larger, all are shortened by one factor; <see langword="null"/>: they are not.</summary>
    /// <exception cref="ArgumentException">Another way of clipping is set.</exception>
    public double? GlobalClipnorm
    {
        get => _globalClipnorm;
        set => OneClip(_globalClipnorm = Require.Optional(value, Require.NotNegative, this, nameof(GlobalClipnorm)));
    }

    /// <summary>Every element of a gradient is brought into [−value, value]; <see langword="null"/>: none is.</summary>
    /// <exception cref="ArgumentException">Another way of clipping is set.</exception>
    public double? Clipvalue
    {
        get => _clipvalue;
        set => OneClip(_clipvalue = Require.Optional(value, Require.NotNegative, this, nameof(Clipvalue)));
    }

    /// <summary>Keep an exponential moving average of the weights, which replaces them when training ends? Settable until it is built.</summary>
    public bool UseEma
    {
        get;
        set => field = Unbuilt(value, nameof(UseEma));
    }

    /// <summary>How much of the average stays at every step, in [0, 1].</summary>
    public double EmaMomentum
    {
        get;
        set => field = Require.Fraction(value, this, nameof(EmaMomentum));
    } = 0.99;

    /// <summary>Every so many updates the average replaces the weights; <see langword="null"/>: only when training ends.</summary>
    public int? EmaOverwriteFrequency
    {
        get;
        set => field = Require.Optional(value, Require.Positive, this, nameof(EmaOverwriteFrequency));
    }

    /// <summary>Multiplies the loss and divides the gradients, so that small ones survive 16-bit numbers; <see langword="null"/>: 1.</summary>
    public double? LossScaleFactor
    {
        get;
        set => field = Require.Optional(value, Require.Positive, this, nameof(LossScaleFactor));
    }

    /// <summary>So many gradients, at least 2, are averaged before the weights change; <see langword="null"/>: 1. Settable until it is built.</summary>
    public int? GradientAccumulationSteps
    {
        get;
        set
        {
            if (value is { } steps) Require.AtLeast(2, steps, this, nameof(GradientAccumulationSteps));
            field = Unbuilt(value, nameof(GradientAccumulationSteps));
        }
    }

    /// <summary>Leaves weights out of <see cref="WeightDecay"/>; another call replaces what the last one said.</summary>
    /// <param name="variables">These weights.</param>
    /// <param name="names">And those in whose name one of these regular expressions is found, such as <c>bias</c>.</param>
    /// <exception cref="ArgumentException">One of <paramref name="names"/> is no regular expression.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is built already.</exception>
    public void ExcludeFromWeightDecay(IEnumerable<Variable>? variables = null, IEnumerable<string>? names = null)
    {
        _neverDecayed = new(Unbuilt(variables ?? [], nameof(ExcludeFromWeightDecay)), ReferenceEqualityComparer.Instance);
        _neverDecayedNames = [.. (names ?? []).Select(name => new Regex(name, RegexOptions.CultureInvariant))];
    }

    /// <summary>The decay of an optimizer whose config does not say.</summary>
    private protected virtual double? DefaultWeightDecay => null;

    /// <summary>The decay of a weight.</summary>
    private protected virtual double? DecayOf(Variable variable) => WeightDecay;

    private bool IsDecayed(Variable variable) =>
        !_neverDecayed.Contains(variable) && !Array.Exists(_neverDecayedNames, pattern => pattern.IsMatch(variable.Name));

    private void OneClip(double? justSet)
    {
        if (justSet is not null && new[] { _clipnorm, _globalClipnorm, _clipvalue }.Count(clip => clip is not null) > 1)
            throw new ArgumentException($"{this} expects at most one of Clipnorm, GlobalClipnorm and Clipvalue. "
                + FormattableString.Invariant($"Received {Show(_clipnorm)}, {Show(_globalClipnorm)} and {Show(_clipvalue)}."));
    }

    private static string Show(double? value) => value is { } given ? FormattableString.Invariant($"{given}") : "none";

    private T Unbuilt<T>(T value, string property) => !Built ? value
        : throw new InvalidOperationException(
            $"{this} expects {property} to be set before its first step. Set it when it is made: new {ClassName}(…) {{ {property} = … }}.");
}
