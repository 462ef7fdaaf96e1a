using Heed.Layers;

namespace Heed.Tests.Layers;

/// <summary>Settings that are rarely used together: whatever way computes them, the answer is that of a plain loop over the cell.</summary>
public class RecurrentCombinationsTests
{
    public static TheoryData<string, bool, bool, bool, string> Combinations
    {
        get
        {
            var data = new TheoryData<string, bool, bool, bool, string>();
            foreach (string cell in (string[])["LSTM", "GRU", "GRU before", "SimpleRNN", "Stacked"])
                foreach (bool masked in (bool[])[false, true])
                    foreach (bool backwards in (bool[])[false, true])
                        foreach (bool zeros in (bool[])[false, true])
                            foreach (string policy in (string[])["float32", "float64", "float16", "bfloat16", "mixed_float16", "mixed_bfloat16"])
                                data.Add(cell, masked, backwards, zeros, policy);
            return data;
        }
    }

    [Theory, MemberData(nameof(Combinations))]
    public void Sequences_states_masks_and_stateful_batches_agree_with_a_loop(string cell, bool masked, bool backwards, bool zeros, string policy)
    {
        DTypePolicy type = policy;
        RNN layer = Make(cell, backwards, zeros, stateful: true);
        Set(layer, type);
        Tensor x = Waves.Of([2, 4, 3]).Cast(type.ComputeDType), mask = new bool[,] { { false, true, false, true }, { true, true, false, false } };
        layer.BuildFor([x.Shape]);
        Waves.Fill(layer);
        double tolerance = type.ComputeDType switch { DType.Float64 => 1e-12, DType.Float32 => 1e-5, DType.Float16 => 1e-2, _ => 6e-2 };

        Tensor[] states = layer.Cell.InitialStates(2);
        for (int batch = 0; batch < 2; batch++)
        {
            Tensors received = layer.Invoke(x, CallArguments.None.With("mask", masked ? (Masks)mask : null));
            Tensor[] outputs = new Tensor[4];
            for (int i = 0; i < 4; i++)
            {
                int t = backwards ? 3 - i : i;
                Tensors step = layer.Cell.Invoke(x[.., t], CallArguments.None.With("states", Tensors.List(states)));
                Tensor keep = masked ? Heed.Ops.ExpandDims(mask[.., t], 1) : Heed.Ops.Ones([2, 1], DType.Bool);
                outputs[i] = Heed.Ops.Where(keep, step[0], i == 0 || zeros ? Heed.Ops.ZerosLike(step[0]) : outputs[i - 1]);
                states = [.. step.Skip(1).Zip(states, (after, before) => Heed.Ops.Where(keep, after, before))];
            }
            Assert.All(received, output => Assert.Equal(type.ComputeDType, output.DType));
            Waves.AssertClose(Heed.Ops.Stack(outputs, 1), received[0], tolerance);
            foreach ((Tensor expected, Tensor state) in states.Zip(received.Skip(1))) Waves.AssertClose(expected, state, tolerance);
        }
    }

    private static RNN Make(string cell, bool backwards, bool zeros, bool stateful) => cell switch
    {
        "LSTM" => new LSTM(2, returnSequences: true, returnState: true, goBackwards: backwards, stateful: stateful, zeroOutputForMask: zeros),
        "GRU" => new GRU(2, returnSequences: true, returnState: true, goBackwards: backwards, stateful: stateful, zeroOutputForMask: zeros),
        "GRU before" => new GRU(2, resetAfter: false, returnSequences: true, returnState: true, goBackwards: backwards, stateful: stateful, zeroOutputForMask: zeros),
        "SimpleRNN" => new SimpleRNN(2, returnSequences: true, returnState: true, goBackwards: backwards, stateful: stateful, zeroOutputForMask: zeros),
        _ => new RNN(new StackedRNNCells([new LSTMCell(3), new GRUCell(4), new SimpleRNNCell(2)]), returnSequences: true, returnState: true,
            goBackwards: backwards, stateful: stateful, zeroOutputForMask: zeros),
    };

    private static void Set(Layer layer, DTypePolicy policy)
    {
        layer.DType = policy;
        foreach (Layer inner in layer.Layers) Set(inner, policy);
    }
}
