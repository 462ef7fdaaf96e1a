// Times Heed beside others who do the same work, on the machine at hand.
//   dotnet run -c Release --project bench/Heed.Bench -- attention
//   dotnet run -c Release --project bench/Heed.Bench -- gemm --peer onnxruntime --filter 512 --threads 1
//   dotnet run -c Release --project bench/Heed.Bench -- all --json bench/results/

using System.CommandLine;
using System.CommandLine.Parsing;
using Heed.Bench;

var what = new Argument<string>("WHAT") { Description = "What to time." };
what.AcceptOnlyFromAmong(Runner.Names);
var peer = new Option<string?>("--peer") { Description = "Only against this peer. dense: Heed itself without the mask; weights: how much memory they take; keras: recorded times." };
peer.AcceptOnlyFromAmong("onnxruntime", "skia", "purehdf", "h5py", "naive", "dense", "weights", "keras");
var filter = new Option<string?>("--filter") { Description = "Only works whose name holds this text, such as 8x512x64 or causal." };
var json = new Option<string?>("--json") { Description = "Write JSON lines here, and a Markdown table beside them; into a folder: under the processor's name." };
var threads = new Option<int>("--threads") { Description = "Threads of Heed and of its peers.", DefaultValueFactory = _ => Environment.ProcessorCount, CustomParser = AtLeastOne };
var rounds = new Option<int>("--rounds") { Description = "Rounds of each comparison.", DefaultValueFactory = _ => 11, CustomParser = AtLeastOne };

var root = new RootCommand("Interleaved comparisons of Heed with ONNX Runtime, with plain loops or unfused ops, and with recorded times of Keras.") { what, peer, filter, json, threads, rounds };
root.SetAction(line => Runner.Run(new(line.GetRequiredValue(what), line.GetValue(peer), line.GetValue(filter), line.GetValue(json), line.GetValue(threads), line.GetValue(rounds))));
return root.Parse(args).Invoke();

static int AtLeastOne(ArgumentResult result)
{
    string text = result.Tokens[0].Value;
    if (int.TryParse(text, out int number) && number >= 1) return number;
    result.AddError($"{((OptionResult)result.Parent!).IdentifierToken} expects a whole number of at least 1. Received '{text}'.");
    return 0;
}
