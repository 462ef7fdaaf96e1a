using System.Runtime.InteropServices;
using Heed.Layers;

namespace Heed.Saving;

/// <summary>Arrays that Keras 2 laid out otherwise, as the layers want them now.</summary>
/// <remarks>
/// <para>The weights of CuDNNLSTM and CuDNNGRU: transposed gates, and two biases, which an LSTM adds up and a GRU keeps. Kernels of convolutions that Theano wrote, which it turned
/// around, or that lie in the order (out, in, height, width). Layers inside wrappers and models are converted as well.</para>
/// <para>Source: keras/src/saving/legacy/hdf5_format.py of Keras 2.15, <c>preprocess_weights_for_loading</c>.</para>
/// </remarks>
internal static class LegacyArrays
{
    private static readonly int[] OutInHeightWidth = [3, 2, 0, 1];

    /// <summary>The arrays as the layer wants them; they are read when they are asked for.</summary>
    /// <param name="layer">Whose weights they are.</param>
    /// <param name="weights">Its variables and those of the layers inside, in the order of the arrays.</param>
    /// <param name="arrays">Of the file.</param>
    /// <param name="backend">What wrote the file; null: not said.</param>
    /// <param name="problems">Receives what cannot be converted.</param>
    public static StoredArray[] Convert(Layer layer, Variable[] weights, StoredArray[] arrays, string? backend, List<string> problems)
    {
        StoredArray[] converted = [.. arrays];
        foreach (Layer part in Parts(layer))
        {
            Variable[] variables = [.. part.OwnWeights];
            int[] places = [.. variables.Select(weight => Array.IndexOf(weights, weight))];
            if (places.Length == 0 || places.Contains(-1)) continue;
            StoredArray[] own = [.. places.Select(place => arrays[place])];
            StoredArray[]? made = part switch
            {
                LSTMCell cell => Lstm(cell, own),
                GRUCell cell => Gru(cell, own, problems),
                Conv1D or Conv2D or Conv3D or Conv2DTranspose => [Kernel(own[0], variables[0], backend), .. own[1..]],
                ConvLSTMCell when own.Length >= 2 => [Kernel(own[0], variables[0], backend), Kernel(own[1], variables[1], backend), .. own[2..]],
                _ => null,
            };
            for (int i = 0; i < made?.Length; i++) converted[places[i]] = made[i];
        }
        return converted;
    }

    private static IEnumerable<Layer> Parts(Layer layer) => layer.Layers.SelectMany(Parts).Prepend(layer);

    private static StoredArray[]? Lstm(LSTMCell cell, StoredArray[] own)
    {
        if (own is not [var kernel, var recurrent, { Shape: { Rank: 1 } shape } bias] || shape[0] != 8 * cell.Units) return null;
        return [Gates(kernel, 4), Gates(recurrent, 4), Changed(bias, [4 * cell.Units], (from, to) =>
        {
            for (int i = 0; i < to.Length; i++) to[i] = from[i] + from[i + to.Length];
        })];
    }

    private static StoredArray[]? Gru(GRUCell cell, StoredArray[] own, List<string> problems)
    {
        if (own is not [var kernel, var recurrent, var bias] || !cell.UseBias) return null;
        bool isCudnn = bias.Shape is { Rank: 1 } shape && shape[0] == 6 * cell.Units;
        if (!isCudnn) return null;
        if (cell.ResetAfter) return [Gates(kernel, 3), Gates(recurrent, 3), Changed(bias, [2, 3 * cell.Units], (from, to) => from.CopyTo(to))];
        problems.Add($"{cell} expects weights of a GRU with resetAfter: false. Received those of a CuDNNGRU in '{bias.Place}', whose formula is that of resetAfter: true. Make it so.");
        return null;
    }

    /// <summary>The gates side by side, each (in, units), of gates that were stored one by one as (units, in).</summary>
    private static StoredArray Gates(StoredArray array, int count) => array.Shape.Rank != 2 ? array : Changed(array, array.Shape, (from, to) =>
    {
        // each block of columns is (in, units) in name only: its elements, row by row, are those of a matrix (units, in)
        int rows = array.Shape[0].Value, columns = array.Shape[1].Value, units = columns / count;
        for (int gate = 0; gate < count; gate++)
            for (int row = 0; row < rows; row++)
                for (int unit = 0; unit < units; unit++)
                {
                    int place = unit * rows + row;
                    to[row * columns + gate * units + unit] = from[place / units * columns + gate * units + place % units];
                }
    });

    private static StoredArray Kernel(StoredArray array, Variable kernel, string? backend)
    {
        if (array.Shape != kernel.Shape && array.Shape.Rank == 4 && Permuted(array.Shape) == kernel.Shape)
            array = Rearranged(array, kernel.Shape, tensor => Ops.Transpose(tensor, OutInHeightWidth));
        return backend != "theano" ? array
            : Rearranged(array, array.Shape, tensor => Ops.Flip(tensor, [.. Enumerable.Range(0, array.Shape.Rank - 2)]));
    }

    private static Shape Permuted(Shape shape) => [.. OutInHeightWidth.Select(axis => shape[axis])];

    private static StoredArray Changed(StoredArray array, Shape shape, Change change) => array.DType != DType.Float32 ? array with { Unreadable = $"{array.DType.Name()} of a CuDNN layer" }
        : array with { Shape = shape, Read = bytes => change(array.ToTensor().AsSpan<float>(), MemoryMarshal.Cast<byte, float>(bytes)) };

    private static StoredArray Rearranged(StoredArray array, Shape shape, Func<Tensor, Tensor> rearrange) => array with
    {
        Shape = shape,
        Read = bytes => ElementBytes.Bits<byte>(Tape.Pause(() => rearrange(array.ToTensor()))).CopyTo(bytes),
    };

    private delegate void Change(ReadOnlySpan<float> from, Span<float> to);
}
