// Handwritten digits: a convolutional network that sees every image moved, turned and zoomed a little differently each time.
//
//   dotnet run -c Release samples/02-digits.cs               ten seconds
//   dotnet run -c Release samples/02-digits.cs -- --quick    a few seconds
#:project ../src/Heed
#:project ../src/Heed.Data

using Heed;
using Heed.Callbacks;
using Heed.Layers;
using Heed.Optimizers;
using static Heed.Ops;

bool quick = args.Contains("--quick");
(int epochs, double floor) = quick ? (4, 0.80) : (60, 0.985);
string folder = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "data");

// 1,797 images of 8 × 8 pixels, in random order; the last 360 are held out.
Examples all = Dataset.FromCsv(Path.Combine(folder, "digits.csv"), labelName: "label", columnTypes: new Dictionary<string, DType> { ["label"] = DType.Int32 }, stack: true)
    .Shuffle(1797, seed: 1).Batch(1797).First();
Tensor images = Reshape(all.X[0] / 16, [null, 8, 8, 1]), labels = all.Y![0];
(Tensor trainImages, Tensor trainLabels) = (images[..1437], labels[..1437]);
(Tensor testImages, Tensor testLabels) = (images[1437..], labels[1437..]);

Runtime.SetRandomSeed(1);
var model = new Sequential
{
    Input.Of([8, 8, 1]),
    new RandomTranslation(0.1, 0.1, FillMode.Constant),     // these three do nothing when the model predicts
    new RandomRotation(0.03, FillMode.Constant),
    new RandomZoom(0.1, fillMode: FillMode.Constant),
    new Conv2D(32, [3, 3], padding: Padding.Same, activation: "relu"),
    new Conv2D(32, [3, 3], padding: Padding.Same, activation: "relu"),
    new MaxPooling2D(),
    new Conv2D(64, [3, 3], padding: Padding.Same, activation: "relu"),
    new MaxPooling2D(),
    new Flatten(),
    new Dropout(0.3),
    new Dense(10, activation: "softmax"),
};
int steps = epochs * (1437 / 32 + 1);
model.Compile(new Adam(new CosineDecay(2e-3, steps)), loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
Console.WriteLine(model.Summary());
model.Fit(trainImages, trainLabels, epochs: epochs, callbacks: [new ProgbarLogger()], seed: 1);

double accuracy = model.Evaluate(testImages, testLabels)["accuracy"];
double baseline = Mean(Equal(Nearest(testImages), testLabels).Cast(DType.Float32)).Item<float>();
Console.WriteLine($"360 held-out digits: {accuracy:P1} right; the label of the most similar training image would be right for {baseline:P1}.");

Tensor said = ArgMax(model.Predict(testImages), axis: -1);
for (int i = 0; i < 360; i++)
    if (said[i].Item<int>() != testLabels[i].Item<int>()) Show(i);
return accuracy >= floor ? 0 : 1;                           // .ci/run fails where a sample becomes worse

Tensor Nearest(Tensor queries)
{
    Tensor known = Reshape(trainImages, [null, 64]), asked = Reshape(queries, [null, 64]);
    Tensor distances = Sum(Square(known), axis: -1) - 2 * MatMul(asked, known, transposeB: true);       // (360, 1437), up to what is the same for all
    return Take(trainLabels, ArgMin(distances, axis: -1), axis: 0);
}

void Show(int i)
{
    Console.WriteLine($"taken for {said[i].Item<int>()}, labelled {testLabels[i].Item<int>()}:");
    for (int row = 0; row < 8; row++) Console.WriteLine("   " + string.Concat(testImages[i, row].ToArray<float>().Select(pixel => new string(" .:+#@"[(int)(pixel * 5)], 2))));
}
