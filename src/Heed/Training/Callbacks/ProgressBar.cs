using Spectre.Console;

namespace Heed.Callbacks;

/// <summary>Shows how far training, evaluation or prediction is: a bar that moves on a terminal, a line an epoch where the output goes to a file.</summary>
/// <param name="console">Where to; <see langword="null"/>: the standard output.</param>
/// <param name="verbose">0: only messages; 1: a bar; 2: a line an epoch; <see langword="null"/>: as the run was asked, a bar if it was not.</param>
/// <remarks>The only part of Heed that writes to the console. Source: keras/src/callbacks/progbar_logger.py, keras/src/utils/progbar.py.</remarks>
public sealed class ProgressBar(IAnsiConsole? console = null, int? verbose = null) : Callback
{
    private const int Width = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly IAnsiConsole _console = console ?? AnsiConsole.Console;
    private readonly System.Diagnostics.Stopwatch _clock = new();
    private TimeSpan _lastShown;
    private int _done;
    private bool _isInFit, _isShowing;

    private int Mode => verbose ?? (Parameters.Verbose > 0 ? Parameters.Verbose : 1);

    private bool IsLive => Mode == 1 && _console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <inheritdoc/>
    public override void OnTrainBegin() => _isInFit = true;

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        _isInFit = false;
        Clear();
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        Start();
        if (Mode > 0 && Parameters.Epochs > 1) _console.WriteLine($"Epoch {epoch + 1}/{Parameters.Epochs}");
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => Finish(logs);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs) => Show(batch + 1, logs);

    /// <inheritdoc/>
    public override void OnTestBegin()
    {
        if (!_isInFit) Start();
    }

    /// <inheritdoc/>
    public override void OnTestBatchEnd(int batch, Logs logs)
    {
        if (!_isInFit) Show(batch + 1, logs);
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        if (!_isInFit) Finish(logs);
    }

    /// <inheritdoc/>
    public override void OnPredictBegin() => Start();

    /// <inheritdoc/>
    public override void OnPredictBatchEnd(int batch, Tensors outputs) => Show(batch + 1, []);

    /// <inheritdoc/>
    public override void OnPredictEnd() => Finish([]);

    /// <inheritdoc/>
    public override void OnMessage(string message)
    {
        Clear();
        _console.WriteLine(message);
    }

    private void Start()
    {
        (_done, _lastShown) = (0, TimeSpan.MinValue);
        _clock.Restart();
    }

    private void Show(int done, Logs logs)
    {
        _done = done;
        if (!IsLive || (_lastShown != TimeSpan.MinValue && _clock.Elapsed - _lastShown < Interval)) return;
        _lastShown = _clock.Elapsed;
        Clear();
        Write(logs, Parameters.Steps is { } steps ? $"{Time(_clock.Elapsed / done * (steps - done))} left" : Time(_clock.Elapsed));
        _isShowing = true;
    }

    private void Finish(Logs logs)
    {
        if (Mode == 0) return;
        Clear();
        Write(logs, $"{Time(_clock.Elapsed)} {StepTime()}/step");
        _console.WriteLine();
    }

    private void Write(Logs logs, string time)
    {
        string steps = Parameters.Steps is { } known ? known.ToString(System.Globalization.CultureInfo.InvariantCulture) : "?";
        string bar = "";
        if (IsLive && Parameters.Steps is { } total)
        {
            int filled = Math.Clamp(Width * _done / Math.Max(1, total), 0, Width);
            bar = $" [green]{new string('━', filled)}[/][grey]{new string('━', Width - filled)}[/]";
        }
        string values = logs.Count == 0 ? "" : $" - {logs}";
        _console.Markup($"[bold]{_done}/{steps}[/]{bar} [bold]{time}[/]{Markup.Escape(values)}");
    }

    /// <summary>Takes the moving line away.</summary>
    private void Clear()
    {
        if (!_isShowing) return;
        _console.Write(new ControlCode("\r\e[2K"));
        _isShowing = false;
    }

    private string StepTime()
    {
        double seconds = _clock.Elapsed.TotalSeconds / Math.Max(1, _done);
        return FormattableString.Invariant(seconds >= 1 ? $"{seconds:F0}s" : seconds >= 1e-3 ? $"{seconds * 1e3:F0}ms" : (FormattableString)$"{seconds * 1e6:F0}us");
    }

    private static string Time(TimeSpan time) => time.TotalMinutes >= 1 ? $"{(int)time.TotalMinutes}:{time.Seconds:00}" : $"{(int)time.TotalSeconds}s";
}
