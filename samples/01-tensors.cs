// Tensors, operations and gradients, without any layer: a line through Seattle's weather, found by walking downhill.
//
//   dotnet run -c Release samples/01-tensors.cs              a few seconds
//   dotnet run -c Release samples/01-tensors.cs -- --quick
#:project ../src/Heed
#:project ../src/Heed.Data

using Heed;
using static Heed.Ops;

bool quick = args.Contains("--quick");
string folder = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "data");

// A tensor is dense, has a shape and a type, and never changes. C# arrays and numbers become tensors by themselves.
Tensor matrix = new float[,] { { 1, 2, 3 }, { 4, 5, 6 } };              // (2, 3)
Console.WriteLine(matrix * 10 + new float[] { 0.1f, 0.2f, 0.3f });      // shapes are broadcast
Console.WriteLine(MatMul(matrix, Transpose(matrix)));                   // (2, 2)
Console.WriteLine(matrix[1, 1..]);                                      // (2): 5 6

// A tape records what is done with the tensors that it watches, and gives gradients. Tapes nest: here the slope of a slope.
using (var outer = new Tape())
using (var inner = new Tape())
{
    Tensor x = outer.Watch(inner.Watch(Tensor.FromScalar(2f)));
    Tensor slope = inner.Gradients(x * x * x, x)[0]!;
    Tensor bend = outer.Gradients(slope, x)[0]!;
    Console.WriteLine($"x³ at 2 has slope {slope.Item<float>()}, which grows by {bend.Item<float>()}");
}

// Temperature at noon from that of the night, rain and wind: 1,461 days, the last year held out.
Tensor days = Dataset.FromCsv(Path.Combine(folder, "seattle-weather.csv"), selectColumns: ["temp_min", "precipitation", "wind", "temp_max"], stack: true)
    .Batch(2000).First().X;                                             // (1461, 4)
Tensor features = days[.., ..3], noon = days[.., 3..];                  // (1461, 3), (1461, 1)
Tensor mean = Mean(features[..1096], axis: 0), spread = Std(features[..1096], axis: 0);
features = (features - mean) / spread;

Tensor weights = new float[3, 1], bias = new float[1];
for (int step = 0; step < (quick ? 30 : 60); step++)
{
    using var tape = new Tape();
    tape.Watch(weights);
    tape.Watch(bias);
    Tensor loss = Mean(Square(Predicted(features[..1096]) - noon[..1096]));
    Tensor?[] slopes = tape.Gradients(loss, weights, bias);
    (weights, bias) = (weights - 0.1 * slopes[0]!, bias - 0.1 * slopes[1]!);
    if (step % 10 == 0) Console.WriteLine($"step {step,2}: mean squared error {loss.Item<float>():0.00}");
}

Tensor Predicted(Tensor x) => MatMul(x, weights) + bias;                // (days, 1)
double Error(Tensor predicted) => Mean(Abs(predicted - noon[1096..])).Item<float>();

double error = Error(Predicted(features[1096..])), baseline = Error(Mean(noon[..1096]));
Console.WriteLine($"2015, held out: the line is wrong by {error:0.00} °C on average, the mean of the years before by {baseline:0.00} °C.");
return error < 2.9 ? 0 : 1;                                             // .ci/run fails where a sample becomes worse
