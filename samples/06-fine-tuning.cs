// Fine-tuning: a network that tells 12 languages apart comes out of a .keras file, and learns three more from three sentences of each.
//
//   dotnet run -c Release samples/06-fine-tuning.cs              ten seconds
//   dotnet run -c Release samples/06-fine-tuning.cs -- --quick   a few seconds
#:project ../src/Heed

using Heed;
using Heed.Layers;
using Heed.Optimizers;

const int Longest = 60, Few = 3;                            // letters that are read; sentences of a new language to learn from
string[] newLanguages = ["Danish", "Dutch", "Portuguese"];
bool quick = args.Contains("--quick");
(int trials, int epochs, double floor) = quick ? (2, 20, 0.75) : (10, 40, 0.90);
string folder = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "data");
string file = Path.Combine(Path.GetTempPath(), $"languages-{Guid.NewGuid():N}.keras");

(string Language, string Text)[] lines = [.. File.ReadLines(Path.Combine(folder, "languages.tsv")).Select(line => line.Split('\t')).Select(line => (line[0], line[1]))];
(string Language, string Text)[] known = [.. lines.Where(line => !newLanguages.Contains(line.Language))], unknown = [.. lines.Except(known)];
string[] knownLanguages = [.. known.Select(line => line.Language).Distinct()];

// Somebody trains a network on 12 languages and saves it, its table of letters included. A file that Keras wrote, in Python or R, would do as well.
Runtime.SetRandomSeed(1);
Model first = Network(known, knownLanguages.Length);
Train(first, known, knownLanguages, 2e-3, quick ? 15 : 25);
first.Save(file);

// Nine sentences say little, and some say more than others: so everything is tried several times, with other sentences.
var scores = Enumerable.Range(0, trials).Select(Try).ToArray();
File.Delete(file);
double frozen = scores.Average(score => score.Frozen), fine = scores.Average(score => score.Fine), scratch = scores.Average(score => score.Scratch);
Console.WriteLine($"{unknown.Length - 3 * Few} held-out sentences of {string.Join(", ", newLanguages)}, after {Few} of each, mean of {trials} trials:");
Console.WriteLine($"{frozen:P1} right with frozen features, {fine:P1} fine-tuned; the same network from scratch {scratch:P1}.");
return fine >= floor ? 0 : 1;                               // .ci/run fails where a sample becomes worse

(double Frozen, double Fine, double Scratch) Try(int trial)
{
    (string Language, string Text)[] few = [.. unknown.GroupBy(line => line.Language).SelectMany(group => group.Skip(trial * Few).Take(Few))], test = [.. unknown.Except(few)];

    // Load the file, keep all up to the layer "features", and freeze that: a new last layer learns on top of it ...
    Model loaded = Model.Load(file);
    var features = new Model(loaded.Inputs, loaded.GetLayer("features").Output) { Trainable = false };
    if (trial == 0) Console.WriteLine(features.Summary());
    Tensor text = Input.Of([], dtype: DType.String);
    var tuned = new Model(text, features.Apply(text).Then(new Dropout(0.3)).Then(new Dense(newLanguages.Length, activation: "softmax")));
    Train(tuned, few, newLanguages, 1e-2, epochs);
    double frozen = Accuracy(tuned, test);

    // ... and then everything may move, a little. As in Keras, a model is compiled anew after a change of Trainable.
    features.Trainable = true;
    Train(tuned, few, newLanguages, 3e-4, epochs);

    Model scratch = Network(few, newLanguages.Length);
    Train(scratch, few, newLanguages, 2e-3, 2 * epochs);
    return (frozen, Accuracy(tuned, test), Accuracy(scratch, test));
}

// From strings to probabilities: the layer that turns letters into numbers is part of the model, and of its file.
static Model Network((string Language, string Text)[] examples, int classes)
{
    var letters = new TextVectorization(standardize: "lower", split: "character", outputSequenceLength: Longest);
    letters.Adapt(Texts(examples));
    Tensor text = Input.Of([], dtype: DType.String, name: "text");                          // (B)
    Tensor read = text.Then(letters).Then(new Embedding(letters.VocabularySize, 32))
        .Then(new SpatialDropout1D(0.2))
        .Then(new Conv1D(128, 5, padding: Padding.Same, activation: "relu"));               // (B, T, 128)
    return new Model(text, read.Then(new GlobalMaxPooling1D(name: "features")).Then(new Dropout(0.3)).Then(new Dense(classes, activation: "softmax")));
}

static void Train(Model model, (string Language, string Text)[] examples, string[] languages, double learningRate, int epochs)
{
    model.Compile(new Adam(learningRate), loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
    double loss = model.Fit(Texts(examples), Labels(examples, languages), batchSize: 16, epochs: epochs, seed: 1)["loss"][^1];
    Console.WriteLine($"{examples.Length} sentences in {languages.Length} languages, {epochs} epochs: loss {loss:0.000}");
}

double Accuracy(Model model, (string Language, string Text)[] test) => model.Evaluate(Texts(test), Labels(test, newLanguages))["accuracy"];
static Tensor Texts((string Language, string Text)[] part) => part.Select(line => line.Text).ToArray();
static Tensor Labels((string Language, string Text)[] part, string[] languages) => part.Select(line => Array.IndexOf(languages, line.Language)).ToArray();
