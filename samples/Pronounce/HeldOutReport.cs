using Heed.Callbacks;
using Spectre.Console;

namespace Pronounce;

/// <summary>After every epoch but the last, says how well words are pronounced that the model has never seen.</summary>
internal sealed class HeldOutReport(PronunciationModel model, Entry[] heldOut) : Callback
{
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ErrorRates rates = ErrorRates.Of(heldOut, model.Say([.. heldOut.Select(entry => entry.Word)]));
        AnsiConsole.WriteLine($"epoch {epoch + 1}: {rates}");
    }
}
