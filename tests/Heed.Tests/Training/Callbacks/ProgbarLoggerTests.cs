using System.Text.RegularExpressions;
using Heed.Callbacks;
using Heed.Layers;
using Spectre.Console;

namespace Heed.Tests.Training;

[Collection(nameof(ReadmeTests))]      // alone: one test looks at the standard output
public class ProgbarLoggerTests
{
    [Fact]
    public void Redirected_output_gets_one_line_an_epoch()
    {
        string[] lines = Run(isTerminal: false, epochs: 2);
        Assert.Equal(2, lines.Length);
        string value = @"\d\.\d{4}", name = "a_metric_with_a_long_name";
        Assert.Matches($@"^Epoch 1/2 - 3/3 \d+s \d+(us|ms|s)/step - loss: {value} - {name}: {value} - val_loss: {value} - val_{name}: {value}$", lines[0]);
    }

    [Fact]
    public void Terminal_gets_a_bar_that_is_painted_over()
    {
        string[] lines = Run(isTerminal: true, epochs: 2);
        Assert.Equal("Epoch 1/2", lines[0]);
        Assert.Contains("Epoch 2/2", lines);
        string[] painted = [.. lines[1].Split("\r\e[2K").Select(line => Regex.Replace(line, @"\e\[[0-9;]*m", ""))];
        Assert.True(painted.Length > 1);
        Assert.All(painted[..^1], line => Assert.Matches("^(validation )?[1-3]/[13] ━{20} [0-9]+(us|ms|s)/step [0-9]+s left", line));
        Assert.All(painted[..^1], line => Assert.True(line.Length < 60));
        Assert.StartsWith("3/3 ━━━━━━━━━━━━━━━━━━━━ ", painted[^1]);
        Assert.Contains("val_a_metric_with_a_long_name", string.Concat(lines));
    }

    [Fact]
    public void Validation_has_a_bar_of_its_own()
    {
        string text = string.Concat(Run(isTerminal: true, epochs: 1, verbose: null));
        Assert.Matches(@"validation 1/1", Regex.Replace(text, @"\e\[[0-9;]*m", ""));
    }

    [Fact]
    public void Quiet_bar_shows_only_messages() =>
        Assert.Equal(["Epoch 2: early stopping"], Run(isTerminal: false, epochs: 3, verbose: 0, new EarlyStopping("loss", minDelta: 1e9, verbose: 1)));

    [Fact]
    public void Nothing_is_written_unless_it_is_asked_for()
    {
        TextWriter standard = Console.Out;
        var written = new StringWriter();
        Console.SetOut(written);
        try
        {
            Model model = TinyModel();
            model.Fit(new float[3, 1], new float[3, 1], callbacks: [new EarlyStopping("loss", verbose: 1), new TerminateOnNaN()]);
            model.Evaluate(new float[3, 1], new float[3, 1]);
            model.Predict(new float[3, 1]);
        }
        finally
        {
            Console.SetOut(standard);
        }
        Assert.Equal("", written.ToString());
    }

    [Fact]
    public void Unknown_verbosity_is_refused() =>
        Assert.Contains("1 (progress bar) or 2", Assert.Throws<ArgumentOutOfRangeException>(() => TinyModel().Predict(new float[3, 1], verbose: 3)).Message);

    private static string[] Run(bool isTerminal, int epochs, int? verbose = null, params Callback[] others)
    {
        var written = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(written),
        });
        console.Profile.Width = 60;
        TinyModel().Fit(new float[3, 1], new float[,] { { 1 }, { 1 }, { 1 } }, batchSize: 1, epochs: epochs,
            validationData: new(new float[1, 1], new float[1, 1]), callbacks: [.. others, new ProgbarLogger(console, verbose)]);
        return written.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private static Model TinyModel()
    {
        var model = new Sequential([new InputLayer([1]), new Dense(1, useBias: false)]);
        model.Compile("sgd", "mse", metrics: [new Heed.Metrics.MeanSquaredError("a_metric_with_a_long_name")]);
        return model;
    }
}
