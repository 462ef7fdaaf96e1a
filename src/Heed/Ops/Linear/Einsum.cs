namespace Heed;

public static partial class Ops
{
    /// <summary>Sums of products by Einstein's convention: <c>Einsum("bqd,bkd->bqk", query, key)</c>.</summary>
    /// <param name="equation">
    /// A term of letters for each operand, one letter an axis, and after the arrow the axes of the result; other letters are summed over. A letter
    /// twice in one
    /// term takes the diagonal; <c>...</c> stands for any axes, which broadcast; without an arrow the result has the letters that occur once, in
    /// alphabetical order.
    /// </param>
    /// <param name="operands">At least one; an axis of length 1 broadcasts.</param>
    /// <returns>The common type; int32 if all are int8.</returns>
    /// <exception cref="ArgumentException">The equation cannot be read, or does not fit the operands.</exception>
    /// <exception cref="ShapeException">Axes of one letter differ in length.</exception>
    /// <remarks>
    /// Computed from left to right, two operands at a time, by transposing, summing and <see cref="MatMul"/>.
    /// Keras: <c>keras.ops.einsum</c>, keras/src/ops/numpy.py.
    /// </remarks>
    public static Tensor Einsum(string equation, params IReadOnlyList<Tensor> operands)
    {
        if (operands.Count == 0) throw new ArgumentException($"Einsum expects at least one operand. Received none for '{equation}'.");
        DType type = operands.Select(x => x.DType).Aggregate(Promotion.Of);
        DType result = type == DType.Int8 && operands.All(x => x.DType == DType.Int8) ? DType.Int32 : type;
        DType inner = result == DType.Bool ? DType.Int32 : result;
        var read = new EinsumEquation(equation, [.. operands.Select(x => x.Rank)]);
        return new EinsumOp(read).Apply([.. operands.Select(x => x.Cast(inner))]).Cast(result);
    }
}

/// <summary>y[output] = Σ over the other labels of the product of all operands</summary>
internal sealed class EinsumOp(EinsumEquation equation) : CompositeOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("subscripts", equation.ToString())];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        var lengths = new Dictionary<char, Dim>();
        for (int i = 0; i < x.Length; i++)
        {
            foreach ((int axis, char label) in equation.Inputs[i].Index())
            {
                Dim length = x[i].Shape[axis];
                if (!lengths.TryGetValue(label, out Dim known) || known.Equals(1)) lengths[label] = length;
                else if (!length.Equals(1))
                {
                    Expect(known == length, $"one length for all axes '{label}' of '{equation}'", x);
                    lengths[label] = known.IsKnown ? known : length;
                }
            }
        }
        return new(new Shape(equation.Output.Select(label => lengths[label])), x[0].DType);
    }

    protected override Tensor Expand(ReadOnlySpan<Tensor> x)
    {
        Labelled[] terms = new Labelled[x.Length];
        for (int i = 0; i < x.Length; i++) terms[i] = new Labelled(x[i], equation.Inputs[i]).Diagonals();

        Labelled product = terms[0].SumExcept(Needed(1));
        for (int i = 1; i < terms.Length; i++)
            product = Labelled.Contract(product, terms[i].SumExcept(product.Labels + Needed(i + 1)), Needed(i + 1));
        return product.Arrange(equation.Output).Value.Cast(x[0].DType);     // sums widen short integers

        string Needed(int next) => equation.Output + string.Concat(terms[next..].Select(term => term.Labels));
    }
}
