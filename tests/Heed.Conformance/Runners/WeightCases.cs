using System.Text.Json;
using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Conformance;

/// <summary>initializers/, regularizers/ and constraints/: one call.</summary>
internal static class WeightCases
{
    public static void RunInitializer(Case item, Check check)
    {
        var initializer = Support.Make<Initializer>(item.Required("object"));
        JsonElement call = item.Required("kwargs");
        JsonElement shape = call.TryGetProperty("shape", out JsonElement named) ? named : item.Required("args")[0];
        DType dtype = call.TryGetProperty("dtype", out JsonElement type) && type.GetString() is { } name ? DTypes.Parse(name) : DType.Float32;
        Tensor received = initializer.Create(CaseValue.ToShape(shape), dtype);
        if (item.Flag("stochastic"))
        {
            JsonElement expected = item.Required("output_shapes")[0];
            check.Equal("shape and type", new TensorSpec(CaseValue.ToShape(expected[1]), DTypes.Parse(expected[0].GetString()!)), received.Spec);
        }
        else
        {
            check.Close("value", CaseValue.ToTensor(item.Required("outputs"), item.Tensors), received, new(dtype));
        }
    }

    public static void RunRegularizer(Case item, Check check)
    {
        var regularizer = Support.Make<Regularizer>(item.Required("object"));
        Tensor x = CaseValue.ToTensor(item.Required("args")[0], item.Tensors);
        check.Close("penalty", CaseValue.ToTensor(item.Required("outputs"), item.Tensors), regularizer.Penalty(x), new(x.DType));
    }

    public static void RunConstraint(Case item, Check check)
    {
        var constraint = Support.Make<Constraint>(item.Required("object"));
        Tensor weight = CaseValue.ToTensor(item.Required("args")[0], item.Tensors);
        Tensor expected = CaseValue.ToTensor(item.Required("outputs"), item.Tensors);
        check.Close("projection", expected, constraint.Project(weight).Cast(expected.DType), new(expected.DType));     // JAX and PyTorch narrow some float64 arrays
    }
}
