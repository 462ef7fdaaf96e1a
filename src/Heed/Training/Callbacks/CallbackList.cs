namespace Heed.Callbacks;

/// <summary>Passes every moment on to all callbacks of a run, in the order in which they were given; for training loops of your own.</summary>
/// <remarks>Source: keras/src/callbacks/callback_list.py.</remarks>
public sealed class CallbackList : Callback
{
    private readonly List<Callback> _callbacks;

    /// <summary>Creates the list.</summary>
    /// <param name="callbacks">Those of the user; <see langword="null"/>: none.</param>
    /// <param name="addHistory">Add a <see cref="Callbacks.History"/>, unless there is one?</param>
    /// <param name="addProgbar">Add a <see cref="ProgbarLogger"/>, unless there is one?</param>
    /// <param name="model">The model that runs.</param>
    /// <param name="parameters">What the run does.</param>
    /// <exception cref="ArgumentException">A callback is null.</exception>
    public CallbackList(IEnumerable<Callback>? callbacks = null, bool addHistory = false, bool addProgbar = false, Model? model = null,
                        RunParameters? parameters = null)
    {
        _callbacks = [.. callbacks ?? []];
        if (_callbacks.Contains(null!)) throw new ArgumentException("CallbackList expects callbacks. Received null among them.");
        if (addHistory && !_callbacks.OfType<History>().Any()) _callbacks.Add(new History());
        if (addProgbar && !_callbacks.OfType<ProgbarLogger>().Any()) _callbacks.Add(new ProgbarLogger());
        Attach(this, model, parameters ?? Parameters);
    }

    /// <summary>The callbacks, in order.</summary>
    public IReadOnlyList<Callback> Callbacks => _callbacks;

    /// <summary>The history among them, if there is one.</summary>
    public History? History => _callbacks.OfType<History>().FirstOrDefault();

    /// <summary>The callbacks of a run of <c>Fit</c>, <c>Evaluate</c> or <c>Predict</c>; more than silent adds a progress bar.</summary>
    internal static CallbackList Of(Model model, IEnumerable<Callback>? callbacks, RunParameters parameters, bool addHistory = false) =>
        parameters.Verbose is >= 0 and <= 2
            ? new(callbacks, addHistory, parameters.Verbose > 0, model, parameters)
            : throw new ArgumentOutOfRangeException("verbose",
                $"{model} expects 'verbose' to be 0 (silent), 1 (progress bar) or 2 (a line an epoch). Received {parameters.Verbose}.");

    /// <summary>Runs something; if it fails, all callbacks are told before the error goes on.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="run">What runs.</param>
    /// <returns>Its result.</returns>
    public T Guard<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception error)
        {
            OnError(error);
            throw;
        }
    }

    /// <inheritdoc/>
    public override void OnTrainBegin() => _callbacks.ForEach(callback => callback.OnTrainBegin());

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => _callbacks.ForEach(callback => callback.OnTrainEnd(logs));

    /// <inheritdoc/>
    /// <remarks>A callback that fails here does not keep the others from being told; its error is attached to the first one, under <c>Data</c>.</remarks>
    public override void OnError(Exception error)
    {
        foreach (Callback callback in _callbacks)
        {
            try
            {
                callback.OnError(error);
            }
            catch (Exception second)
            {
                error.Data[$"{callback.GetType().Name}.{nameof(OnError)}"] = second.ToString();
            }
        }
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => _callbacks.ForEach(callback => callback.OnEpochBegin(epoch));

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => _callbacks.ForEach(callback => callback.OnEpochEnd(epoch, logs));

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch)
    {
        foreach (Callback callback in _callbacks) callback.OnTrainBatchBegin(batch);
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        foreach (Callback callback in _callbacks) callback.OnTrainBatchEnd(batch, logs);
    }

    /// <inheritdoc/>
    public override void OnTestBegin() => _callbacks.ForEach(callback => callback.OnTestBegin());

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs) => _callbacks.ForEach(callback => callback.OnTestEnd(logs));

    /// <inheritdoc/>
    public override void OnTestBatchBegin(int batch) => _callbacks.ForEach(callback => callback.OnTestBatchBegin(batch));

    /// <inheritdoc/>
    public override void OnTestBatchEnd(int batch, Logs logs) => _callbacks.ForEach(callback => callback.OnTestBatchEnd(batch, logs));

    /// <inheritdoc/>
    public override void OnPredictBegin() => _callbacks.ForEach(callback => callback.OnPredictBegin());

    /// <inheritdoc/>
    public override void OnPredictEnd() => _callbacks.ForEach(callback => callback.OnPredictEnd());

    /// <inheritdoc/>
    public override void OnPredictBatchBegin(int batch) => _callbacks.ForEach(callback => callback.OnPredictBatchBegin(batch));

    /// <inheritdoc/>
    public override void OnPredictBatchEnd(int batch, Tensors outputs) => _callbacks.ForEach(callback => callback.OnPredictBatchEnd(batch, outputs));

    /// <inheritdoc/>
    public override void OnMessage(string message) => _callbacks.ForEach(callback => callback.OnMessage(message));

    internal override void AfterTrainBegin() => _callbacks.ForEach(callback => callback.AfterTrainBegin());

    internal override void AfterEpochEnd(int epoch) => _callbacks.ForEach(callback => callback.AfterEpochEnd(epoch));

    internal override void AfterTrainBatchEnd(int epoch, int done)
    {
        foreach (Callback callback in _callbacks) callback.AfterTrainBatchEnd(epoch, done);
    }

    internal override void Attach(CallbackList list, Model? model, RunParameters parameters)
    {
        base.Attach(list, model, parameters);
        foreach (Callback callback in _callbacks) callback.Attach(list, model, parameters);
    }
}
