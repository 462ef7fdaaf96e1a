using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>What the cells of Keras have in common: weights for the input, weights for the state, a bias, and dropout before both products.</summary>
public abstract class WeightedCell : RnnCell
{
    /// <summary>Reads the settings; null stands for Keras's defaults.</summary>
    private protected WeightedCell(
        ActivationFunction activation, bool useBias, Initializer? kernelInitializer, Initializer? recurrentInitializer, Initializer? biasInitializer,
        Regularizer? kernelRegularizer, Regularizer? recurrentRegularizer, Regularizer? biasRegularizer,
        Constraint? kernelConstraint, Constraint? recurrentConstraint, Constraint? biasConstraint,
        double dropout, double recurrentDropout, int? seed, string? name) : base(name)
    {
        (Activation, UseBias, Seed) = (AddActivation(activation), useBias, seed);
        (KernelInitializer, RecurrentInitializer, BiasInitializer) = (kernelInitializer ?? "glorot_uniform", recurrentInitializer ?? "orthogonal", biasInitializer ?? "zeros");
        (KernelRegularizer, RecurrentRegularizer, BiasRegularizer) = (kernelRegularizer, recurrentRegularizer, biasRegularizer);
        (KernelConstraint, RecurrentConstraint, BiasConstraint) = (kernelConstraint, recurrentConstraint, biasConstraint);
        (Dropout, RecurrentDropout) = (Require.Fraction(dropout, this), Require.Fraction(recurrentDropout, this));
        Seeds = AddSeedGenerator(seed);
    }

    /// <summary>Applied to what becomes the state.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>Is a bias learned?</summary>
    public bool UseBias { get; }

    /// <summary>First values of the input's weights.</summary>
    public Initializer KernelInitializer { get; }

    /// <summary>First values of the state's weights.</summary>
    public Initializer RecurrentInitializer { get; }

    /// <summary>First values of the bias.</summary>
    public Initializer BiasInitializer { get; }

    /// <summary>Penalty on the input's weights.</summary>
    public Regularizer? KernelRegularizer { get; }

    /// <summary>Penalty on the state's weights.</summary>
    public Regularizer? RecurrentRegularizer { get; }

    /// <summary>Penalty on the bias.</summary>
    public Regularizer? BiasRegularizer { get; }

    /// <summary>Projection of the input's weights after a training step.</summary>
    public Constraint? KernelConstraint { get; }

    /// <summary>Projection of the state's weights after a training step.</summary>
    public Constraint? RecurrentConstraint { get; }

    /// <summary>Projection of the bias after a training step.</summary>
    public Constraint? BiasConstraint { get; }

    /// <summary>Fraction of the inputs set to 0 while training.</summary>
    public double Dropout { get; }

    /// <summary>Fraction of the hidden state set to 0 while training.</summary>
    public double RecurrentDropout { get; }

    /// <summary>The seed given; <see langword="null"/>: one was drawn.</summary>
    public int? Seed { get; }

    /// <summary>Always there, as in Keras.</summary>
    private protected SeedGenerator Seeds { get; }

    /// <summary>The input's weights, once the cell is built.</summary>
    private protected Variable? Kernel { get; private set; }

    /// <summary>The state's weights, once the cell is built.</summary>
    private protected Variable? RecurrentKernel { get; private set; }

    /// <summary>The bias, if there is one and the cell is built.</summary>
    private protected Tensor? Bias => _bias is null ? null : (Tensor)_bias;

    private Variable? _bias;

    /// <summary>Makes the weights; <paramref name="biasStart"/> goes before <see cref="BiasInitializer"/>.</summary>
    private protected void AddWeights(Shape kernel, Shape recurrentKernel, Shape bias, Initializer? biasStart = null)
    {
        Kernel = AddWeight("kernel", kernel, KernelInitializer, KernelRegularizer, KernelConstraint);
        RecurrentKernel = AddWeight("recurrent_kernel", recurrentKernel, RecurrentInitializer, RecurrentRegularizer, RecurrentConstraint);
        if (UseBias) _bias = AddWeight("bias", bias, biasStart ?? BiasInitializer, BiasRegularizer, BiasConstraint);
    }

    /// <summary>Adds whether there is a bias, and the initializers.</summary>
    private protected Config WithInitializers(Config config) => config.With("use_bias", UseBias)
        .With("kernel_initializer", KernelInitializer).With("recurrent_initializer", RecurrentInitializer).With("bias_initializer", BiasInitializer);

    /// <summary>Adds the regularizers, then what Keras writes there for the layer, then constraints and dropout.</summary>
    private protected Config WithRest(Config config, Func<Config, Config> afterRegularizers) => afterRegularizers(config
        .With("kernel_regularizer", KernelRegularizer).With("recurrent_regularizer", RecurrentRegularizer).With("bias_regularizer", BiasRegularizer))
        .With("kernel_constraint", KernelConstraint).With("recurrent_constraint", RecurrentConstraint).With("bias_constraint", BiasConstraint)
        .With("dropout", Dropout).With("recurrent_dropout", RecurrentDropout);
}
