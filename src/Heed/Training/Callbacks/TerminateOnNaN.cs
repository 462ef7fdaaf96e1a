namespace Heed.Callbacks;

/// <summary>Stops training when the loss is not a finite number, and says at which batch.</summary>
/// <param name="raiseError">Throw, rather than stop and return?</param>
/// <remarks>Source: keras/src/callbacks/terminate_on_nan.py.</remarks>
public sealed class TerminateOnNaN(bool raiseError = false) : Callback
{
    /// <inheritdoc/>
    /// <exception cref="ArithmeticException">The loss is not finite, and it was asked to throw.</exception>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        if (!logs.TryGetValue("loss", out double loss) || double.IsFinite(loss)) return;
        if (raiseError)
            throw new ArithmeticException(FormattableString.Invariant(
                $"{Model} expects a finite loss. Received {loss} at batch {batch}. Lower the learning rate, or clip the gradients."));
        Announce($"Batch {batch}: Invalid loss, terminating training");
        Model.StopTraining = true;
    }
}
