using Heed.Callbacks;
using Heed.Layers;
using Heed.Optimizers;

namespace Heed;

public partial class Model
{
    private static readonly CallArguments Training = CallArguments.None.With("training", true), Predicting = CallArguments.None.With("training", false);

    /// <summary>The loss of a batch; override it for a loss of your own.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets.</param>
    /// <param name="yPred">What the model made of the inputs.</param>
    /// <param name="sampleWeight">Weights of the examples.</param>
    /// <param name="training">Is the model trained, rather than evaluated?</param>
    /// <returns>A scalar: the compiled losses, and whatever layers and regularizers add.</returns>
    /// <exception cref="ArgumentException">The targets do not fit, or there is no loss at all.</exception>
    protected virtual Tensor ComputeLoss(Tensors x, Tensors? y, Tensors yPred, Tensors? sampleWeight, bool training)
    {
        Tensor? total = null;
        if (_loss is not null)
        {
            if (y is null) throw new ArgumentException($"{this} expects targets for its loss. Received no y.");
            total = _loss.Compute(y, yPred, sampleWeight, NamesOf(yPred));
        }
        foreach (Tensor added in Losses)
        {
            Tensor loss = Ops.Sum(added).Cast(Heed.DType.Float32);
            total = total is null ? loss : total + loss;
        }
        return total ?? throw new ArgumentException($"{this} expects a loss. Received none: pass one to Compile, or let a layer call AddLoss.");
    }

    /// <summary>One step: the outputs and the loss, the gradients, the new weights, the metrics; override it for a step of your own.</summary>
    /// <remarks>
    /// An override opens a <see cref="Tape"/>, computes what it likes, calls <c>Optimizer.Apply</c>, updates metrics of its own (see <see cref="AddMetric"/>), and
    /// returns what <c>Fit</c> shows. All memory in between goes back to the pool when it returns; call <see cref="Tensor.Keep"/> on what is to last.
    /// Source: keras/src/trainers/trainer.py, <c>train_step</c>.
    /// </remarks>
    /// <param name="batch">Inputs, targets and weights.</param>
    /// <returns>Values by name. Those of the last batch stand for the epoch, unless their names are those of <see cref="Metrics"/>, whose results then do.</returns>
    protected virtual Logs TrainStep(Examples batch)
    {
        Optimizer optimizer = CompiledOptimizer;
        Tensors yPred;
        Tensor loss;
        IReadOnlyList<Variable> weights;
        Tensor?[] gradients;
        using (var tape = new Tape())
        {
            yPred = Invoke(batch.X, Training);
            loss = ComputeLoss(batch.X, batch.Y, yPred, batch.SampleWeight, training: true);
            weights = TrainableWeights;
            gradients = weights.Count == 0 ? [] : tape.Gradients(optimizer.ScaleLoss(loss), weights);
        }
        _lossTracker!.Update(loss, batch.Count);
        if (weights.Count > 0)
        {
            optimizer.Build(weights);
            optimizer.Apply(gradients, weights);
        }
        return ComputeMetrics(batch.X, batch.Y, yPred, batch.SampleWeight);
    }

    /// <summary>Measures a batch; override it to measure in a way of your own.</summary>
    /// <param name="batch">Inputs, targets and weights.</param>
    /// <returns>Values by name, as those of <see cref="TrainStep"/>.</returns>
    protected virtual Logs TestStep(Examples batch)
    {
        Tensors yPred = Invoke(batch.X, Predicting);
        _lossTracker!.Update(ComputeLoss(batch.X, batch.Y, yPred, batch.SampleWeight, training: false), batch.Count);
        return ComputeMetrics(batch.X, batch.Y, yPred, batch.SampleWeight);
    }

    /// <summary>Computes the outputs for a batch; override it to predict in a way of your own.</summary>
    /// <param name="batch">Inputs; targets and weights do not count.</param>
    /// <returns>The outputs.</returns>
    protected virtual Tensors PredictStep(Examples batch) => Invoke(batch.X, Predicting);

    /// <summary>Gathers a batch in the compiled metrics; override it to compute others.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets.</param>
    /// <param name="yPred">What the model made of the inputs.</param>
    /// <param name="sampleWeight">Weights of the examples.</param>
    /// <returns>The results of all metrics, over all batches since the last <see cref="ResetMetrics"/>.</returns>
    /// <exception cref="ArgumentException">The targets do not fit.</exception>
    protected virtual Logs ComputeMetrics(Tensors x, Tensors? y, Tensors yPred, Tensors? sampleWeight)
    {
        _metrics?.Update(y, yPred, sampleWeight, NamesOf(yPred));
        return Results();
    }

    /// <summary>Runs a step on a batch that is made inside it, so that its memory too goes back to the pool.</summary>
    private static Logs RunStep(Func<Examples, Logs> step, Func<Examples> next)
    {
        using var scope = new MemoryScope();
        return step(next());
    }

    /// <summary>Takes one step on a batch.</summary>
    /// <remarks>As in Keras metrics are reset before: the values are those of this batch alone.</remarks>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets.</param>
    /// <param name="sampleWeight">A weight for each example; <see langword="null"/>: all weigh 1.</param>
    /// <param name="classWeight">Weights by class number; not together with <paramref name="sampleWeight"/>.</param>
    /// <returns>Loss and metrics, by name and in Keras's order.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model or each other.</exception>
    public Logs TrainOnBatch(Tensors x, Tensors? y = null, Tensors? sampleWeight = null, IReadOnlyDictionary<int, double>? classWeight = null)
    {
        Examples batch = WithClassWeights(new(x, y, sampleWeight), classWeight);
        return OnBatch(batch, TrainStep);
    }

    /// <summary>Measures a batch.</summary>
    /// <remarks>As in Keras metrics are reset before: the values are those of this batch alone.</remarks>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets.</param>
    /// <param name="sampleWeight">A weight for each example; <see langword="null"/>: all weigh 1.</param>
    /// <returns>Loss and metrics, by name and in Keras's order.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model or each other.</exception>
    public Logs TestOnBatch(Tensors x, Tensors? y = null, Tensors? sampleWeight = null) => OnBatch(new(x, y, sampleWeight), TestStep);

    /// <summary>Predicts a batch as a whole; several threads may do so at once.</summary>
    /// <param name="x">The inputs.</param>
    /// <returns>The outputs, in the model's structure.</returns>
    public Tensors PredictOnBatch(Tensors x)
    {
        using var scope = new MemoryScope();
        Tensors outputs = PredictStep(new(x));
        foreach (Tensor output in outputs) output.Keep().Mask?.Keep();
        return outputs;
    }

    private Logs OnBatch(Examples batch, Func<Examples, Logs> step)
    {
        _ = CompiledOptimizer;
        Arrays.RequireOneLength(batch);
        ResetMetrics();
        return RunStep(step, () => batch);
    }

    /// <summary>The names of the outputs, by which losses and metrics are given and named.</summary>
    private IReadOnlyList<string>? NamesOf(Tensors yPred) => yPred.Names ?? (KnownGraph is null ? null : OutputNames);

    private Examples WithClassWeights(Examples data, IReadOnlyDictionary<int, double>? classWeight)
    {
        if (classWeight is null) return data;
        if (data.SampleWeight is not null) throw new ArgumentException($"{this} expects sampleWeight or classWeight. Received both.");
        if (data.Y is not { Count: 1 } y)
            throw new ArgumentException($"{this} expects one target where classWeight is given. Received {data.Y?.Count ?? 0}. Pass sampleWeight.");
        return data with { SampleWeight = Arrays.ClassWeights(y[0], classWeight) };
    }
}
