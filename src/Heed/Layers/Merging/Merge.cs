using static Heed.Ops;

namespace Heed.Layers;

/// <summary>What the layers that combine several tensors element by element have in common: shapes, masks, order.</summary>
/// <remarks>
/// <para><b>Inputs</b>  a list of tensors (B, …) whose shapes after the batch broadcast; of a lower rank are given axes of length 1 after the batch.</para>
/// <para><b>Output</b>  the broadcast shape.</para>
/// <para><b>Masks</b>   if every input has one: kept where any of them keeps; else none.</para>
/// <para><b>Source</b>  keras/src/layers/merging/base_merge.py.</para>
/// </remarks>
public abstract class Merge : Layer
{
    /// <summary>Starts a layer without settings.</summary>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    private protected Merge(string? name) : base(name) { }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>Combines tensors of one rank.</summary>
    /// <param name="inputs">At least one; their shapes broadcast.</param>
    /// <param name="masks">One or null for each input; null where the input was given more axes.</param>
    /// <returns>The layer's output, perhaps with its mask.</returns>
    private protected virtual Tensor Combine(Tensor[] inputs, Tensor?[] masks)
    {
        Tensor output = inputs[0];
        foreach (Tensor input in inputs[1..]) output = Combine(output, input);
        return output;
    }

    /// <summary>Combines what is there so far with the next input.</summary>
    private protected abstract Tensor Combine(Tensor sofar, Tensor next);

    /// <inheritdoc/>
    protected override void BuildFrom(Tensors inputs, CallArguments call)
    {
        ExpectList(inputs);
        ComputeOutputShape(inputs.Shapes);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        ExpectList(inputs);
        int rank = inputs.Max(input => input.Rank);
        return Combine([.. inputs.Select(input => WithRank(input, rank))], [.. inputs.Select((input, i) => input.Rank == rank ? call.Mask(i) : null)]);
    }

    /// <summary>Inserts axes of length 1 after the batch.</summary>
    private static Tensor WithRank(Tensor input, int rank)
    {
        if (input.Rank == rank) return input;
        return Ops.Reshape(input, [input.Shape[0], .. Enumerable.Repeat<Dim>(1, rank - input.Rank), .. input.Shape[1..]]);
    }

    /// <summary>A merge of one tensor that is not in a list is a mistake.</summary>
    private protected void ExpectList(Tensors inputs)
    {
        if (!inputs.IsList) throw new ArgumentException($"{this} expects a list of inputs. Received a single tensor {inputs[0].Spec}. Write Apply([a, b]).");
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Batch sizes differ, or the other axes do not broadcast.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Dim batch = Dim.Unknown;
        Shape rest = [];
        foreach (Shape input in inputs)
        {
            Expect(input.Rank >= 1 && input[0] == batch, "inputs with axes (B, …) of one batch size", inputs);
            if (!batch.IsKnown) batch = input[0];
            rest = Broadcast(rest, input[1..], inputs);
        }
        return [batch, .. rest];
    }

    private Shape Broadcast(Shape a, Shape b, ReadOnlySpan<Shape> inputs)
    {
        if (a.Rank < b.Rank) (a, b) = (b, a);
        var dims = new Dim[a.Rank];
        for (int axis = 1; axis <= a.Rank; axis++)
        {
            Dim x = a[^axis], y = axis <= b.Rank ? b[^axis] : 1;
            Expect(x == y || x.Equals(1) || y.Equals(1), "inputs whose shapes after the batch broadcast (equal or 1)", inputs);
            dims[^axis] = axis > b.Rank ? x : !x.IsKnown || !y.IsKnown ? Dim.Unknown : x.Value == 1 ? y : x;
        }
        return new(dims);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Masks were given, but not one for each input.</exception>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask)
    {
        if (mask is null) return null;
        ExpectMasks(inputs, mask);
        return mask.Any(one => one is null) ? null : (Masks)mask.Aggregate((kept, one) => LogicalOr(kept!, one!))!;
    }

    /// <summary>Masks come as a list, one for each input.</summary>
    private protected void ExpectMasks(Tensors inputs, Masks mask)
    {
        if (!mask.IsList || mask.Count != inputs.Count)
            throw new ArgumentException($"{this} expects a list of masks, one (or null) for each of its {inputs.Count} inputs. Received {(mask.IsList ? $"{mask.Count} masks" : "a single mask")}.");
    }
}
