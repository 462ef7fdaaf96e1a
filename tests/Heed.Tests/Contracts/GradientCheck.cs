using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Compares the tape's gradients with finite differences in float64, by random projection: two evaluations a direction, whatever the size.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;

    /// <summary>Fails if the gradient by one of the float64 inputs is wrong along random directions.</summary>
    /// <param name="function">Any function of tensors; of its result a random linear combination is differentiated.</param>
    /// <param name="inputs">Float64 inputs are differentiated, others are held.</param>
    /// <param name="tolerance">Largest error, relative to the slope's size or 1.</param>
    public static void Run(Func<Tensor[], Tensor> function, Tensor[] inputs, double tolerance = 1e-6)
    {
        var random = new Random(7);
        Tensor weights = Random(function(inputs).Shape, random);
        double Projection(Tensor[] x) => Sum(function(x) * weights).Item<double>();

        Tensor?[] gradients = Gradients(function, inputs, weights);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].DType != DType.Float64) continue;
            for (int direction = 0; direction < 2; direction++)
            {
                Tensor along = Random(inputs[i].Shape, random);
                double numeric = (Projection(Moved(inputs, i, along, Step)) - Projection(Moved(inputs, i, along, -Step))) / (2 * Step);
                double analytic = gradients[i] is { } gradient ? Sum(gradient * along).Item<double>() : 0;
                Assert.True(Math.Abs(numeric - analytic) <= tolerance * Math.Max(1, Math.Abs(numeric)),
                    $"The slope by input {i} {inputs[i].Spec} is {numeric:R} by differences, {analytic:R} by the tape.");
            }
        }
    }

    /// <summary>The gradients of Σ weights · function(inputs) by every floating-point input.</summary>
    public static Tensor?[] Gradients(Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor weights)
    {
        using var tape = new Tape();
        foreach (Tensor input in inputs)
            if (input.DType.IsFloat()) tape.Watch(input);
        Tensor y = function(inputs);
        return tape.Gradients([y], [weights.Cast(y.DType)], inputs);
    }

    /// <summary>A function whose gradient is the second gradient of another: a random linear combination of its gradients.</summary>
    public static Func<Tensor[], Tensor> Slope(Func<Tensor[], Tensor> function) => inputs =>
    {
        var random = new Random(11);
        Tensor?[] gradients = Gradients(function, inputs, Random(function(inputs).Shape, random));
        Tensor slope = Tensor.FromScalar(0.0);
        foreach (Tensor? gradient in gradients)
            if (gradient is not null) slope += Sum(gradient * Random(gradient.Shape, random));
        return slope;
    };

    /// <summary>Numbers between −1 and 1.</summary>
    public static Tensor Random(Shape shape, Random random) =>
        Tensor.From([.. Enumerable.Range(0, shape.Size).Select(_ => 2 * random.NextDouble() - 1)], shape);

    private static Tensor[] Moved(Tensor[] inputs, int index, Tensor along, double step) =>
        [.. inputs.Select((input, i) => i == index ? input + along * step : input)];
}
