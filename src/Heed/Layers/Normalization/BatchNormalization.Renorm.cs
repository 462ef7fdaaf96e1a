using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Batch renormalization: while training, r and d correct the batch's statistics to moving ones, (x − mean) / deviation · r + d.</summary>
public sealed partial class BatchNormalization
{
    private Variable? _movingDeviation, _renormMean, _renormDeviation;

    /// <summary>Are the batch's statistics corrected towards moving ones while training?</summary>
    public bool Renorm { get; }

    /// <summary>Limits of these corrections.</summary>
    public RenormClipping? RenormClipping { get; }

    /// <summary>How much of the moving averages of renorm stays in a step.</summary>
    public double RenormMomentum { get; }

    private RenormClipping Checked(RenormClipping clipping)
    {
        if (clipping.Rmax < clipping.Rmin) throw new ArgumentException($"{this} expects rmax of renormClipping to be at least rmin. Received {clipping}.");
        return clipping.Dmax < 0 ? throw new ArgumentException($"{this} expects dmax of renormClipping to be at least 0. Received {clipping}.") : clipping;
    }

    private void BuildRenorm(Shape channels)
    {
        Tensor Deviation() => Tape.Pause(() => Sqrt(MovingVarianceInitializer.Create(channels, VariableDType)));
        _movingDeviation = AddWeight("moving_stddev", channels, Deviation(), trainable: false, autocast: false);
        _renormMean = AddWeight("renorm_mean", channels, MovingMeanInitializer, trainable: false, autocast: false);
        _renormDeviation = AddWeight("renorm_stddev", channels, Deviation(), trainable: false, autocast: false);
    }

    /// <summary>gamma r and gamma d + beta.</summary>
    private (Tensor Gamma, Tensor Beta) Corrected(Tensor mean, Tensor variance, Tensor? gamma, Tensor? beta)
    {
        Tensor moving = Maximum(_renormDeviation!.Value.Cast(mean.DType), Math.Sqrt(Epsilon));
        Tensor r = Sqrt(variance + Epsilon) / moving, d = (mean - _renormMean!.Value.Cast(mean.DType)) / moving;
        if (RenormClipping!.Rmin is { } rmin) r = Maximum(r, rmin);
        if (RenormClipping.Rmax is { } rmax) r = Minimum(r, rmax);
        if (RenormClipping.Dmax is { } dmax) d = Clip(d, -dmax, dmax);
        (r, d) = (StopGradient(r), StopGradient(d));
        Tensor shift = gamma is null ? d : d * gamma;
        return (gamma is null ? r : r * gamma, beta is null ? shift : shift + beta);
    }

    private void FollowRenorm(Tensor mean, Tensor variance)
    {
        Tensor deviation = Tape.Pause(() => Sqrt(variance + Epsilon));
        Follow(_renormMean!, mean, RenormMomentum);
        Follow(_renormDeviation!, deviation, RenormMomentum);
        Follow(_movingMean!, mean, Momentum);
        Follow(_movingDeviation!, deviation, Momentum);
        _movingVariance!.Assign(Tape.Pause(() => Relu(Square(_movingDeviation!.Value) - Epsilon)));      // rounding may go below 0
    }
}
