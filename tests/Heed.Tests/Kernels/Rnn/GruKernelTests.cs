using System.Numerics;
using Heed.Kernels;

namespace Heed.Tests.Kernels;

[Collection(ThreadCountCollection.Name)]
public sealed class GruKernelTests
{
    public static TheoryData<int, bool, bool, bool, bool, bool> Cases()
    {
        TheoryData<int, bool, bool, bool, bool, bool> cases = [];
        for (int i = 0; i < 32; i++) cases.Add(i % 2 == 0 ? 3 : 17, (i & 1) != 0, (i & 2) != 0, (i & 4) != 0, (i & 8) != 0, (i & 16) != 0);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_and_backward_agree_with_the_reference(int units, bool bias, bool backwards, bool mask, bool zeroOutput, bool states)
    {
        var shape = new GruShape(Batch: 3, Steps: 4, Inputs: 5, units, backwards, zeroOutput);
        GruReference reference = new GruReference(shape, bias, mask, states, seed: 7).Fill();
        double[][] expected = reference.Run();
        Run<double> run = new(shape, reference);
        run.Forward();
        for (int i = 0; i < 3; i++) Near(expected[i], run.Outputs[i], 1e-13);

        Run<float> single = new(shape, reference);
        single.Forward();
        for (int i = 0; i < 3; i++) Near(expected[i], [.. single.Outputs[i].Select(v => (double)v)], 1e-5);

        // Loss: the outputs weighted by random numbers. Its slope along each input, by differences, must be the gradient.
        double[][] weights = [.. expected.Select(e => reference.Numbers(e.Length))];
        run.Backward(weights);
        double[][] parameters = [reference.X, reference.Kernel, reference.Recurrent, reference.Bias, reference.Hidden];
        for (int p = 0; p < parameters.Length; p++)
        {
            for (int i = 0; i < parameters[p].Length; i += 1 + parameters[p].Length / 12)
            {
                double value = parameters[p][i], step = 1e-5;
                parameters[p][i] = value + step;
                double up = Loss(reference.Run(), weights);
                parameters[p][i] = value - step;
                double down = Loss(reference.Run(), weights);
                parameters[p][i] = value;
                Assert.Equal((up - down) / (2 * step), run.Gradients[p][i], 1e-7);
            }
        }
    }

    [Theory]
    [InlineData(1, 1), InlineData(4, 15), InlineData(17, 16), InlineData(35, 63), InlineData(20, 65), InlineData(1, 127)]
    public void Groups_chunks_of_steps_and_partial_vectors_agree_with_the_reference(int batch, int units)
    {
        var shape = new GruShape(batch, Steps: 67, Inputs: 3, units, GoBackwards: batch % 2 == 1);
        GruReference reference = new GruReference(shape, true, batch > 4, true, seed: units).Fill();
        for (int i = 0; i < reference.Recurrent.Length; i++) reference.Recurrent[i] /= Math.Sqrt(units);   // or many steps would amplify every rounding
        double[][] expected = reference.Run();
        Run<double> run = new(shape, reference);
        run.Forward();
        for (int i = 0; i < 3; i++) Near(expected[i], run.Outputs[i], 1e-12);
    }

    [Fact]
    public void A_sequence_has_the_same_bits_alone_and_in_a_batch_on_one_thread_and_on_two()
    {
        var shape = new GruShape(Batch: 70, Steps: 3, Inputs: 8, Units: 66);
        GruReference reference = new GruReference(shape, true, true, true, seed: 3).Fill();
        Run<float> one = new(shape, reference), two = new(shape, reference);
        float[][] weights = [.. one.Outputs.Select(o => o.Select((_, i) => MathF.Sin(i)).ToArray())];
        ThreadCountCollection.With(1, () => { one.Forward(); one.Backward(weights); });
        ThreadCountCollection.With(2, () => { two.Forward(); two.Backward(weights); });
        for (int i = 0; i < 3; i++) Assert.Equal(one.Outputs[i], two.Outputs[i]);
        for (int i = 0; i < 5; i++) Assert.Equal(one.Gradients[i], two.Gradients[i]);

        const int Row = 41;
        Run<float> alone = new(shape with { Batch = 1 }, new GruReference(shape, true, true, true, 3)
        {
            Kernel = reference.Kernel,
            Recurrent = reference.Recurrent,
            Bias = reference.Bias,
            X = reference.X[(Row * 24)..(Row * 24 + 24)],
            Mask = reference.Mask[(Row * 3)..(Row * 3 + 3)],
            Hidden = reference.Hidden[(Row * 66)..(Row * 66 + 66)],
        });
        alone.Forward();
        Assert.Equal(one.Outputs[0][(Row * 198)..(Row * 198 + 198)], alone.Outputs[0]);
    }

    [Fact]
    public void What_is_not_asked_for_is_not_written()
    {
        var shape = new GruShape(Batch: 2, Steps: 3, Inputs: 2, Units: 2);
        GruReference reference = new GruReference(shape, false, false, false, seed: 5).Fill();
        Run<double> run = new(shape, reference), only = new(shape, reference);
        run.Forward();
        GruKernel.Forward(shape, only.Inputs, only.Saved, new() { Last = only.Outputs[1] });
        Assert.Equal(run.Outputs[1], only.Outputs[1]);
        double[] ones = [1, 1, 1, 1];
        GruKernel.Backward(shape, only.Inputs, only.Saved, new() { Last = ones }, new() { Kernel = only.Gradients[1] });
        run.Backward([new double[12], ones, new double[4]]);
        Assert.Equal(run.Gradients[1], only.Gradients[1]);
    }

    [Fact]
    public void An_empty_batch_has_zero_gradients_of_weights()
    {
        var shape = new GruShape(Batch: 0, Steps: 3, Inputs: 2, Units: 2);
        GruReference reference = new GruReference(shape, true, false, false, seed: 5).Fill();
        Run<double> run = new(shape, reference);
        foreach (double[] gradient in run.Gradients) Array.Fill(gradient, 1);
        run.Forward();
        run.Backward([[], [], []]);
        Assert.All(run.Gradients, gradient => Assert.All(gradient, value => Assert.Equal(0, value)));
    }

    private static double Loss(double[][] outputs, double[][] weights) => outputs.Zip(weights, (o, w) => o.Zip(w, (a, b) => a * b).Sum()).Sum();

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }

    /// <summary>The kernel's arguments in arrays.</summary>
    private sealed class Run<T>(GruShape s, GruReference r) where T : unmanaged, INumber<T>
    {
        private readonly T[] _x = Cast(r.X), _kernel = Cast(r.Kernel), _recurrent = Cast(r.Recurrent), _bias = Cast(r.Bias);
        private readonly T[] _hidden = Cast(r.Hidden);
        private readonly T[] _gates = new T[s.GatesLength], _hiddenStates = new T[s.HiddenLength];

        public T[][] Outputs = [new T[s.StateLength * s.Steps], new T[s.StateLength], new T[s.StateLength]];
        public T[][] Gradients = [.. new[] { r.X, r.Kernel, r.Recurrent, r.Bias, r.Hidden }.Select(x => new T[x.Length])];

        public GruInputs<T> Inputs => new()
        {
            X = _x,
            Kernel = _kernel,
            RecurrentKernel = _recurrent,
            Bias = _bias,
            Mask = r.Mask,
            InitialHidden = _hidden,
        };

        public GruSaved<T> Saved => new() { Gates = _gates, Hidden = _hiddenStates };

        public void Forward() => GruKernel.Forward(s, Inputs, Saved,
            new() { Sequence = Outputs[0], Last = Outputs[1], Hidden = Outputs[2] });

        public void Backward(T[][] d) => GruKernel.Backward(s, Inputs, Saved,
            new() { Sequence = d[0], Last = d[1], Hidden = d[2] },
            new()
            {
                X = Gradients[0],
                Kernel = Gradients[1],
                RecurrentKernel = Gradients[2],
                Bias = Gradients[3],
                InitialHidden = Gradients[4],
            });

        private static T[] Cast(double[] x) => [.. x.Select(T.CreateTruncating)];
    }
}
