// Which of 15 languages is this? The network reads letters, and attention says which of them counted.
//
//   dotnet run -c Release samples/03-languages.cs            ten seconds
//   dotnet run -c Release samples/03-languages.cs -- --quick a few seconds
#:project ../src/Heed

using Heed;
using Heed.Callbacks;
using Heed.Layers;
using Heed.Optimizers;
using static Heed.Ops;

const int Longest = 60;                                     // letters that are read
bool quick = args.Contains("--quick");
(int epochs, double floor) = quick ? (6, 0.80) : (20, 0.96);
string folder = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "data");

// Sentences of the Universal Declaration of Human Rights: 'language TAB sentence'. Every fifth is held out.
(string Language, string Text)[] lines = [.. File.ReadLines(Path.Combine(folder, "languages.tsv")).Select(line => line.Split('\t')).Select(line => (line[0], line[1]))];
string[] languages = [.. lines.Select(line => line.Language).Distinct()];
(string Language, string Text)[] training = [.. lines.Where((_, i) => i % 5 != 0)], test = [.. lines.Where((_, i) => i % 5 == 0)], pieces = Pieces(training);

var letters = new TextVectorization(standardize: "lower", split: "character", outputSequenceLength: Longest);
letters.Adapt(Texts(training));

// Attention pooling: every place in the text gets a score, the softmax of the scores weighs the places. Padding has the number 0.
Runtime.SetRandomSeed(1);
Tensor text = Input.Of([Longest], dtype: DType.Int32, name: "letters");                 // (B, T)
Tensor read = text.Then(new Embedding(letters.VocabularySize, 32))
    .Then(new SpatialDropout1D(0.2))
    .Then(new Conv1D(128, 5, padding: Padding.Same, activation: "relu"));                // (B, T, 96)
Tensor score = read.Then(new Dense(32, activation: "tanh")).Then(new Dense(1));         // (B, T, 1)
Tensor weight = Softmax(Where(ExpandDims(Equal(text, 0), -1), -1e9, score), axis: 1);   // (B, T, 1)
Tensor seen = Sum(weight * read, axis: 1);                                              // (B, 96)
Tensor answer = seen.Then(new Dropout(0.3)).Then(new Dense(languages.Length, activation: "softmax"));
var model = new Model(text, answer);
var looker = new Model(text, weight);                       // shares the layers: what was learned for one holds for both

model.Compile(new Adam(2e-3), loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
model.Fit(letters.Apply(Texts(pieces)), Labels(pieces), batchSize: 32, epochs: epochs, callbacks: [new ProgbarLogger()], seed: 1);

double accuracy = model.Evaluate(letters.Apply(Texts(test)), Labels(test))["accuracy"];
double baseline = test.Average(line => LikelyByLetters(line.Text) == line.Language ? 1.0 : 0.0);
Console.WriteLine($"{test.Length} held-out sentences, {Longest} letters of each: {accuracy:P1} right; by how often each letter occurs (naive Bayes) {baseline:P1}.");

Explain("The early bird catches the worm.");
Explain("Der frühe Vogel fängt den Wurm.");
Explain("L'avenir appartient à ceux qui se lèvent tôt.");
Explain("Cine se scoală de dimineață departe ajunge.");
return accuracy >= floor ? 0 : 1;                           // .ci/run fails where a sample becomes worse

void Explain(string sentence)
{
    Tensor numbers = letters.Apply(new[] { sentence });
    ReadOnlySpan<float> probabilities = ((Tensor)model.Predict(numbers)).AsSpan<float>(), weights = ((Tensor)looker.Predict(numbers)).AsSpan<float>();
    int best = ArgMax((Tensor)model.Predict(numbers), axis: -1).Item<int>();
    float most = weights.ToArray().Max();
    Console.WriteLine($"\n{sentence}   {languages[best]}, {probabilities[best]:P0}");
    foreach (float part in weights[..Math.Min(Longest, sentence.Length)]) Console.Write(" ▁▂▃▄▅▆▇█"[(int)(8 * part / most)]);
    Console.WriteLine();
}

string LikelyByLetters(string sentence) => languages.MaxBy(language =>
{
    string all = string.Concat(training.Where(line => line.Language == language).Select(line => line.Text.ToLowerInvariant()));
    ILookup<char, char> counts = all.ToLookup(letter => letter);
    return sentence.ToLowerInvariant().Take(Longest).Sum(letter => Math.Log((counts[letter].Count() + 1.0) / (all.Length + 100.0)));
})!;

// Pieces of a sentence, each beginning half a piece after the one before, so that all of it is read.
(string Language, string Text)[] Pieces((string Language, string Text)[] part) =>
[
    .. from line in part
       from i in Enumerable.Range(0, Math.Max(1, line.Text.Length * 2 / Longest - 1))
       select (line.Language, line.Text[(i * Longest / 2)..]),
];

Tensor Texts((string Language, string Text)[] part) => part.Select(line => line.Text).ToArray();
Tensor Labels((string Language, string Text)[] part) => part.Select(line => Array.IndexOf(languages, line.Language)).ToArray();
