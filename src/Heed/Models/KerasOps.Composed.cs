using System.Text.Json.Nodes;

namespace Heed;

/// <content>Ops of Keras for which Heed has no op of its own, made of those that it has.</content>
internal static partial class KerasOps
{
    private static void AddComposedFunctions()
    {
        One(Numpy, "Abs", Ops.Abs);
        One(Numpy, "Cbrt", x => Ops.Sign(x) * Ops.Power(Ops.Abs(x), 1.0 / 3));
        One(Numpy, "Conj", x => x);
        One(Numpy, "Conjugate", x => x);
        One(Numpy, "Copy", x => x);
        One(Numpy, "Deg2rad", x => Ops.AsFloat(x) * (Math.PI / 180));
        One(Numpy, "Exp2", x => Ops.Power(2.0, Ops.AsFloat(x)));
        One(Numpy, "Fabs", x => Ops.Abs(Ops.AsFloat(x)));
        One(Numpy, "Isneginf", x => Ops.LogicalAnd(Ops.IsInf(x), x < 0));
        One(Numpy, "Isposinf", x => Ops.LogicalAnd(Ops.IsInf(x), x > 0));
        One(Numpy, "Rad2deg", x => Ops.AsFloat(x) * (180 / Math.PI));
        One(Numpy, "Real", x => x);
        One(Numpy, "Sinc", x => Ops.Where(Ops.Equal(x, 0), 1.0, Ops.Sin(x * Math.PI) / (Ops.Where(Ops.Equal(x, 0), 1.0, x) * Math.PI)));
        One(Numpy, "Trunc", Trunc);
        One(Mathematics, "Erfc", x => (1 - Ops.Erf(x.Cast(DType.Float64))).Cast(Ops.AsFloat(x).DType));       // float32 would lose what is small
        Any(Numpy, "NanToNum", a => NanToNum(a.Tensor(0), a.Config.Get("nan", 0.0), a.Config.Get<double?>("posinf", null), a.Config.Get<double?>("neginf", null)));
        Any(Core, "ConvertToTensor", a => a.Config.Get<DType?>("dtype", null) is { } type ? a.Tensor(0).Cast(type) : a.Tensor(0));
        Any(Activations, "ReLU", a => Layers.ReLU.Of(a.Tensor(0), a.Config.Get<double?>("max_value", null), a.Config.Get("negative_slope", 0.0), a.Config.Get("threshold", 0.0)));
    }

    private static void AddComposedPairs()
    {
        Two("DivideNoNan", Ops.DivideOrZero);
        Two("Fmax", (x, y) => Ops.Where(Ops.IsNan(x), y, Ops.Where(Ops.IsNan(y), x, Ops.Maximum(x, y))));
        Two("Fmin", (x, y) => Ops.Where(Ops.IsNan(x), y, Ops.Where(Ops.IsNan(y), x, Ops.Minimum(x, y))));
        Two("Fmod", (x, y) => Ops.Sign(x) * Ops.Mod(Ops.Abs(x), Ops.Abs(y)));
        Two("Heaviside", (x, y) => Ops.Where(x < 0, 0.0, Ops.Where(x > 0, 1.0, y)));
        Two("Hypot", (x, y) => Ops.Sqrt(Ops.Square(x) + Ops.Square(y)));
        Two("Inner", (x, y) => x.Rank == 0 || y.Rank == 0 ? x * y : Ops.Tensordot(x, y, [-1], [-1]));
        Two("Ldexp", (x, y) => x * Ops.Power(2.0, y));
        Two("Logaddexp", (x, y) => Ops.Maximum(x, y) + Ops.Log1p(Ops.Exp(-Ops.Abs(Difference(x, y)))));
        Two("Logaddexp2", (x, y) => Ops.Maximum(x, y) + Ops.Log2(1 + Ops.Power(2.0, -Ops.Abs(Difference(x, y)))));
        Two("Vdot", (x, y) => Ops.Sum(Flat(x) * Flat(y)));
        Any(Numpy, "Isclose", a => IsClose(a.Tensor(0, "x1"), a.Tensor(1, "x2"), a.Real(2, "rtol", 1e-5), a.Real(3, "atol", 1e-8), a.Config.Get("equal_nan", false)));
        Any(Numpy, "Tensordot", a => a.Rows("axes") is [var left, var right]
            ? Ops.Tensordot(a.Tensor(0, "x1"), a.Tensor(1, "x2"), left, right)
            : Ops.Tensordot(a.Tensor(0, "x1"), a.Tensor(1, "x2"), a.Number("axes", 2)));
        Any(Numpy, "Select", Select);
    }

    private static void AddComposedReductions()
    {
        Fold(Numpy, "Nanmax", (x, axes, keep) => Nan(x, Ops.Max(WithoutNan(x, double.NegativeInfinity), axes, keep), axes, keep));
        Fold(Numpy, "Nanmean", NanMean);
        Fold(Numpy, "Nanmin", (x, axes, keep) => Nan(x, Ops.Min(WithoutNan(x, double.PositiveInfinity), axes, keep), axes, keep));
        Fold(Numpy, "Nanprod", (x, axes, keep) => Ops.Prod(WithoutNan(x, 1), axes, keep));
        Fold(Numpy, "Nanstd", (x, axes, keep) => Ops.Sqrt(NanVariance(x, axes, keep)));
        Fold(Numpy, "Nansum", (x, axes, keep) => Ops.Sum(WithoutNan(x, 0), axes, keep));
        Fold(Numpy, "Nanvar", NanVariance);
        Fold(Numpy, "Ptp", (x, axes, keep) => Ops.Max(x, axes, keep) - Ops.Min(x, axes, keep));
        Any(Numpy, "Average", Average);
        Any(Numpy, "Trace", a => Ops.Sum(Ops.Diagonal(a.Tensor(0), a.Number("offset", 0), a.Number("axis1", 0), a.Number("axis2", 1)), -1));
        Any(Linear, "Norm", a => Norm(Ops.AsFloat(a.Tensor(0)), a.Config.Json["ord"], a.Axes(), a.KeepDims));
        Any(Neural, "Moments", a => Tensors.List([Ops.Mean(a.Tensor(0), a.Axes("axes"), a.KeepDims), Ops.Variance(a.Tensor(0), a.Axes("axes"), a.KeepDims)]));
        Any(Neural, "Normalize", a => Normalize(Ops.AsFloat(a.Tensor(0)), a.Axes() ?? [-1], a.Number("order", 2), a.Config.Get<double?>("epsilon", null) ?? 1e-7));
    }

    private static void AddComposedShapes()
    {
        Any(Numpy, "Append", a => a.Axis is { } axis ? Ops.Concatenate([a.Tensor(0, "x1"), a.Tensor(1, "x2")], axis)
            : Ops.Concatenate([Flat(a.Tensor(0, "x1")), Flat(a.Tensor(1, "x2"))], 0));
        Any(Numpy, "ArraySplit", a => ArraySplit(a, a.Axis ?? 0));
        Any(Numpy, "Diff", Diff);
        Any(Numpy, "Digitize", a => Ops.SearchSorted(a.Tensor(1, "bins"), a.Tensor(0), SearchSide.Right));
        Any(Numpy, "Dsplit", a => Split(a, 2));
        Any(Numpy, "Fliplr", a => Ops.Flip(a.Tensor(0), [1]));
        Any(Numpy, "Flipud", a => Ops.Flip(a.Tensor(0), [0]));
        Any(Numpy, "FullLike", a => Ops.ZerosLike(a.Tensor(0)).Cast(a.Type ?? a.Tensor(0).DType) + a.Tensor(1, "fill_value").Cast(a.Type ?? a.Tensor(0).DType));
        Any(Numpy, "Hsplit", a => Split(a, a.Tensor(0).Rank == 1 ? 0 : 1));
        Any(Numpy, "Hstack", a => Ops.Concatenate(a.List(0, "xs"), a.List(0, "xs")[0].Rank == 1 ? 0 : 1));
        Any(Numpy, "Moveaxis", a => MoveAxis(a.Tensor(0), a.Numbers("source"), a.Numbers("destination")));
        Any(Numpy, "Ravel", a => Flat(a.Tensor(0)));
        Any(Numpy, "Roll", a => Roll(a.Tensor(0), a.Numbers("shift"), a.Axes()));
        Any(Numpy, "Rot90", a => Rot90(a.Tensor(0, "array"), a.Number("k", 1), a.Axes("axes") ?? [0, 1]));
        Any(Numpy, "Vsplit", a => Split(a, 0));
        Any(Numpy, "Vstack", a => Ops.Concatenate([.. a.List(0, "xs").Select(x => x.Rank == 1 ? Ops.ExpandDims(x, 0) : x)], 0));
        Any(Neural, "MultiHot", a => Ops.Max(Ops.OneHot(a.Tensor(0, "inputs"), a.Number("num_classes", 0), a.Number("axis", -1), a.Type ?? DType.Float32),
            a.Tensor(0, "inputs").Rank > 1 ? 1 : 0));
    }

    private static Tensor Flat(Tensor x) => Ops.Reshape(x, [Dim.Unknown]);

    private static Tensor Trunc(Tensor x) => x.DType.IsFloat() ? Ops.Sign(x) * Ops.Floor(Ops.Abs(x)) : x;

    /// <summary>A number in place of each NaN; whole numbers have none, and stay whole.</summary>
    private static Tensor WithoutNan(Tensor x, double number) => x.DType.IsFloat() ? Ops.Where(Ops.IsNan(x), number, x) : x;

    /// <summary>x − y, and 0 of two equal infinities.</summary>
    private static Tensor Difference(Tensor x, Tensor y) => Ops.Where(Ops.Equal(x, y), 0.0, x - y);

    private static Tensor NanToNum(Tensor x, double nan, double? above, double? below)
    {
        if (!x.DType.IsFloat()) return x;
        double greatest = x.DType switch { DType.Float64 => double.MaxValue, DType.Float16 => 65504, DType.BFloat16 => 3.3895313892515355e38, _ => float.MaxValue };
        Tensor finite = WithoutNan(x, nan);
        return Ops.Where(Ops.IsInf(finite), Ops.Where(finite > 0, above ?? greatest, below ?? -greatest), finite);
    }

    private static Tensor IsClose(Tensor x, Tensor y, double relative, double absolute, bool equalNan)
    {
        Tensor close = Ops.LogicalOr(Ops.Equal(x, y), Ops.LogicalAnd(Ops.IsFinite(y), Ops.Abs(x - y) <= absolute + relative * Ops.Abs(y)));
        return equalNan ? Ops.LogicalOr(close, Ops.LogicalAnd(Ops.IsNan(x), Ops.IsNan(y))) : close;
    }

    private static Tensors Select(OpArguments a)
    {
        Tensor chosen = a.At(2, "default") is null ? 0 : a.Tensor(2, "default");
        foreach ((Tensor condition, Tensor choice) in a.List(0, "condlist").Zip(a.List(1, "choicelist")).Reverse()) chosen = Ops.Where(condition, choice, chosen);
        return chosen;
    }

    /// <summary>NaN where all is NaN.</summary>
    private static Tensor Nan(Tensor x, Tensor result, int[]? axes, bool keep) =>
        x.DType.IsFloat() ? Ops.Where(Ops.All(Ops.IsNan(x), axes, keep), double.NaN, result) : result;

    private static Tensor NanMean(Tensor x, int[]? axes, bool keep) =>
        Ops.Sum(WithoutNan(x, 0), axes, keep) / Ops.Sum(Ops.LogicalNot(Ops.IsNan(x)).Cast(DType.Float32), axes, keep);

    private static Tensor NanVariance(Tensor x, int[]? axes, bool keep) => NanMean(Ops.Square(x - NanMean(x, axes, true)), axes, keep);

    private static Tensors Average(OpArguments a)
    {
        Tensor x = Ops.AsFloat(a.Tensor(0));
        if (a.At(1, "weights") is null) return Ops.Mean(x, a.Axes());
        Tensor weights = Ops.AsFloat(a.Tensor(1, "weights"));
        if (weights.Rank == 1 && x.Rank > 1 && a.Axis is { } axis)
            weights = Ops.Reshape(weights, new Shape(Enumerable.Range(0, x.Rank).Select(i => i == Axis.Of(axis, x.Rank, "Average") ? weights.Shape[0] : 1)));
        return Ops.Sum(x * weights, a.Axes()) / Ops.Sum(Ops.ZerosLike(x) + weights, a.Axes());
    }

    private static Tensor Norm(Tensor x, JsonNode? order, int[]? axes, bool keep)
    {
        string name = order?.ToString() ?? "2";
        bool isOfMatrices = order is not null && (axes?.Length ?? x.Rank) > 1;
        if (isOfMatrices && name != "fro")
            throw new ArgumentException($"Norm expects the order 'fro' or none over two axes. Received {name}, which Heed does not have. Compute it in a layer of your own.");
        return name switch
        {
            "fro" or "2" => Ops.Sqrt(Ops.Sum(Ops.Square(x), axes, keep)),
            "1" => Ops.Sum(Ops.Abs(x), axes, keep),
            "inf" or "Infinity" => Ops.Max(Ops.Abs(x), axes, keep),
            "-inf" or "-Infinity" => Ops.Min(Ops.Abs(x), axes, keep),
            "0" => Ops.Sum(Ops.NotEqual(x, 0).Cast(x.DType), axes, keep),
            _ when order is JsonValue number && PythonNumber.Read(number) is var power => Ops.Power(Ops.Sum(Ops.Power(Ops.Abs(x), power), axes, keep), 1 / power),
            _ => throw new ArgumentException($"Norm expects a number or 'fro' as order. Received {name}."),
        };
    }

    private static Tensor Normalize(Tensor x, int[] axes, int order, double epsilon) => order == 2
        ? x * Ops.Minimum(Ops.Rsqrt(Ops.Sum(Ops.Square(x), axes, keepDims: true)), 1 / epsilon)
        : x / Ops.Maximum(Norm(x, order, axes, keep: true), epsilon);

    private static Tensors ArraySplit(OpArguments a, int axis)
    {
        if (a.Config.Json["indices_or_sections"] is JsonArray) return Split(a, axis);
        Tensor x = a.Tensor(0);
        int length = x.Shape[Axis.Of(axis, x.Rank, "ArraySplit")].Value, sections = a.Count("indices_or_sections", 1);
        if (sections == 0) throw new ArgumentException("ArraySplit expects at least 1 as 'indices_or_sections'. Received 0.");
        return Ops.Split(x, [.. Enumerable.Range(1, sections - 1).Select(i => i * (length / sections) + Math.Min(i, length % sections))], axis);
    }

    private static Tensors Diff(OpArguments a)
    {
        Tensor x = a.Tensor(0, "a");
        int axis = Axis.Of(a.Axis ?? -1, x.Rank, "Diff");
        TensorIndex[] Along(TensorIndex index) => [.. Enumerable.Range(0, x.Rank).Select(i => i == axis ? index : TensorIndex.Slice(null, null))];
        for (int i = a.Count("n", 1); i > 0; i--) x = Ops.Slice(x, Along(TensorIndex.Slice(1, null))) - Ops.Slice(x, Along(TensorIndex.Slice(null, -1)));
        return x;
    }

    private static Tensor MoveAxis(Tensor x, int[] from, int[] to)
    {
        if (from.Length != to.Length) throw new ArgumentException($"Moveaxis expects as many axes in 'source' as in 'destination'. Received {from.Length} and {to.Length}.");
        from = Array.ConvertAll(from, axis => Axis.Of(axis, x.Rank, "Moveaxis"));
        to = Array.ConvertAll(to, axis => Axis.Of(axis, x.Rank, "Moveaxis"));
        var order = Enumerable.Range(0, x.Rank).Except(from).ToList();
        foreach ((int target, int source) in to.Zip(from).OrderBy(pair => pair.First)) order.Insert(target, source);
        return Ops.Transpose(x, [.. order]);
    }

    private static Tensor Roll(Tensor x, int[] shifts, int[]? axes)
    {
        if (axes is null) return Ops.Reshape(Roll(Flat(x), [shifts.Sum()], [0]), x.Shape);
        if (shifts.Length != 1 && shifts.Length != axes.Length) throw new ArgumentException($"Roll expects one shift, or one for each axis. Received {shifts.Length} for {axes.Length} axes.");
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = Axis.Of(axes[i], x.Rank, "Roll");
            if (!x.Shape[axis].IsKnown) continue;       // of a symbolic tensor only the shape matters, which stays
            int length = x.Shape[axis].Value, shift = length == 0 ? 0 : ((shifts[shifts.Length == 1 ? 0 : i] % length) + length) % length;
            if (shift != 0) x = Ops.Concatenate([.. Ops.Split(x, [length - shift], axis).Reverse()], axis);
        }
        return x;
    }

    private static Tensor Rot90(Tensor x, int times, int[] axes) => (((times % 4) + 4) % 4) switch
    {
        _ when axes.Length != 2 => throw new ArgumentException($"Rot90 expects two axes. Received {axes.Length}."),
        0 => x,
        1 => Ops.SwapAxes(Ops.Flip(x, [axes[1]]), axes[0], axes[1]),
        2 => Ops.Flip(x, axes),
        _ => Ops.Flip(Ops.SwapAxes(x, axes[0], axes[1]), [axes[1]]),
    };
}
