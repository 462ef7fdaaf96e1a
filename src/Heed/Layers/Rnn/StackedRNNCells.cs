using System.Text.Json.Nodes;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Several cells as one: each reads what the one before it gives.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, D), and the call argument <c>states</c>: the states of all cells, those of the first cell first.</para>
/// <para><b>Output</b>  that of the last cell, then the states of all cells after the step.</para>
/// <para><b>Source</b>  keras/src/layers/rnn/stacked_rnn_cells.py.</para>
/// </remarks>
public sealed class StackedRNNCells : RnnCell
{
    /// <summary>Makes the cell.</summary>
    /// <param name="cells">At least one cell.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">There is no cell.</exception>
    public StackedRNNCells(IEnumerable<RnnCell> cells, string? name = null) : base(name)
    {
        Cells = [.. cells.Select(cell => AddLayer(cell, "cells[]"))];
        if (Cells.Count == 0) throw new ArgumentException($"{this} expects at least one cell. Received none.");
    }

    /// <summary>The cells, in order.</summary>
    public IReadOnlyList<RnnCell> Cells { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSizes => [.. Cells.SelectMany(cell => cell.StateSizes)];

    /// <inheritdoc/>
    public override int OutputSize => Cells[^1].OutputSize;

    /// <inheritdoc/>
    public override Tensor[] InitialStates(int batch) => [.. Cells.SelectMany(cell => cell.InitialStates(batch))];

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ComputeOutputShape(inputs);
        Shape input = inputs[0];
        foreach (RnnCell cell in Cells)
        {
            if (!cell.Built) cell.BuildFor([input]);
            input = [input[0], cell.OutputSize];
        }
    }

    /// <inheritdoc/>
    protected internal override RecurrentStep Start(Tensor input, Tensor[] states, bool training)
    {
        List<(RecurrentStep Step, int States)> steps = [];
        int first = 0;
        foreach (RnnCell cell in Cells)
        {
            int count = cell.StateSizes.Count;
            steps.Add((cell.Start(input, states[first..(first + count)], training), count));
            input = Zeros([input.Shape[0], cell.OutputSize], input.DType);
            first += count;
        }
        return (x, before) =>
        {
            List<Tensor> after = [];
            foreach ((RecurrentStep step, int count) in steps)
            {
                (x, Tensor[] next) = step(x, before[after.Count..(after.Count + count)]);
                after.AddRange(next);
            }
            return (x, [.. after]);
        };
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("cells", Cells);

    internal static StackedRNNCells FromConfig(Config c) => new(c.Require<JsonArray>("cells").Select(cell => KerasRegistry.Deserialize<Layer>(cell!) as RnnCell
        ?? throw new ArgumentException($"StackedRNNCells '{c.Name}' expects recurrent cells as 'cells'. Received {cell!.ToJsonString()}.")), c.Name);
}
