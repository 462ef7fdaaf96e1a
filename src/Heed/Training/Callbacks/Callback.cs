namespace Heed.Callbacks;

/// <summary>Something to be done at certain moments of training, evaluation and prediction.</summary>
/// <remarks>
/// <para>Override what you need; every hook does nothing by itself. While <c>Fit</c> validates, it calls the hooks of evaluation.
/// To stop training after the running batch, set <c>Model.StopTraining</c>.</para>
/// <para><b>Source</b>  keras/src/callbacks/callback.py.</para>
/// </remarks>
public abstract class Callback
{
    private CallbackList? _list;
    private Model? _model;

    /// <summary>The model that runs.</summary>
    /// <exception cref="InvalidOperationException">The callback was not passed to Fit, Evaluate or Predict.</exception>
    protected Model Model => _model ?? throw new InvalidOperationException($"{GetType().Name} expects to be passed to Fit, Evaluate or Predict.");

    /// <summary>What the run was asked to do.</summary>
    protected RunParameters Parameters { get; private set; } = new(1, null, 0);

    /// <summary>Training begins.</summary>
    public virtual void OnTrainBegin() { }

    /// <summary>Training has ended.</summary>
    /// <param name="logs">Those of the last epoch.</param>
    public virtual void OnTrainEnd(Logs logs) { }

    /// <summary>Training, evaluation or prediction has ended with an error, which is thrown when all callbacks know; the hooks of the end are not called.</summary>
    /// <remarks>The place to close files. What was learned until then is in the model.</remarks>
    /// <param name="error">What went wrong.</param>
    public virtual void OnError(Exception error) { }

    /// <summary>An epoch begins.</summary>
    /// <param name="epoch">From 0.</param>
    public virtual void OnEpochBegin(int epoch) { }

    /// <summary>An epoch and its validation have ended.</summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="logs">The epoch's losses and metrics; what is added here goes into the history.</param>
    public virtual void OnEpochEnd(int epoch, Logs logs) { }

    /// <summary>A training step begins.</summary>
    /// <param name="batch">Its number in the epoch, from 0.</param>
    public virtual void OnTrainBatchBegin(int batch) { }

    /// <summary>A training step has ended.</summary>
    /// <param name="batch">Its number in the epoch, from 0.</param>
    /// <param name="logs">Means over the epoch so far.</param>
    public virtual void OnTrainBatchEnd(int batch, Logs logs) { }

    /// <summary>Evaluation or validation begins.</summary>
    public virtual void OnTestBegin() { }

    /// <summary>Evaluation or validation has ended.</summary>
    /// <param name="logs">Losses and metrics, without <c>val_</c>.</param>
    public virtual void OnTestEnd(Logs logs) { }

    /// <summary>A step of an evaluation begins.</summary>
    /// <param name="batch">Its number, from 0.</param>
    public virtual void OnTestBatchBegin(int batch) { }

    /// <summary>A step of an evaluation has ended.</summary>
    /// <param name="batch">Its number, from 0.</param>
    /// <param name="logs">Means so far.</param>
    public virtual void OnTestBatchEnd(int batch, Logs logs) { }

    /// <summary>Prediction begins.</summary>
    public virtual void OnPredictBegin() { }

    /// <summary>Prediction has ended.</summary>
    public virtual void OnPredictEnd() { }

    /// <summary>A step of a prediction begins.</summary>
    /// <param name="batch">Its number, from 0.</param>
    public virtual void OnPredictBatchBegin(int batch) { }

    /// <summary>A step of a prediction has ended.</summary>
    /// <param name="batch">Its number, from 0.</param>
    /// <param name="outputs">What the model gave; call <see cref="Tensor.Keep"/> on what is to last.</param>
    public virtual void OnPredictBatchEnd(int batch, Tensors outputs) { }

    /// <summary>Another callback has something to say; <see cref="ProgbarLogger"/> shows it.</summary>
    /// <param name="message">A sentence.</param>
    public virtual void OnMessage(string message) { }

    /// <summary>Says something to whoever shows messages; nothing is shown without a <see cref="ProgbarLogger"/>.</summary>
    /// <param name="message">A sentence.</param>
    protected void Announce(string message) => _list?.OnMessage(message);

    /// <summary>Puts down what the callback must know to go on after an interruption: <c>BackupAndRestore</c> asks.</summary>
    /// <param name="state">Receives values by names of your choice.</param>
    public virtual void SaveState(CallbackState state) { }

    /// <summary>Takes back what <see cref="SaveState"/> put down, after <see cref="OnTrainBegin"/>.</summary>
    /// <param name="state">Values by name; perhaps without some, if another version wrote them.</param>
    public virtual void RestoreState(CallbackState state) { }

    /// <summary>After all callbacks have seen the beginning of training.</summary>
    internal virtual void AfterTrainBegin() { }

    /// <summary>After all callbacks have seen the end of an epoch.</summary>
    internal virtual void AfterEpochEnd(int epoch) { }

    /// <summary>After all callbacks have seen the end of a step; <paramref name="done"/> steps of the epoch are done.</summary>
    internal virtual void AfterTrainBatchEnd(int epoch, int done) { }

    /// <summary>The callbacks of the run.</summary>
    internal CallbackList? List => _list;

    internal virtual void Attach(CallbackList list, Model? model, RunParameters parameters) => (_list, _model, Parameters) = (list, model, parameters);
}
