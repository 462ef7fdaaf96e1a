using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>A long short-term memory over sequences of volumes, whose products are convolutions.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, T, D, H, W, C), or (B, T, C, D, H, W) with channels first.</para>
/// <para><b>Output</b>  (B, D, H, W, filters) with the lengths that the convolution leaves; formula, states and masks as in <see cref="ConvLSTM"/>.</para>
/// <para>It has more than seven arguments because they are Keras's.</para>
/// <para><b>Source</b>  keras/src/layers/rnn/conv_lstm3d.py.</para>
/// </remarks>
public sealed class ConvLSTM3D : ConvLSTM
{
    /// <summary>Makes the layer.</summary>
    /// <param name="filters">Channels of the output and of both states, at least 1.</param>
    /// <param name="kernelSize">The kernel's length along every axis, at least 1; that of the state's weights too.</param>
    /// <param name="strides">Inputs from one output to the next; <see langword="null"/>: 1. Above 1 only without dilation.</param>
    /// <param name="padding">What lies around the input, Valid or Same; the state is always padded so that it keeps its lengths.</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="dilationRate">Inputs from one tap of the kernel to the next; <see langword="null"/>: 1.</param>
    /// <param name="activation">Applied to the candidate and to the new cell state; <see langword="null"/>: tanh.</param>
    /// <param name="recurrentActivation">Applied to the gates; <see langword="null"/>: sigmoid.</param>
    /// <param name="useBias">Learn a bias?</param>
    /// <param name="kernelInitializer">First values of the input's weights; <see langword="null"/>: Glorot's uniform numbers.</param>
    /// <param name="recurrentInitializer">First values of the state's weights; <see langword="null"/>: orthogonal matrices.</param>
    /// <param name="biasInitializer">First values of the bias; <see langword="null"/>: zeros.</param>
    /// <param name="unitForgetBias">Does the bias of the forget gate start at 1, whatever <paramref name="biasInitializer"/> says?</param>
    /// <param name="kernelRegularizer">Penalty on the input's weights.</param>
    /// <param name="recurrentRegularizer">Penalty on the state's weights.</param>
    /// <param name="biasRegularizer">Penalty on the bias.</param>
    /// <param name="activityRegularizer">Penalty on the outputs.</param>
    /// <param name="kernelConstraint">Projection of the input's weights after a training step.</param>
    /// <param name="recurrentConstraint">Projection of the state's weights after a training step.</param>
    /// <param name="biasConstraint">Projection of the bias after a training step.</param>
    /// <param name="dropout">Fraction of the inputs set to 0 while training, in [0, 1]; the same ones at every step, others for each gate.</param>
    /// <param name="recurrentDropout">Fraction of the hidden state set to 0 while training, in [0, 1]; the same ones at every step, others for each gate.</param>
    /// <param name="seed">Makes dropout repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="returnSequences">Give the output of every step, not only of the last?</param>
    /// <param name="returnState">Give the last hidden and cell state too?</param>
    /// <param name="goBackwards">Start at the last step? All outputs then come in reversed order.</param>
    /// <param name="stateful">Start each batch from the states that the last batch left? The batch size must be known and stay the same.</param>
    /// <param name="unroll">As in <see cref="RNN"/>; it changes no result.</param>
    /// <param name="zeroOutputForMask">Are outputs of masked steps zeros, rather than the output before?</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or both strides and dilation are above 1.</exception>
    public ConvLSTM3D(
        int filters, Lengths kernelSize, Lengths? strides = null, Padding padding = Padding.Valid, DataFormat? dataFormat = null, Lengths? dilationRate = null,
        ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null, bool useBias = true,
        Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null, bool unitForgetBias = true,
        Regularizer? kernelRegularizer = null, Regularizer? recurrentRegularizer = null, Regularizer? biasRegularizer = null, Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null, Constraint? recurrentConstraint = null, Constraint? biasConstraint = null,
        double dropout = 0.0, double recurrentDropout = 0.0, int? seed = null, bool returnSequences = false, bool returnState = false,
        bool goBackwards = false, bool stateful = false, bool unroll = false, bool zeroOutputForMask = false, string? name = null)
        : base(new ConvLSTMCell(3, filters, kernelSize, strides, padding, dataFormat, dilationRate, activation, recurrentActivation, useBias,
                                kernelInitializer, recurrentInitializer, biasInitializer, unitForgetBias, kernelRegularizer, recurrentRegularizer, biasRegularizer,
                                kernelConstraint, recurrentConstraint, biasConstraint, dropout, recurrentDropout, seed, CellName),
               returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask, name) => ActivityRegularizer = activityRegularizer;

    private ConvLSTM3D(Config config) : base(3, config) { }

    internal static new ConvLSTM3D FromConfig(Config config) => new(config);
}
