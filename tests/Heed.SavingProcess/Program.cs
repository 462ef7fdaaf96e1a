// Saves two models by turns under one name until somebody kills it: a test then looks at what is there.
using Heed;
using Heed.Layers;

Model[] models = [.. new[] { 1f, 2f }.Select(value =>
{
    var model = new Sequential([new InputLayer([64]), new Dense(256, name: "wide"), new Dense(64, name: "narrow")], "row");
    foreach (Variable weight in model.Weights) weight.Assign(Ops.OnesLike(weight.Value) * value);
    return model;
})];
models[0].Save(args[0]);
Console.WriteLine("saving");
for (int i = 1; ; i++) models[i % 2].Save(args[0]);
