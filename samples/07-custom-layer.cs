// A layer of your own, a training loop of your own, and a file that keeps both: prototypes of handwritten digits.
//
//   dotnet run -c Release samples/07-custom-layer.cs             ten seconds
//   dotnet run -c Release samples/07-custom-layer.cs -- --quick  a few seconds
#:project ../src/Heed
#:project ../src/Heed.Data

using Heed;
using Heed.Initializers;
using Heed.Layers;
using Heed.Metrics;
using Heed.Optimizers;
using static Heed.Ops;

bool quick = args.Contains("--quick");
(int epochs, double floor) = quick ? (6, 0.85) : (25, 0.96);
string folder = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "data");

Examples all = Dataset.FromCsv(Path.Combine(folder, "digits.csv"), labelName: "label", columnTypes: new Dictionary<string, DType> { ["label"] = DType.Int32 }, stack: true)
    .Map(row => new(row.X[0] / 16, row.Y)).Shuffle(1797, seed: 1).Batch(1797).First();
Tensor images = all.X, labels = all.Y![0];                                                      // (1797, 64), (1797)
Dataset training = Dataset.FromTensorSlices(images[..1437], labels[..1437]).Shuffle(1437, seed: 1).Batch(32);
Examples test = new(images[1437..], labels[1437..]);

Runtime.SetRandomSeed(1);
KerasRegistry.Register<Layer>("Samples>Prototypes", Prototypes.FromConfig);                     // so that files may hold the layer
var prototypes = new Prototypes(classes: 10, perClass: 4);
var model = new Sequential { Input.Of([64]), prototypes };

// The loop: what Fit does, spelled out. The optimizer's step, the loss and the metric are yours to change.
var optimizer = new Adam(0.01);
var accuracy = new SparseCategoricalAccuracy();
for (int epoch = 0; epoch < epochs; epoch++)
{
    accuracy.Reset();
    foreach (Examples batch in training)
    {
        using var scope = new MemoryScope();                                                    // gives the memory of the step back
        using var tape = new Tape();
        Tensor logits = model.Apply(batch.X, training: true);
        Tensor loss = Mean(SparseCategoricalCrossentropy(batch.Y![0], logits, fromLogits: true));
        foreach (Tensor added in model.Losses) loss += added;                                   // what layers and regularizers add
        optimizer.Apply(tape.Gradients(loss, model.TrainableWeights), model.TrainableWeights);
        accuracy.Update(batch.Y[0], logits);
    }
    if (epoch % 5 == 4) optimizer.LearningRate *= 0.7;
    Console.WriteLine($"epoch {epoch + 1,2}: {accuracy.Result().Item<float>():P1} of the training digits right, {Right(model):P1} of the held-out ones");
}

// The layer survives a file.
string file = Path.Combine(Path.GetTempPath(), $"prototypes-{Guid.NewGuid():N}.keras");
model.Save(file);
Model loaded = Model.Load(file);
File.Delete(file);

double right = Right(loaded), baseline = NearestMean();
Console.WriteLine($"360 held-out digits: {right:P1} right with 4 learned prototypes of each; with the mean image of each digit {baseline:P1}.");
Console.WriteLine("What it learned, two prototypes of 3, 5 and 8:");
for (int row = 0; row < 8; row++)
    Console.WriteLine("   " + string.Join("   ", new[] { 12, 13, 20, 21, 32, 33 }.Select(i => string.Concat(prototypes.Places[i, (8 * row)..(8 * row + 8)].ToArray<float>().Select(Shade)))));
return right >= floor ? 0 : 1;                                                                  // .ci/run fails where a sample becomes worse

double Right(Model judge) => Mean(Equal(ArgMax(judge.Apply(test.X), axis: -1), test.Y![0]).Cast(DType.Float32)).Item<float>();
static string Shade(float pixel) => new(" .:+#@"[(int)Math.Clamp(pixel * 5, 0, 5)], 2);

double NearestMean()
{
    Tensor belongs = Transpose(OneHot(labels[..1437], 10));                                     // (10, 1437)
    Tensor means = MatMul(belongs, images[..1437]) / Sum(belongs, axis: 1, keepDims: true);     // (10, 64)
    Tensor nearest = ArgMin(Sum(Square(ExpandDims(test.X[0], 1) - means), axis: -1), axis: -1);
    return Mean(Equal(nearest, test.Y![0]).Cast(DType.Float32)).Item<float>();
}

/// <summary>Classes by their nearest prototypes: the logit of a class is the negative squared distance to the nearest of its points.</summary>
/// <remarks>Input (B, D), output (B, classes), −s · min_k |x − p_ck|², with a learned sharpness s.</remarks>
internal sealed class Prototypes(int classes, int perClass, string? name = null) : Layer(name)
{
    private Variable? _places, _sharpness;

    public Tensor Places => _places!.Value;                                                     // (classes · perClass, D)

    public override string RegisteredName => "Samples>Prototypes";

    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        _places = AddWeight("places", [classes * perClass, inputs[0][^1]], new RandomUniform(0.2, 0.6));
        _sharpness = AddWeight("sharpness", Shape.Scalar, "ones");
    }

    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor x = inputs[0], p = _places!;
        Tensor lengths = Sum(Square(x), axis: -1, keepDims: true);                                          // (B, 1)
        Tensor distances = lengths - 2 * MatMul(x, p, transposeB: true) + Sum(Square(p), axis: -1);         // (B, classes · perClass)
        if (call.Training) AddLoss(0.1 * (Mean(Min(distances, axis: -1)) + Mean(Min(distances, axis: 0))));      // points lie where images are, every point near one
        return -_sharpness! * Min(Reshape(distances, [null, classes, perClass]), axis: -1);                 // (B, classes)
    }

    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs[0].Rank == 2, "one input of rank 2", inputs, "Add Flatten() before it.");
        return [inputs[0][0], classes];
    }

    public override Config GetConfig() => base.GetConfig().With("classes", classes).With("per_class", perClass);

    public static Prototypes FromConfig(Config config) => new(config.Require<int>("classes"), config.Require<int>("per_class"), config.Name);
}
