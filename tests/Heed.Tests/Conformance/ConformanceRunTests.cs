using Heed.Conformance;
using Heed.Saving;

namespace Heed.Tests;

/// <summary>The runner on a small folder of its own: it must tell right from wrong.</summary>
public sealed class ConformanceRunTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("heed-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Right_wrong_and_unknown_answers_are_told_apart()
    {
        AddActivation("activations", "sigmoid", 0.5f, 0.25f);
        Assert.Equal(Outcome.Passed, RunOne().Outcome);

        AddActivation("activations", "sigmoid", 0.51f, 0.25f);
        Result wrong = RunOne();
        Assert.Equal(Outcome.Failed, wrong.Outcome);
        Assert.StartsWith("y[0]: expected 0.50999", wrong.Message);
        Assert.Equal(50, wrong.Error, tolerance: 0.1);

        AddActivation("activations", "sigmoid", 0.5f, 0.2f);
        Assert.StartsWith("dx[0]", RunOne().Message);

        AddActivation("activations", "nonsense", 0.5f, 0.25f);
        Assert.Equal(Outcome.Unsupported, RunOne().Outcome);
    }

    [Fact]
    public void A_kind_of_case_that_nobody_runs_is_unsupported()
    {
        AddActivation("telepathy", "sigmoid", 0.5f, 0.25f);
        Assert.Equal(Outcome.Unsupported, RunOne().Outcome);
    }

    [Fact]
    public void A_case_without_its_tensors_fails()
    {
        AddActivation("activations", "sigmoid", 0.5f, 0.25f);
        File.Delete(Path.Combine(_root, "activations/activations.safetensors"));
        Assert.Equal(Outcome.Failed, RunOne().Outcome);
    }

    private Result RunOne() => ConformanceRun.Run(Assert.Single(ReferenceFolder.Read(_root)));

    private void AddActivation(string folder, string name, float y, float dx)
    {
        Directory.CreateDirectory(Path.Combine(_root, folder));
        File.WriteAllText(Path.Combine(_root, folder, "activations.json"), $$"""[{"activation": "{{name}}", "x": "x", "columns": null, "y": "y", "dx": "dx"}]""");
        float first = (float)Math.Cos(0.25);    // the weight of element 0
        Safetensors.Save(Path.Combine(_root, folder, "activations.safetensors"), new Dictionary<string, Tensor>
        {
            ["x"] = Tensor.From([0f], [1]),
            ["y"] = Tensor.From([y], [1]),
            ["dx"] = Tensor.From([dx * first], [1]),
        });
    }
}
