using System.Globalization;
using Heed;
using Heed.Callbacks;
using Heed.Losses;
using Heed.Optimizers;
using Spectre.Console;

namespace Pronounce;

/// <summary>Where things lie.</summary>
internal sealed record Files(FileInfo Model, FileInfo Page, FileInfo Dictionary);

/// <summary>What the program can be told to do; each answers with the exit code.</summary>
internal static class Commands
{
    private const int BatchSize = 256, QuickWords = 32_000, ReportedWords = 2_000;

    private static readonly string[] Examples =
        ["attention", "neural", "network", "pronounce", "through", "knight", "mechanism", "photograph", "photography", "schwarzenegger", "heed", "keras"];

    public static int Train(Files files, bool all, int epochs, int seed)
    {
        PronouncingDictionary dictionary = PronouncingDictionary.Load(files.Dictionary.FullName);
        Entry[] entries = all ? dictionary.Training : dictionary.Training[..QuickWords];
        Entry[] heldOut = dictionary.HeldOut[..ReportedWords];

        Runtime.SetRandomSeed(seed);
        var model = new PronunciationModel();
        model.Network.Compile(new Adam(2e-3), new SparseCategoricalCrossentropy(fromLogits: true, ignoreClass: Alphabet.Padding));
        AnsiConsole.WriteLine($"{model.Network.CountParameters():N0} parameters learn from {entries.Length:N0} words; {heldOut.Length:N0} others are kept for the test.");

        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler onInterrupt = (_, press) =>
        {
            press.Cancel = true;        // finish the running batch, keep what was learned
            stop.Cancel();
        };
        Console.CancelKeyPress += onInterrupt;
        var batches = new WordBatches(entries, BatchSize, seed);
        History history = model.Network.Fit(batches, epochs: epochs, stepsPerEpoch: batches.Count, callbacks: [new ProgbarLogger(), new HeldOutReport(model, heldOut)], cancellationToken: stop.Token);
        Console.CancelKeyPress -= onInterrupt;

        model.Network.Save(files.Model.FullName);
        ErrorRates rates = ErrorRates.Of(heldOut, model.Say([.. heldOut.Select(entry => entry.Word)]));
        string summary = string.Create(CultureInfo.InvariantCulture, $"{(stop.IsCancellationRequested ? "Stopped in epoch" : "Trained for epochs 1 to")} {history.Epochs.Count} on {entries.Length:N0} words. On {heldOut.Length:N0} words it never saw: {rates}.");
        AnsiConsole.WriteLine(summary);
        Show(model, [.. Examples, .. heldOut.Take(8).Select(entry => entry.Word)], dictionary, files, summary);
        return 0;
    }

    public static int Say(Files files, string[] words)
    {
        words = Array.ConvertAll(words, word => word.ToLowerInvariant());
        if (Array.Find(words, word => !Alphabet.IsSpellable(word)) is { } wrong)
            throw new ArgumentException($"say expects words of 2 to {PronouncingDictionary.LongestWord} letters, a to z. Received '{wrong}'.");
        if (!files.Model.Exists)
            throw new FileNotFoundException($"{files.Model.FullName} does not exist. Train first (run without 'say'), or name the file with --model.");
        var model = new PronunciationModel(Model.Load(files.Model.FullName));
        Show(model, words, PronouncingDictionary.Load(files.Dictionary.FullName), files, $"Model: {files.Model.Name}.");
        return 0;
    }

    private static void Show(PronunciationModel model, string[] words, PronouncingDictionary dictionary, Files files, string summary)
    {
        IReadOnlyList<Pronunciation> spoken = model.Say(words);
        Table table = new Table().RoundedBorder().AddColumns("word", "phonemes", "spoken", "dictionary");
        foreach (Pronunciation word in spoken)
        {
            string[]? expected = dictionary.Find(word.Word);
            string verdict = expected is null ? "[grey]not there[/]" : expected.SequenceEqual(word.Phonemes) ? "[green]the same[/]" : $"[red]{string.Join(' ', expected)}[/]";
            table.AddRow(word.Word, string.Join(' ', word.Phonemes), $"/{string.Concat(word.Phonemes.Select(Ipa.Of))}/", verdict);
        }
        AnsiConsole.Write(table);
        AttentionPage.Save(files.Page.FullName, spoken, dictionary, summary);
        AnsiConsole.WriteLine($"Heat maps of its attention: {files.Page.FullName}");
    }
}
