// A stranger's program: it knows only the package, and is published with NativeAOT by .ci/run.
using Heed;
using Heed.Callbacks;
using Heed.Layers;

var random = new Random(1);
float[,,] x = new float[256, 5, 4];
float[,] y = new float[256, 1];
for (int i = 0; i < 256; i++)
{
    for (int t = 0; t < 5; t++)
        for (int d = 0; d < 4; d++) x[i, t, d] = random.NextSingle() - 0.5f;
    y[i, 0] = x[i, 0, 0] + x[i, 1, 1] > 0 ? 1 : 0;
}

Sequential model = new Sequential()
    .Add(Input.Of([5, 4]))
    .Add(new Bidirectional(new LSTM(8, returnSequences: true)))
    .Add(new LayerNormalization())
    .Add(new GlobalAveragePooling1D())
    .Add(new Dense(8, activation: "relu"))
    .Add(new Dense(1, activation: "sigmoid"));
Console.WriteLine(model.Summary());

model.Compile(optimizer: "adam", loss: "binary_crossentropy", metrics: ["accuracy"]);
History history = model.Fit(x, y, batchSize: 32, epochs: 5, callbacks: [new ProgbarLogger()], seed: 1);
Tensor before = model.Predict(x);

var (output, scores) = new Attention(useScale: true).ApplyWithScores([x, x], useCausalMask: true);
Console.WriteLine($"attention: {output.Shape} and scores {scores.Shape}");

string folder = Directory.CreateTempSubdirectory("consumer-").FullName;
string weights = Path.Combine(folder, "model.safetensors");
model.SaveWeights(weights);
Model same = Model.FromJson(model.ToJson());
same.LoadWeights(weights);
Tensor after = same.Predict(x);

string file = Path.Combine(folder, "model.keras");
model.Save(file);
Model loaded = Model.Load(file);
Tensor fromFile = loaded.Predict(x);
loaded.Fit(x, y, batchSize: 32, epochs: 1, seed: 2);
loaded.Save(Path.Combine(folder, "model.h5"));
bool reopened = Model.Load(Path.Combine(folder, "model.h5")).Optimizer is not null && before.AsSpan<float>().SequenceEqual(fromFile.AsSpan<float>());
Directory.Delete(folder, recursive: true);

bool learned = history["loss"][^1] < history["loss"][0];
bool restored = before.AsSpan<float>().SequenceEqual(after.AsSpan<float>());
Console.WriteLine($"the loss went down: {learned}; the model made again from JSON and weights answers alike: {restored}; so does its .keras file: {reopened}");
return learned && restored && reopened ? 0 : 1;
