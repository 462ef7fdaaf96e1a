using System.Reflection;
using static Heed.Ops;

namespace Heed.Tests;

/// <summary>What every op must do, tested on all samples of <see cref="OpSamples"/>; none may lack one.</summary>
public sealed class OpContractTests
{
    public static TheoryData<string> Names => [.. OpSamples.Table.Select(sample => sample.Name)];

    [Fact]
    public void Every_public_op_has_a_sample() => AssertNone(
        "no sample in tests/Heed.Tests/Contracts/OpSamples.*.cs has the name of",
        typeof(Heed.Ops).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(Tensor) || method.ReturnType == typeof(Tensor[]) || method.ReturnType == typeof(Tensors))
            .Select(method => method.Name)
            .Except(OpSamples.Table.Select(sample => sample.Method)));

    [Fact]
    public void Every_op_class_is_reached_by_a_sample() => AssertNone(
        "no sample applies",
        OpClasses().Except(OpSamples.Table.SelectMany(sample => sample.Cases.Select(inputs => sample.Function(Symbolic(inputs)))).SelectMany(OpsBehind)));

    [Theory, MemberData(nameof(Names))]
    public void Symbolic_result_has_shape_and_type_of_the_computed_one(string name) => ForEachCase(name, (sample, inputs) =>
        Assert.Equal(sample.Function(inputs).Spec, sample.Function(Symbolic(inputs)).Spec));

    [Theory, MemberData(nameof(Names))]
    public void Batch_may_be_unknown(string name) => ForEachCase(name, (sample, inputs) =>
    {
        if (!sample.AllowsUnknownBatch || inputs.Length == 0) return;
        int rank = inputs.Max(input => input.Rank);
        Tensor[] unknown = [.. inputs.Select(input => input.Rank == rank && rank > 0 && !input.Shape[0].Equals(1)
            ? Tensor.Symbolic(input.Shape.With(0, Dim.Unknown), input.DType)
            : Tensor.Symbolic(input.Shape, input.DType))];
        TensorSpec expected = sample.Function(inputs).Spec, actual = sample.Function(unknown).Spec;
        Assert.True(actual.DType == expected.DType && actual.Shape.IsCompatibleWith(expected.Shape), $"{actual} with an unknown batch, {expected} computed");
    });

    [Theory, MemberData(nameof(Names))]
    public void Gradient_agrees_with_finite_differences(string name) => ForEachCase(name, (sample, inputs) =>
    {
        if (sample.Function(inputs).DType.IsFloat()) GradientCheck.Run(sample.Function, inputs);
    });

    [Theory, MemberData(nameof(Names))]
    public void Second_gradient_agrees_with_finite_differences(string name) => ForEachCase(name, (sample, inputs) =>
    {
        if (sample.HasSecondGradient && sample.Function(inputs).DType.IsFloat())
            GradientCheck.Run(GradientCheck.Slope(sample.Function), inputs, tolerance: 1e-5);
    });

    [Theory, MemberData(nameof(Names))]
    public void Fused_gradient_equals_the_plain_one(string name) => ForEachCase(name, (sample, inputs) =>
    {
        Tensor y = sample.Function(inputs);
        if (!y.DType.IsFloat()) return;
        Tensor weights = GradientCheck.Random(y.Shape, new Random(3));
        foreach ((DType type, double tolerance) in new[] { (DType.Float64, 1e-11), (DType.Float32, 1e-4) })
        {
            Tensor[] typed = CastFloats(inputs, type);
            Tensor?[] fused = GradientCheck.Gradients(sample.Function, typed, weights);
            using var outer = new Tape();     // while any tape records, ops use their plain gradient
            Tensor?[] plain = GradientCheck.Gradients(sample.Function, typed, weights);
            for (int i = 0; i < inputs.Length; i++) AssertClose(plain[i], fused[i], tolerance, $"gradient by input {i} in {type}");
        }
    });

    [Theory, MemberData(nameof(Names))]
    public void Narrow_types_come_close_to_float64(string name) => ForEachCase(name, (sample, inputs) =>
    {
        if (!sample.HasNarrowTypes) return;
        foreach ((DType type, double tolerance) in new[] { (DType.Float32, 1e-5), (DType.Float16, 1e-2), (DType.BFloat16, 6e-2) })
        {
            Tensor[] narrow = CastFloats(inputs, type), wide = CastFloats(narrow, DType.Float64);
            Tensor expected = sample.Function(wide), actual = sample.Function(narrow);
            AssertClose(expected, actual, tolerance, $"result in {type}");
            if (expected.DType != DType.Float64 || Array.TrueForAll(inputs, input => input.DType != DType.Float64)) continue;

            Assert.Equal(type, actual.DType);
            Tensor weights = GradientCheck.Random(expected.Shape, new Random(5));
            Tensor?[] slopes = GradientCheck.Gradients(sample.Function, wide, weights), narrowSlopes = GradientCheck.Gradients(sample.Function, narrow, weights);
            for (int i = 0; i < inputs.Length; i++) AssertClose(slopes[i], narrowSlopes[i], 4 * tolerance, $"gradient by input {i} in {type}");
        }
    });

    private static void ForEachCase(string name, Action<OpSample, Tensor[]> check)
    {
        OpSample sample = OpSamples.Table.Single(sample => sample.Name == name);
        foreach (Tensor[] inputs in sample.Cases) check(sample, inputs);
    }

    private static Tensor[] Symbolic(Tensor[] inputs) => Array.ConvertAll(inputs, input => Tensor.Symbolic(input.Shape, input.DType));

    private static Tensor[] CastFloats(Tensor[] inputs, DType type) => Array.ConvertAll(inputs, input => input.DType.IsFloat() ? input.Cast(type) : input);

    /// <summary>The largest error over the largest expected magnitude (at least 1); two absent gradients agree, and an absent one is 0.</summary>
    private static void AssertClose(Tensor? expected, Tensor? actual, double tolerance, string what)
    {
        if (expected is null && actual is null) return;
        Assert.Equal((expected ?? actual)!.Shape, (actual ?? expected)!.Shape);
        if (expected?.DType == DType.String)
        {
            Assert.Equal(expected.ToArray<string>(), actual!.ToArray<string>());
            return;
        }
        double[] Values(Tensor? x) => (x ?? ZerosLike((expected ?? actual)!)).Cast(DType.Float64).ToArray<double>();
        double[] a = Values(expected), b = Values(actual);
        double scale = a.Select(Math.Abs).Where(double.IsFinite).Append(1).Max();
        for (int i = 0; i < a.Length; i++)
            Assert.True(a[i].Equals(b[i]) || Math.Abs(a[i] - b[i]) <= tolerance * scale, $"{what}: element {i} is {b[i]:R}, not {a[i]:R}");
    }

    /// <summary>The names of all op classes; of generic ones, of the formulas (structs called …Op) that fit their type parameter.</summary>
    private static IEnumerable<string> OpClasses()
    {
        Type[] types = typeof(Op).Assembly.GetTypes();
        foreach (Type type in types.Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract))
        {
            if (!type.IsGenericTypeDefinition)
            {
                yield return Stem(type);
                continue;
            }
            Type[] constraints = [.. type.GetGenericArguments()[0].GetGenericParameterConstraints().Where(constraint => constraint.IsInterface)];
            foreach (Type formula in types.Where(x => x.IsValueType && x.Name.EndsWith("Op", StringComparison.Ordinal)))
                if (Array.TrueForAll(constraints, constraint => constraint.IsAssignableFrom(formula))) yield return Stem(formula);
        }
    }

    private static string Stem(Type type) => type.Name.EndsWith("Op", StringComparison.Ordinal) ? type.Name[..^2] : type.Name;

    private static IEnumerable<string> OpsBehind(Tensor result)
    {
        var seen = new HashSet<GraphNode>();
        var open = new Stack<Tensor>([result]);
        while (open.TryPop(out Tensor? tensor))
        {
            if (tensor.Node is not { } node || !seen.Add(node)) continue;
            if (node.Operation is Op op) yield return Stem(op.GetType() is { IsGenericType: true } type ? type.GetGenericArguments()[0] : op.GetType());
            foreach (Tensor input in node.Inputs) open.Push(input);
        }
    }

    private static void AssertNone(string complaint, IEnumerable<string> names)
    {
        string[] left = [.. names.Distinct().Order()];
        Assert.True(left.Length == 0, $"{complaint} {string.Join(", ", left)}");
    }
}
