using Heed.Layers;

namespace Heed.Tests.Layers;

public class AdditiveAttentionTests
{
    private static readonly Tensor Query = Waves.Of([2, 3, 4]), Value = Waves.Of([2, 5, 4], 1);

    [Fact]
    public void Scale_weighs_each_feature()
    {
        var layer = new AdditiveAttention { DType = DType.Float64 };
        layer.BuildFor([2, 3, 4], [2, 5, 4]);
        layer.SetWeights([new double[] { 0, 0, 3, 0 }]);
        Tensor third = Heed.Ops.Tanh(Query[.., .., 2..3] + Heed.Ops.SwapAxes(Value[.., .., 2..3], 1, 2)) * 3;
        Waves.AssertClose(Heed.Ops.Softmax(third), layer.ApplyWithScores([Query, Value]).Scores);
    }

    [Fact]
    public void Without_scale_it_is_concat_scoring()
    {
        var concat = new Attention(scoreMode: ScoreMode.Concat) { DType = DType.Float64 };
        var additive = new AdditiveAttention(useScale: false) { DType = DType.Float64 };
        Waves.AssertClose(concat.Apply([Query, Value], useCausalMask: true), additive.Apply([Query, Value], useCausalMask: true));
        Assert.Empty(additive.Weights);
    }

    [Fact]
    public void Config_has_no_score_mode() =>
        Assert.Equal(["name", "trainable", "dtype", "use_scale", "dropout", "seed"], new AdditiveAttention().GetConfig().Json.Select(pair => pair.Key));
}
