// Fine-tuning: a network that tells 12 languages apart comes out of a .keras file, and learns three more from a few sentences of each.
//
//   dotnet run -c Release samples/06-fine-tuning.cs              half a minute
//   dotnet run -c Release samples/06-fine-tuning.cs -- --quick   a few seconds
#:project ../src/Heed

using Heed;
using Heed.Layers;
using Heed.Optimizers;
using static Heed.Ops;

const int Longest = 60, Few = 5;                            // letters that are read; sentences of a new language to learn from
string[] newLanguages = ["Danish", "Dutch", "Portuguese"];
bool quick = args.Contains("--quick");
(int epochs, double floor) = quick ? (10, 0.55) : (40, 0.85);
string folder = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "data");
string file = Path.Combine(Path.GetTempPath(), $"languages-{Guid.NewGuid():N}.keras");

(string Language, string Text)[] lines = [.. File.ReadLines(Path.Combine(folder, "languages.tsv")).Select(line => line.Split('\t')).Select(line => (line[0], line[1]))];
(string Language, string Text)[] known = [.. lines.Where(line => !newLanguages.Contains(line.Language))], unknown = [.. lines.Except(known)];
(string Language, string Text)[] few = [.. unknown.GroupBy(line => line.Language).SelectMany(group => group.Take(Few))], test = [.. unknown.Except(few)];
string[] knownLanguages = [.. known.Select(line => line.Language).Distinct()];

// Somebody trains a network on 12 languages and saves it, its table of letters included. A file that Keras wrote, in Python or R, would do as well.
Runtime.SetRandomSeed(1);
Model first = Network(known, knownLanguages.Length);
Train(first, known, knownLanguages, 2e-3, quick ? 5 : 25);
first.Save(file);

// We load it, keep all up to its layer "features", and freeze that.
Model loaded = Model.Load(file);
File.Delete(file);
var features = new Model(loaded.Inputs, loaded.GetLayer("features").Output) { Trainable = false };
Console.WriteLine(features.Summary());

// A new last layer learns on top of it ...
Tensor text = Input.Of([], dtype: DType.String);
var tuned = new Model(text, features.Apply(text).Then(new Dense(newLanguages.Length, activation: "softmax")));
Train(tuned, few, newLanguages, 1e-2, epochs);
double frozen = Accuracy(tuned);

// ... and then everything may move, a little. As in Keras, a model is compiled anew after a change of Trainable.
features.Trainable = true;
Train(tuned, few, newLanguages, 1e-3, epochs);
double fine = Accuracy(tuned);

Model scratch = Network(few, newLanguages.Length);
Train(scratch, few, newLanguages, 2e-3, 2 * epochs);
Console.WriteLine($"{test.Length} held-out sentences of {string.Join(", ", newLanguages)}, after {Few} of each:");
Console.WriteLine($"{frozen:P1} right with frozen features, {fine:P1} fine-tuned; the same network from scratch {Accuracy(scratch):P1}.");
return fine >= floor ? 0 : 1;                               // .ci/run fails where a sample becomes worse

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

double Accuracy(Model model) => model.Evaluate(Texts(test), Labels(test, newLanguages))["accuracy"];
static Tensor Texts((string Language, string Text)[] part) => part.Select(line => line.Text).ToArray();
static Tensor Labels((string Language, string Text)[] part, string[] languages) => part.Select(line => Array.IndexOf(languages, line.Language)).ToArray();
