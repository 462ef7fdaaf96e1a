namespace Heed.Callbacks;

/// <summary>Evaluates and predicts with the moving average of the weights, which the optimizer keeps with <c>UseEma</c>.</summary>
/// <param name="swapOnEpoch">Exchange the weights at the end of every epoch, so that whatever is saved there is the average?</param>
/// <remarks>Source: keras/src/callbacks/swap_ema_weights.py.</remarks>
public sealed class SwapEMAWeights(bool swapOnEpoch = false) : Callback
{
    private bool _averageIsInModel;

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        if (swapOnEpoch) Swap(toAverage: false);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (!swapOnEpoch || _averageIsInModel) return;
        Swap(toAverage: true);
        if (epoch == Parameters.Epochs - 1) Model.CompiledOptimizer.ResetAverages();    // the end of Fit puts the average into the weights once more
    }

    /// <inheritdoc/>
    public override void OnTestBegin() => Swap(toAverage: true);

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs) => Swap(toAverage: false);

    /// <inheritdoc/>
    public override void OnPredictBegin() => Swap(toAverage: true);

    /// <inheritdoc/>
    public override void OnPredictEnd() => Swap(toAverage: false);

    /// <inheritdoc/>
    /// <remarks>An evaluation that fails leaves the weights as they were before it.</remarks>
    public override void OnError(Exception error)
    {
        if (_averageIsInModel) Swap(toAverage: false);
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state) => state.Set("average_is_in_model", _averageIsInModel ? 1 : 0);

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state) => _averageIsInModel = state.Get("average_is_in_model") == 1;

    private void Swap(bool toAverage)
    {
        if (_averageIsInModel == toAverage) return;
        Model.CompiledOptimizer.SwapAverages();
        _averageIsInModel = toAverage;
    }
}
