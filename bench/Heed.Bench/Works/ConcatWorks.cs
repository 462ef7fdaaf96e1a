using Heed.Layers;

namespace Heed.Bench;

/// <summary>Attention by concat scores, Σ_d tanh(q + k).</summary>
internal static class ConcatWorks
{
    private static readonly (int Batch, int Length, int Width)[] Shapes = [(8, 128, 64), (8, 256, 64), (1, 1024, 64)];

    public static IEnumerable<Work> All() => Shapes.Select(Forward);

    /// <summary>A tanh counts as one operation, so the share of the peak says little here.</summary>
    private static Work Forward((int Batch, int Length, int Width) shape) => new($"concat {shape.Batch}x{shape.Length}x{shape.Width}",
        (double)shape.Batch * shape.Length * shape.Length * shape.Width, () =>
    {
        Tensor Of(int seed) => Tensor.From(Draw.Uniform(shape.Batch * shape.Length * shape.Width, seed), [shape.Batch, shape.Length, shape.Width]);
        Tensor query = Of(1), key = Of(2), value = Of(3);
        var layer = new Attention(scoreMode: ScoreMode.Concat);
        return
        [
            Contender.Heed(() => layer.Apply([query, value, key])),
            Contender.Unfused(() =>
            {
                Tensor scores = Ops.Sum(Ops.Tanh(Ops.ExpandDims(query, -2) + Ops.ExpandDims(key, -3)), axis: -1);
                return Ops.MatMul(Ops.Softmax(scores), value);
            }),
        ];
    });
}
