using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed;

public static partial class KerasRegistry
{
    /// <summary>Initializers, regularizers and constraints: a line each, with the short names that Keras knows.</summary>
    static partial void RegisterWeights()
    {
        AddInitializer("Constant", Constant.FromConfig);
        AddInitializer("GlorotNormal", (seed, inputAxes, outputAxes) => new GlorotNormal(seed, inputAxes, outputAxes));
        AddInitializer("GlorotUniform", (seed, inputAxes, outputAxes) => new GlorotUniform(seed, inputAxes, outputAxes));
        AddInitializer("HeNormal", (seed, inputAxes, outputAxes) => new HeNormal(seed, inputAxes, outputAxes));
        AddInitializer("HeUniform", (seed, inputAxes, outputAxes) => new HeUniform(seed, inputAxes, outputAxes));
        AddInitializer("Identity", Identity.FromConfig, "IdentityInitializer");
        AddInitializer("LecunNormal", (seed, inputAxes, outputAxes) => new LecunNormal(seed, inputAxes, outputAxes));
        AddInitializer("LecunUniform", (seed, inputAxes, outputAxes) => new LecunUniform(seed, inputAxes, outputAxes));
        AddInitializer("Ones", _ => new Ones(), "one");
        AddInitializer("Orthogonal", Orthogonal.FromConfig, "OrthogonalInitializer");
        AddInitializer("RandomNormal", RandomNormal.FromConfig, "normal");
        AddInitializer("RandomUniform", RandomUniform.FromConfig, "uniform");
        AddInitializer("STFT", STFT.FromConfig, "STFTInitializer");
        AddInitializer("TruncatedNormal", TruncatedNormal.FromConfig);
        AddInitializer("VarianceScaling", VarianceScaling.FromConfig);
        AddInitializer("Zeros", _ => new Zeros(), "zero");

        AddRegularizer("L1", L1.FromConfig);
        AddRegularizer("L1L2", L1L2.FromConfig, "l1_l2");
        AddRegularizer("L2", L2.FromConfig);
        AddRegularizer("OrthogonalRegularizer", OrthogonalRegularizer.FromConfig);

        AddConstraint("Constraint", _ => new Constraint());
        AddConstraint("MaxNorm", MaxNorm.FromConfig);
        AddConstraint("MinMaxNorm", MinMaxNorm.FromConfig);
        AddConstraint("NonNeg", _ => new NonNeg());
        AddConstraint("UnitNorm", UnitNorm.FromConfig);

        Register("SeedGenerator", config => new SeedGenerator(config.Get<int?>("seed", null)));
    }

    private static void AddInitializer(string name, Func<Config, Initializer> factory, params string[] others) => AddNamed(name, factory, others);

    /// <summary>One of the initializers that fix scale, mode and distribution.</summary>
    private static void AddInitializer(string name, Func<RandomSeed?, int[]?, int[]?, VarianceScaling> make) => AddNamed<Initializer>(name,
        config => make(RandomSeed.FromConfig(config), config.Get<int[]?>("input_axes", null), config.Get<int[]?>("output_axes", null)), []);

    private static void AddRegularizer(string name, Func<Config, Regularizer> factory, params string[] others) => AddNamed(name, factory, others);

    private static void AddConstraint(string name, Func<Config, Constraint> factory, params string[] others) => AddNamed(name, factory, others);

    /// <summary>A class under its own name, its snake_case name and further ones.</summary>
    private static void AddNamed<T>(string name, Func<Config, T> factory, string[] others) where T : class, IKerasObject
    {
        foreach (string key in (string[])[name, Snake.Case(name), .. others]) Register(key, factory);
    }
}
