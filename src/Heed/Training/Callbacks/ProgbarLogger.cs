using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Heed.Callbacks;

/// <summary>Shows how far training, evaluation or prediction is: a bar on a terminal, a line an epoch where the output goes to a file.</summary>
/// <param name="console">Where to; <see langword="null"/>: the standard output.</param>
/// <param name="verbose">0: only messages of callbacks; 1: a bar; 2: a line an epoch; <see langword="null"/>: as the run was asked, else a bar.</param>
/// <remarks>
/// While it moves, the bar tells the time of a step and the time left; a validation has a bar of its own, which the epoch's takes the place of.
/// The only part of Heed that writes to the console. Source: keras/src/callbacks/progbar_logger.py, keras/src/utils/progbar.py.
/// </remarks>
public sealed class ProgbarLogger(IAnsiConsole? console = null, int? verbose = null) : Callback
{
    private const int Width = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);      // a terminal need not be painted more often

    private readonly IAnsiConsole _console = console ?? AnsiConsole.Console;
    private readonly Stopwatch _clock = new();
    private TimeSpan? _lastShown;
    private string _title = "";
    private readonly Stopwatch _validationClock = new();
    private int _done;
    private bool _isInFit, _isShowing;

    private int Mode => verbose ?? (Parameters.Verbose > 0 ? Parameters.Verbose : 1);

    private bool IsLive => Mode == 1 && _console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <inheritdoc/>
    public override void OnTrainBegin() => _isInFit = true;

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => _isInFit = false;

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => Start(Parameters.Epochs > 1 ? $"Epoch {epoch + 1}/{Parameters.Epochs}" : "");

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => Finish(logs);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs) => Show(batch + 1, Parameters.Steps, _clock.Elapsed, "", logs);

    /// <inheritdoc/>
    public override void OnTestBegin()
    {
        if (!_isInFit) Start("");
        _validationClock.Restart();
        _lastShown = null;
    }

    /// <inheritdoc/>
    public override void OnTestBatchEnd(int batch, Logs logs)
    {
        if (!_isInFit) Show(batch + 1, Parameters.Steps, _clock.Elapsed, "", logs);
        else Show(batch + 1, Parameters.ValidationSteps, _validationClock.Elapsed, "validation ", logs);
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        if (!_isInFit) Finish(logs);
    }

    /// <inheritdoc/>
    public override void OnError(Exception error)
    {
        _isInFit = false;
        if (_isShowing) _console.WriteLine();
        _isShowing = false;
    }

    /// <inheritdoc/>
    public override void OnPredictBegin() => Start("");

    /// <inheritdoc/>
    public override void OnPredictBatchEnd(int batch, Tensors outputs) => Show(batch + 1, Parameters.Steps, _clock.Elapsed, "", []);

    /// <inheritdoc/>
    public override void OnPredictEnd() => Finish([]);

    /// <inheritdoc/>
    public override void OnMessage(string message)
    {
        Clear();
        WriteLine(message);
    }

    private void Start(string title)
    {
        (_title, _done, _lastShown) = (title, 0, null);
        _clock.Restart();
        if (IsLive && title.Length > 0) WriteLine(title);
    }

    private void Show(int done, int? total, TimeSpan elapsed, string title, Logs logs)
    {
        if (title.Length == 0) _done = done;
        if (!IsLive || _clock.Elapsed - _lastShown < Interval) return;
        _lastShown = _clock.Elapsed;
        Clear();
        string steps = title + Steps(done, total), values = Values(logs);
        string time = $"{StepTime(elapsed, done)}/step {(total is { } all ? $"{Time(elapsed / done * (all - done))} left" : Time(elapsed))}";
        int room = Math.Max(0, _console.Profile.Width - steps.Length - Width - time.Length - 3);    // a second row could not be painted over
        Paint(steps, done, total, time, values.Length > room ? values[..room] : values);
        _isShowing = true;
    }

    private void Finish(Logs logs)
    {
        if (Mode == 0) return;
        Clear();
        string steps = Steps(_done, Parameters.Steps), time = $"{Time(_clock.Elapsed)} {StepTime(_clock.Elapsed, _done)}/step";
        if (IsLive)
        {
            Paint(steps, _done, Parameters.Steps, time, Values(logs));
            _console.WriteLine();
        }
        else
        {
            WriteLine($"{_title}{(_title.Length > 0 ? " - " : "")}{steps} {time}{Values(logs)}");
        }
    }

    private void Paint(string steps, int done, int? total, string time, string values)
    {
        int filled = Math.Clamp((int)((long)Width * done / Math.Max(1, total ?? done)), 0, Width);
        string bar = $"[green]{new string('━', filled)}[/][grey]{new string('━', Width - filled)}[/]";
        _console.Markup($"[bold]{steps}[/] {bar} [bold]{time}[/]{Markup.Escape(values)}");
    }

    private static string Steps(int done, int? total) => $"{done}/{total?.ToString(CultureInfo.InvariantCulture) ?? "?"}";

    private static string Values(Logs logs) => logs.Count == 0 ? "" : $" - {logs}";

    /// <summary>Takes the moving line away.</summary>
    private void Clear()
    {
        if (_isShowing) _console.Write(new ControlCode("\r\e[2K"));
        _isShowing = false;
    }

    /// <summary>A line as it is: Spectre would break it at the width of a terminal.</summary>
    private void WriteLine(string text) => _console.Profile.Out.Writer.WriteLine(text);

    private static string StepTime(TimeSpan elapsed, int done)
    {
        double seconds = elapsed.TotalSeconds / Math.Max(1, done);
        return seconds >= 1 ? FormattableString.Invariant($"{seconds:F0}s")
            : seconds >= 1e-3 ? FormattableString.Invariant($"{seconds * 1e3:F0}ms")
            : FormattableString.Invariant($"{seconds * 1e6:F0}us");
    }

    private static string Time(TimeSpan time) => time.TotalMinutes >= 1 ? $"{(int)time.TotalMinutes}:{time.Seconds:00}" : $"{(int)time.TotalSeconds}s";
}
