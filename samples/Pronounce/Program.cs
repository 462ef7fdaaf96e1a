// Learns from the CMU Pronouncing Dictionary how English words are spoken, and shows which letters it looks at.
//   dotnet run -c Release --project samples/Pronounce                       about a minute of training, then examples and attention.html
//   dotnet run -c Release --project samples/Pronounce -- train --all --epochs 5
//   dotnet run -c Release --project samples/Pronounce -- say heed attention

using System.CommandLine;
using System.CommandLine.Parsing;
using Pronounce;

var model = new Option<FileInfo>("--model") { Description = "Where the trained model is kept, in Keras's own format.", DefaultValueFactory = _ => new("pronounce.keras"), Recursive = true };
var page = new Option<FileInfo>("--page") { Description = "Where the page with the heat maps is written.", DefaultValueFactory = _ => new("attention.html"), Recursive = true };
var dictionary = new Option<FileInfo>("--dictionary") { Description = "The pronouncing dictionary: word TAB phonemes.", DefaultValueFactory = _ => new(PronouncingDictionary.DefaultPath), Recursive = true };
var all = new Option<bool>("--all") { Description = "Learn from all 113,462 training words instead of 32,000 of them." };
var epochs = new Option<int>("--epochs") { Description = "How often to go through the words.", DefaultValueFactory = _ => 3, CustomParser = Positive };
var seed = new Option<int>("--seed") { Description = "Makes a run repeatable.", DefaultValueFactory = _ => 1 };
var words = new Argument<string[]>("WORD") { Description = "Words of 2 to 20 letters, a to z.", Arity = ArgumentArity.OneOrMore };

Files Places(ParseResult line) => new(line.GetRequiredValue(model), line.GetRequiredValue(page), line.GetRequiredValue(dictionary));

var train = new Command("train", "Learns, reports error rates on words it never saw, and writes the model and the page.") { all, epochs, seed };
train.SetAction(line => Commands.Train(Places(line), line.GetValue(all), line.GetValue(epochs), line.GetValue(seed)));
var say = new Command("say", "Pronounces words with the model trained before.") { words };
say.SetAction(line => Commands.Say(Places(line), line.GetRequiredValue(words)));

var root = new RootCommand("Spelling to phonemes with Luong attention. Without a command: a short training that takes about a minute.") { model, page, dictionary, train, say };
root.SetAction(line => Commands.Train(Places(line), all: false, epochs: 3, seed: 1));

try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static int Positive(ArgumentResult result)
{
    string text = result.Tokens[0].Value;
    if (int.TryParse(text, out int number) && number >= 1) return number;
    result.AddError($"--epochs expects a whole number of at least 1. Received '{text}'.");
    return 0;
}
