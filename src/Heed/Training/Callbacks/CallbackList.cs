namespace Heed.Callbacks;

/// <summary>Passes every moment on to all callbacks of a run, in the order in which they were given.</summary>
/// <remarks>Source: keras/src/callbacks/callback_list.py.</remarks>
internal sealed class CallbackList : Callback
{
    private readonly List<Callback> _callbacks;

    /// <param name="model">The model that runs.</param>
    /// <param name="callbacks">Those of the user.</param>
    /// <param name="parameters">What the run does; more than silent adds a progress bar.</param>
    /// <param name="addHistory">Is it <c>Fit</c>, which keeps a history?</param>
    public CallbackList(Model model, IEnumerable<Callback>? callbacks, RunParameters parameters, bool addHistory = false)
    {
        if (parameters.Verbose is < 0 or > 2)
            throw new ArgumentOutOfRangeException("verbose",
                $"{model} expects 'verbose' to be 0 (silent), 1 (progress bar) or 2 (a line an epoch). Received {parameters.Verbose}.");
        _callbacks = [.. callbacks ?? []];
        if (addHistory && !_callbacks.OfType<History>().Any()) _callbacks.Add(new History());
        if (parameters.Verbose > 0 && !_callbacks.OfType<ProgressBar>().Any()) _callbacks.Add(new ProgressBar());
        foreach (Callback callback in _callbacks) callback.Attach(this, model, parameters);
    }

    /// <summary>The history that a <c>Fit</c> keeps.</summary>
    public History History => _callbacks.OfType<History>().First();

    public override void OnTrainBegin() => _callbacks.ForEach(callback => callback.OnTrainBegin());

    public override void OnTrainEnd(Logs logs) => _callbacks.ForEach(callback => callback.OnTrainEnd(logs));

    public override void OnEpochBegin(int epoch) => _callbacks.ForEach(callback => callback.OnEpochBegin(epoch));

    public override void OnEpochEnd(int epoch, Logs logs) => _callbacks.ForEach(callback => callback.OnEpochEnd(epoch, logs));

    public override void OnTrainBatchBegin(int batch) => _callbacks.ForEach(callback => callback.OnTrainBatchBegin(batch));

    public override void OnTrainBatchEnd(int batch, Logs logs) => _callbacks.ForEach(callback => callback.OnTrainBatchEnd(batch, logs));

    public override void OnTestBegin() => _callbacks.ForEach(callback => callback.OnTestBegin());

    public override void OnTestEnd(Logs logs) => _callbacks.ForEach(callback => callback.OnTestEnd(logs));

    public override void OnTestBatchBegin(int batch) => _callbacks.ForEach(callback => callback.OnTestBatchBegin(batch));

    public override void OnTestBatchEnd(int batch, Logs logs) => _callbacks.ForEach(callback => callback.OnTestBatchEnd(batch, logs));

    public override void OnPredictBegin() => _callbacks.ForEach(callback => callback.OnPredictBegin());

    public override void OnPredictEnd() => _callbacks.ForEach(callback => callback.OnPredictEnd());

    public override void OnPredictBatchBegin(int batch) => _callbacks.ForEach(callback => callback.OnPredictBatchBegin(batch));

    public override void OnPredictBatchEnd(int batch, Tensors outputs) => _callbacks.ForEach(callback => callback.OnPredictBatchEnd(batch, outputs));

    public override void OnMessage(string message) => _callbacks.ForEach(callback => callback.OnMessage(message));
}
