// A small causal transformer learns to write like Romeo and Juliet, one character after the other.
//
//   dotnet run -c Release samples/05-language-model.cs               a minute or two
//   dotnet run -c Release samples/05-language-model.cs -- --quick    a few seconds
#:project ../src/Heed

using Heed;
using Heed.Callbacks;
using Heed.Layers;
using Heed.Losses;
using Heed.Optimizers;
using static Heed.Ops;

const int Context = 64, Width = 96, Heads = 4, Blocks = 2, BatchSize = 32;
bool quick = args.Contains("--quick");
(int epochs, int steps, double floor) = quick ? (3, 30, 4.0) : (16, 150, 2.45);
string folder = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "data");

// Characters become numbers. The last tenth of the play is held out.
string play = File.ReadAllText(Path.Combine(folder, "romeo-and-juliet.txt")).ReplaceLineEndings("\n");
char[] characters = [.. play.Distinct().Order()];
int[] numbers = [.. play.Select(character => Array.IndexOf(characters, character))];
int[] training = numbers[..(numbers.Length * 9 / 10)], test = numbers[(numbers.Length * 9 / 10)..];

Runtime.SetRandomSeed(1);
Tensor read = Input.Of([null], dtype: DType.Int32, name: "characters");             // (B, T): any length up to Context
Tensor place = CumSum(OnesLike(read), axis: 1) - 1;                                 // 0 1 2 …
Tensor x = read.Then(new Embedding(characters.Length, Width)) + place.Then(new Embedding(Context, Width));
for (int i = 0; i < Blocks; i++)
{
    Tensor calm = x.Then(new LayerNormalization());
    x += new MultiHeadAttention(Heads, Width / Heads).Apply(calm, calm, useCausalMask: true).Then(new Dropout(0.1));
    x += x.Then(new LayerNormalization()).Then(new Dense(4 * Width, activation: "gelu")).Then(new Dense(Width)).Then(new Dropout(0.1));
}
var model = new Model(read, x.Then(new LayerNormalization()).Then(new Dense(characters.Length)));       // (B, T, characters)

model.Compile(new AdamW(new CosineDecay(0, epochs * steps, warmupTarget: 4e-3, warmupSteps: 30)), new SparseCategoricalCrossentropy(fromLogits: true));
Console.WriteLine($"{model.CountParameters():N0} parameters, {training.Length:N0} characters to learn from");
model.Fit(RandomPieces(new Random(1)), epochs: epochs, stepsPerEpoch: steps, callbacks: [new ProgbarLogger()]);

Console.WriteLine($"\nROMEO:\n{Continued("ROMEO:\n", quick ? 100 : 400)}\n");
double bits = model.Evaluate(AllPieces(test))["loss"] / Math.Log(2), baseline = BitsByPairs();
Console.WriteLine($"held-out end of the play: {bits:0.00} bits per character; by the two characters before it (counted) {baseline:0.00}, by chance {Math.Log2(characters.Length):0.00}.");
return bits < floor ? 0 : 1;                                // .ci/run fails where a sample becomes worse

// What comes next is asked at every place of a piece: the target is the piece, one character on.
Examples Batch(int[] text, IEnumerable<int> starts)
{
    int[][] pieces = [.. starts.Select(start => text[start..(start + Context + 1)])];
    Tensor Part(Range part) => Tensor.From<int>([.. pieces.SelectMany(piece => piece[part])], [pieces.Length, Context]);
    return new(Part(..^1), Part(1..));
}

IEnumerable<Examples> RandomPieces(Random random)
{
    while (true) yield return Batch(training, Enumerable.Range(0, BatchSize).Select(_ => random.Next(training.Length - Context)));
}

IEnumerable<Examples> AllPieces(int[] text) =>
    Enumerable.Range(0, (text.Length - 1) / Context).Select(i => i * Context).Chunk(BatchSize).Select(starts => Batch(text, starts));

string Continued(string start, int length)
{
    List<int> text = [.. start.Select(character => Array.IndexOf(characters, character))];
    for (int i = 0; i < length; i++)
    {
        using var scope = new MemoryScope();
        int[] last = [.. text.TakeLast(Context)];
        Tensor logits = model.Apply(Tensor.From(last, [1, last.Length]));                                // (1, T, characters)
        text.Add(RandomCategorical(logits[.., -1] / 0.7, 1, DType.Int32, new RandomKey(1, (uint)i)).Item<int>());
    }
    return string.Concat(text.Skip(start.Length).Select(number => characters[number]));
}

double BitsByPairs()
{
    var counts = new double[characters.Length, characters.Length, characters.Length];
    var sums = new double[characters.Length, characters.Length];
    for (int i = 2; i < training.Length; i++)
    {
        counts[training[i - 2], training[i - 1], training[i]]++;
        sums[training[i - 2], training[i - 1]]++;
    }
    return Enumerable.Range(2, test.Length - 2).Average(i =>
        -Math.Log2((counts[test[i - 2], test[i - 1], test[i]] + 0.1) / (sums[test[i - 2], test[i - 1]] + 0.1 * characters.Length)));
}
