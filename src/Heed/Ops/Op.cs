using System.Runtime.CompilerServices;

namespace Heed;

/// <summary>One operation on tensors: a shape rule, a forward computation, a gradient.</summary>
/// <remarks>
/// An op is a small immutable object that holds its settings; <see cref="Apply(ReadOnlySpan{Tensor})"/> decides, once for all ops, whether to stay
/// symbolic, to compute, and to record. An op with one output overrides the methods with a single <see cref="Tensor"/>; one with several derives
/// from <see cref="MultiOp"/>.
/// </remarks>
internal abstract class Op : IOperation
{
    /// <summary>The op's name in errors and graphs: the class without <c>Op</c>.</summary>
    public virtual string Name => GetType().Name is var name && name.EndsWith("Op", StringComparison.Ordinal) ? name[..^2] : GetType().Name;

    /// <inheritdoc/>
    public string AutomaticName => Snake.Case(KerasName);

    /// <summary>The class of the op in Keras, where it has one: see <see cref="Settings"/>.</summary>
    public virtual string KerasName => Name switch
    {
        "Abs" => "Absolute",
        "ArgMax" => "Argmax",
        "ArgMin" => "Argmin",
        "ArgSort" => "Argsort",
        "CumProd" => "Cumprod",
        "CumSum" => "Cumsum",
        "GeluTanh" => "Gelu",
        "MatMul" => "Matmul",
        "Slice" => "GetItem",
        _ => Name,
    };

    /// <summary>Are float16, bfloat16 and short integers computed in float32, int32 or int64 and rounded afterwards? Ops that only move elements say no.</summary>
    public virtual bool Widens => true;

    /// <summary>The op's settings under the keys of Keras's op of this name, for configs of models; <see langword="null"/>: Keras has no such op.</summary>
    public virtual IReadOnlyList<(string Key, object? Value)>? Settings => null;

    /// <summary>Is there a gradient? Ops without one derive from <see cref="ConstantOp"/> or <see cref="NumericConstantOp"/>.</summary>
    public virtual bool IsDifferentiable => true;

    /// <summary>Shape and type of the output; throws <see cref="ShapeException"/> if the inputs do not fit.</summary>
    public abstract TensorSpec Infer(ReadOnlySpan<TensorSpec> x);

    /// <summary>Shape and type of every output.</summary>
    public virtual TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x) => [Infer(x)];

    /// <summary>Computes the output into <paramref name="y"/>, whose elements are arbitrary before.</summary>
    protected abstract void Forward(ReadOnlySpan<Tensor> x, Tensor y);

    /// <summary>Computes every output.</summary>
    protected virtual void Forward(ReadOnlySpan<Tensor> x, Tensor[] y) => Forward(x, y[0]);

    /// <summary>The gradients of a loss by each input, given the one by the output; written with ops. null: this input has none.</summary>
    protected abstract Tensor?[] Gradient(Saved saved, Tensor dy);

    /// <summary>The same with several outputs; a null in <paramref name="dy"/>: nothing depends on this output.</summary>
    internal virtual Tensor?[] Gradient(Saved saved, Tensor?[] dy) => Gradient(saved, dy[0]!);

    /// <summary>Applies an op of one output.</summary>
    public Tensor Apply(params ReadOnlySpan<Tensor> x) => ApplyAll(x)[0];

    /// <summary>Applies the op: symbolic if any input is, computed and recorded otherwise.</summary>
    public Tensor[] ApplyAll(params ReadOnlySpan<Tensor> x)
    {
        var inputs = new TensorSpec[x.Length];
        bool symbolic = false;
        for (int i = 0; i < x.Length; i++)
        {
            inputs[i] = x[i].Spec;
            symbolic |= x[i].IsSymbolic;
        }

        TensorSpec[] specs = InferAll(inputs);
        if (symbolic)
            return GraphNode.Attach(this, x.ToArray(), Array.ConvertAll(specs, spec => Tensor.Symbolic(spec.Shape, spec.DType)));

        Tensor[] outputs = Compute(x, specs);
        Tape.Record(this, x, outputs);
        return outputs;
    }

    /// <summary>The error for inputs that do not fit; <paramref name="rule"/> is filled in by the compiler.</summary>
    public void Expect(bool ok, string expectation, ReadOnlySpan<TensorSpec> x, [CallerArgumentExpression(nameof(ok))] string rule = "")
    {
        if (!ok) Throw.Shape_OpExpects(Name, expectation, rule, x);
    }

    /// <summary>The type in which elements of a narrow type are computed.</summary>
    internal static DType Wide(DType type) => type switch
    {
        DType.Float16 or DType.BFloat16 => DType.Float32,
        DType.Int8 or DType.Int16 or DType.UInt8 or DType.UInt16 => DType.Int32,
        DType.UInt32 => DType.Int64,
        _ => type,
    };

    /// <summary>Makes the outputs; an op that shares its input's memory overrides it.</summary>
    protected virtual Tensor[] Compute(ReadOnlySpan<Tensor> x, TensorSpec[] specs)
    {
        Tensor[] y = Array.ConvertAll(specs, spec => Tensor.Allocate(spec.Shape, Widens ? Wide(spec.DType) : spec.DType));
        Forward(Widens ? Widened(x) : x, y);
        for (int i = 0; i < y.Length; i++)
        {
            if (y[i].DType == specs[i].DType) continue;
            Tensor narrow = Tensor.Allocate(specs[i].Shape, specs[i].DType);
            CastOp.Convert(y[i], narrow);
            y[i] = narrow;
        }
        return y;
    }

    private static ReadOnlySpan<Tensor> Widened(ReadOnlySpan<Tensor> x)
    {
        Tensor[]? wide = null;
        for (int i = 0; i < x.Length; i++)
        {
            DType type = Wide(x[i].DType);
            if (type == x[i].DType) continue;
            wide ??= x.ToArray();
            wide[i] = Tensor.Allocate(x[i].Shape, type);
            CastOp.Convert(x[i], wide[i]);
        }
        return wide ?? x;
    }
}

/// <summary>An op with several outputs.</summary>
internal abstract class MultiOp : Op
{
    public sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => InferAll(x)[0];

    public abstract override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x);

    protected sealed override void Forward(ReadOnlySpan<Tensor> x, Tensor y) => Forward(x, [y]);

    protected abstract override void Forward(ReadOnlySpan<Tensor> x, Tensor[] y);

    protected sealed override Tensor?[] Gradient(Saved saved, Tensor dy) => Gradient(saved, (Tensor?[])[dy]);

    internal abstract override Tensor?[] Gradient(Saved saved, Tensor?[] dy);
}

/// <summary>An op without a gradient; its summary says why.</summary>
internal abstract class ConstantOp : Op
{
    public sealed override bool IsDifferentiable => false;

    protected sealed override Tensor?[] Gradient(Saved saved, Tensor dy) => new Tensor?[saved.Inputs.Length];
}
