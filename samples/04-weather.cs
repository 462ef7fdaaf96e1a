// Tomorrow's temperature in Seattle from the last 30 days, with an LSTM, against the forecast "as today".
//
//   dotnet run -c Release samples/04-weather.cs              a few seconds
//   dotnet run -c Release samples/04-weather.cs -- --quick   a few seconds
#:project ../src/Heed
#:project ../src/Heed.Data

using Heed;
using Heed.Callbacks;
using Heed.Layers;
using Heed.Optimizers;
using static Heed.Ops;

const int Window = 30, FirstTestDay = 1096;                 // 2015-01-01
bool quick = args.Contains("--quick");
string folder = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "data");

// 1,461 days from 2012 to 2015, the last year held out. A season is a place on a circle.
Tensor days = Dataset.FromCsv(Path.Combine(folder, "seattle-weather.csv"), selectColumns: ["temp_max", "temp_min", "precipitation", "wind"], stack: true).Batch(2000).First().X;
Tensor season = Arange(0.0, days.Shape[0].Value) * (2 * Math.PI / 365.25);
days = Concatenate([days, Stack([Sin(season), Cos(season)], axis: -1)], axis: -1);          // (1461, 6)
Tensor warmth = days[.., ..1];                                                              // (1461, 1)

Dataset Windows(int first, int end) => Utils.TimeseriesDatasetFromArray(days[first..(end - 1)], warmth[(first + Window)..end], Window, batchSize: 32).Cache();
Dataset training = Windows(0, 912), validation = Windows(912 - Window, FirstTestDay), test = Windows(FirstTestDay - Window, 1461);

Runtime.SetRandomSeed(1);
var normalization = new Normalization();
normalization.Adapt(days[..912]);
Tensor past = Input.Of([Window, 6]);
Tensor change = past.Then(normalization).Then(new LSTM(24, dropout: 0.1)).Then(new Dense(1, kernelInitializer: "zeros"));       // learns how much tomorrow differs from today
var model = new Model(past, past[.., -1, ..1] + 5 * change);
model.Compile(new Adam(1e-3), loss: "mean_absolute_error");
model.Fit(training.Shuffle(64, seed: 1), epochs: quick ? 3 : 60, validationBatches: validation,
    callbacks: [new ProgbarLogger(), new EarlyStopping(patience: 15, restoreBestWeights: true)]);

double error = model.Evaluate(test)["loss"];
Tensor truth = warmth[FirstTestDay..];
double baseline = Mean(Abs(warmth[(FirstTestDay - 1)..^1] - truth)).Item<float>();
Console.WriteLine($"2015, held out: wrong by {error:0.00} °C on average; \"tomorrow will be as today\" is wrong by {baseline:0.00} °C.");

float[] forecast = ((Tensor)model.Predict(test)).ToArray<float>(), real = truth.ToArray<float>();
for (int day = 180; day < 187; day++) Console.WriteLine($"{new DateOnly(2015, 1, 1).AddDays(day):yyyy-MM-dd}: forecast {forecast[day],5:0.0} °C, measured {real[day],5:0.0} °C");
return error < (quick ? baseline + 0.05 : 2.18) ? 0 : 1;    // .ci/run fails where a sample becomes worse
