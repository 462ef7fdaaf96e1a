using System.Text.Json.Nodes;

namespace Heed;

/// <summary>The ops that a functional model's config may hold, by their Keras class: a line each.</summary>
/// <remarks>Source: keras/src/ops/numpy.py, nn.py, math.py, core.py, image.py, linalg.py; keras/src/activations/activations.py.</remarks>
internal static partial class KerasOps
{
    private const string Numpy = "keras.src.ops.numpy", Neural = "keras.src.ops.nn", Mathematics = "keras.src.ops.math", Core = "keras.src.ops.core",
        Image = "keras.src.ops.image", Linear = "keras.src.ops.linalg", Activations = "keras.src.activations.activations";

    private const int LongestPiece = 1 << 18;       // of a signal: its window is made while the file is read

    private static readonly Dictionary<string, KerasFunction> Functions = [];

    static KerasOps()
    {
        AddArithmetic();
        AddFunctions();
        AddReductions();
        AddShapes();
        AddActivations();
        AddImages();
        AddColors();
        AddFourier();
        AddConvolutions();
        AddComposedFunctions();
        AddComposedPairs();
        AddComposedReductions();
        AddComposedShapes();
    }

    /// <summary>Is it a module whose classes are ops?</summary>
    public static bool IsModule(string? name) => name is Activations || name?.StartsWith("keras.src.ops", StringComparison.Ordinal) == true;

    /// <summary>The function of a class; <see langword="null"/>: Heed has none.</summary>
    public static KerasFunction? Find(string className) => Functions.GetValueOrDefault(className);

    /// <summary>All classes, in alphabetical order.</summary>
    public static IEnumerable<string> Names => Functions.Keys.Order(StringComparer.Ordinal);

    private static void AddArithmetic()
    {
        Two("Add", Ops.Add);
        Two("Arctan2", Ops.Arctan2);
        Two("Divide", Ops.Divide);
        Two("Dot", Ops.Dot);
        Two("Equal", Ops.Equal);
        Two("FloorDivide", Ops.FloorDivide);
        Two("Greater", Ops.Greater);
        Two("GreaterEqual", Ops.GreaterEqual);
        Two("Less", Ops.Less);
        Two("LessEqual", Ops.LessEqual);
        Two("LogicalAnd", Ops.LogicalAnd);
        Two("LogicalOr", Ops.LogicalOr);
        Two("LogicalXor", Ops.LogicalXor);
        Two("Matmul", (a, b) => Ops.MatMul(a, b));
        Two("Maximum", Ops.Maximum);
        Two("Minimum", Ops.Minimum);
        Two("Mod", Ops.Mod);
        Two("Multiply", Ops.Multiply);
        Two("NotEqual", Ops.NotEqual);
        Two("Outer", Ops.Outer);
        Two("Power", Ops.Power);
        Two("Subtract", Ops.Subtract);
        Two("TrueDivide", Ops.Divide);
        Any(Numpy, "Einsum", a => Ops.Einsum(a.Config.Require<string>("subscripts"), [.. a.Call.Tensors]));
        Any(Numpy, "Where", a => Ops.Where(a.Tensor(0, "condition"), a.Tensor(1, "x1"), a.Tensor(2, "x2")));
    }

    private static void AddFunctions()
    {
        One(Numpy, "Absolute", Ops.Abs);
        One(Numpy, "Arccos", Ops.Arccos);
        One(Numpy, "Arccosh", Ops.Arccosh);
        One(Numpy, "Arcsin", Ops.Arcsin);
        One(Numpy, "Arcsinh", Ops.Arcsinh);
        One(Numpy, "Arctan", Ops.Arctan);
        One(Numpy, "Arctanh", Ops.Arctanh);
        One(Numpy, "Ceil", Ops.Ceil);
        One(Numpy, "Cos", Ops.Cos);
        One(Numpy, "Cosh", Ops.Cosh);
        One(Numpy, "Exp", Ops.Exp);
        One(Numpy, "Expm1", Ops.Expm1);
        One(Numpy, "Floor", Ops.Floor);
        One(Numpy, "Isfinite", Ops.IsFinite);
        One(Numpy, "Isinf", Ops.IsInf);
        One(Numpy, "Isnan", Ops.IsNan);
        One(Numpy, "Log", Ops.Log);
        One(Numpy, "Log10", Ops.Log10);
        One(Numpy, "Log1p", Ops.Log1p);
        One(Numpy, "Log2", Ops.Log2);
        One(Numpy, "LogicalNot", Ops.LogicalNot);
        One(Numpy, "Negative", Ops.Negative);
        One(Numpy, "Reciprocal", Ops.Reciprocal);
        One(Numpy, "Sign", Ops.Sign);
        One(Numpy, "Sin", Ops.Sin);
        One(Numpy, "Sinh", Ops.Sinh);
        One(Numpy, "Sqrt", Ops.Sqrt);
        One(Numpy, "Square", Ops.Square);
        One(Numpy, "Tan", Ops.Tan);
        One(Numpy, "Tanh", Ops.Tanh);
        One(Mathematics, "Erf", Ops.Erf);
        One(Mathematics, "Erfinv", Ops.Erfinv);
        One(Mathematics, "Rsqrt", Ops.Rsqrt);
        Any(Numpy, "Clip", a => Ops.Clip(a.Tensor(0), a.Config.Require<double>("x_min"), a.Config.Require<double>("x_max")));
        Any(Numpy, "Round", a => Ops.Round(a.Tensor(0), a.Number("decimals", 0)));
        Any(Core, "Cast", a => a.Tensor(0).Cast(a.Config.Require<DType>("dtype")));
        Any(Numpy, "OnesLike", a => Ops.OnesLike(a.Tensor(0)).Cast(a.Type ?? a.Tensor(0).DType));
        Any(Numpy, "ZerosLike", a => Ops.ZerosLike(a.Tensor(0)).Cast(a.Type ?? a.Tensor(0).DType));
        Any(Core, "StopGradient", a => Ops.StopGradient(a.Tensor(0, "variable")));
    }

    private static void AddReductions()
    {
        Fold(Numpy, "All", Ops.All);
        Any(Numpy, "Amax", a => From(a, Ops.Max(a.Tensor(0), a.Axes(), a.KeepDims), Ops.Maximum));
        Any(Numpy, "Amin", a => From(a, Ops.Min(a.Tensor(0), a.Axes(), a.KeepDims), Ops.Minimum));
        Fold(Numpy, "Any", Ops.Any);
        Fold(Numpy, "CountNonzero", Ops.CountNonzero);
        Any(Numpy, "Max", a => From(a, Ops.Max(a.Tensor(0), a.Axes(), a.KeepDims), Ops.Maximum));
        Fold(Numpy, "Mean", Ops.Mean);
        Any(Numpy, "Min", a => From(a, Ops.Min(a.Tensor(0), a.Axes(), a.KeepDims), Ops.Minimum));
        Any(Numpy, "Prod", a => Ops.Prod(a.Typed(0), a.Axes(), a.KeepDims));
        Fold(Numpy, "Std", Ops.Std);
        Fold(Numpy, "Sum", Ops.Sum);
        Fold(Numpy, "Var", Ops.Variance);
        Fold(Mathematics, "Logsumexp", Ops.LogSumExp);
        Any(Numpy, "Argmax", a => Ops.ArgMax(a.Tensor(0), a.Axis, a.KeepDims));
        Any(Numpy, "Argmin", a => Ops.ArgMin(a.Tensor(0), a.Axis, a.KeepDims));
    }

    private static void AddShapes()
    {
        Any(Numpy, "Argsort", a => Ops.ArgSort(a.Tensor(0), a.Axis ?? -1));
        Any(Numpy, "BroadcastTo", a => Ops.BroadcastTo(a.Tensor(0), a.Shape("shape")));
        Any(Numpy, "Concatenate", a => Ops.Concatenate(a.List(0, "xs"), a.Axis ?? 0));
        Any(Numpy, "Cumprod", a => Ops.CumProd(a.Typed(0), a.Axis));
        Any(Numpy, "Cumsum", a => Ops.CumSum(a.Typed(0), a.Axis));
        Any(Numpy, "Diagonal", a => Ops.Diagonal(a.Tensor(0), a.Number("offset", 0), a.Number("axis1", 0), a.Number("axis2", 1)));
        Any(Numpy, "ExpandDims", a => Ops.ExpandDims(a.Tensor(0), a.Numbers()));
        Any(Numpy, "Flip", a => Ops.Flip(a.Tensor(0), a.Axes()));
        Any(Numpy, "GetItem", a => IndexJson.Apply(a.Tensor(0), a.At(1, "key")));
        Any(Numpy, "Repeat", a => Ops.Repeat(a.Tensor(0), a.Numbers("repeats"), a.Axis));
        Any(Numpy, "Reshape", a => Ops.Reshape(a.Tensor(0), a.Shape("newshape")));
        Any(Numpy, "Sort", a => Ops.Sort(a.Tensor(0), a.Axis ?? -1));
        Any(Numpy, "Pad", Pad);
        Any(Numpy, "SearchSorted", a => Ops.SearchSorted(a.Tensor(0, "sorted_sequence"), a.Tensor(1, "values"), a.Config.Get("side", SearchSide.Left)));
        Any(Core, "Slice", Slice);
        Any(Numpy, "Split", a => Split(a, a.Axis ?? 0));
        Any(Numpy, "Squeeze", a => Ops.Squeeze(a.Tensor(0), a.Axes()));
        Any(Numpy, "Stack", a => Ops.Stack(a.List(0, "x"), a.Axis ?? 0));
        Any(Numpy, "Swapaxes", a => Ops.SwapAxes(a.Tensor(0), a.Number("axis1", 0), a.Number("axis2", 1)));
        Any(Numpy, "Take", a => Ops.Take(a.Tensor(0), a.Tensor(1, "indices"), a.Axis));
        Any(Numpy, "TakeAlongAxis", a => Ops.TakeAlongAxis(a.Tensor(0), a.Tensor(1, "indices"), a.Axis));
        Any(Numpy, "Tile", a => Ops.Tile(a.Tensor(0), a.Numbers("repeats")));
        Any(Numpy, "Transpose", a => Ops.Transpose(a.Tensor(0), a.Axes("axes")));
        Any(Numpy, "Tril", a => Ops.Tril(a.Tensor(0), a.Number("k", 0)));
        Any(Numpy, "Triu", a => Ops.Triu(a.Tensor(0), a.Number("k", 0)));
        Any(Neural, "OneHot", a => Ops.OneHot(a.Tensor(0), a.Number("num_classes", 0), a.Number("axis", -1), a.Type ?? DType.Float32));
        Any(Mathematics, "InTopK", a => Ops.InTopK(a.Tensor(0, "targets"), a.Tensor(1, "predictions"), a.Number("k", 1)));
        Any(Mathematics, "TopK", a => TopK(a));
        Any(Core, "Unstack", a => Ops.Unstack(a.Tensor(0), a.Optional("num") is null ? null : a.Count("num", 0), a.Axis ?? 0));
    }

    private static void AddActivations()
    {
        One(Neural, "HardSigmoid", Ops.HardSigmoid);
        One(Neural, "HardSilu", Ops.HardSilu);
        One(Neural, "HardTanh", Ops.HardTanh);
        One(Neural, "LogSigmoid", Ops.LogSigmoid);
        One(Neural, "Relu", Ops.Relu);
        One(Neural, "Relu6", Ops.Relu6);
        One(Neural, "Selu", Ops.Selu);
        One(Neural, "Sigmoid", Ops.Sigmoid);
        One(Neural, "Silu", Ops.Silu);
        One(Neural, "Softplus", Ops.Softplus);
        One(Neural, "Softsign", Ops.Softsign);
        One(Neural, "SparsePlus", Ops.SparsePlus);
        One(Neural, "SparseSigmoid", Ops.SparseSigmoid);
        One(Neural, "TanhShrink", Ops.TanhShrink);
        Any(Neural, "AdaptiveAveragePool", a => Ops.AdaptiveAveragePool(a.Tensor(0), Layers.SpatialLayer.RequireLengths(a.Config, "output_size"), a.Format));
        Any(Neural, "AdaptiveMaxPool", a => Ops.AdaptiveMaxPool(a.Tensor(0), Layers.SpatialLayer.RequireLengths(a.Config, "output_size"), a.Format));
        Any(Neural, "BinaryCrossentropy", a => Ops.BinaryCrossentropy(a.Tensor(0, "target"), a.Tensor(1, "output"), a.Config.Get("from_logits", false)));
        Any(Neural, "CTCLoss", a => Ops.CtcLoss(a.Tensor(0, "target"), a.Tensor(1, "output"), a.Tensor(2, "target_length"), a.Tensor(3, "output_length"),
            a.Number("mask_index", 0)));
        Any(Neural, "CategoricalCrossentropy", a => Ops.CategoricalCrossentropy(a.Tensor(0, "target"), a.Tensor(1, "output"), a.Config.Get("from_logits", false),
            a.Config.Get("axis", -1)));
        Any(Neural, "Celu", a => Ops.Celu(a.Tensor(0), a.Config.Get("alpha", 1.0)));
        Any(Neural, "DotProductAttention", DotProductAttention);
        Any(Neural, "Elu", a => Ops.Elu(a.Tensor(0), a.Config.Get("alpha", 1.0)));
        Any(Neural, "Gelu", a => Ops.Gelu(a.Tensor(0), a.Config.Get("approximate", true)));
        Any(Neural, "Glu", a => Ops.Glu(a.Tensor(0), a.Axis ?? -1));
        Any(Neural, "HardShrink", a => Ops.HardShrink(a.Tensor(0), a.Config.Get("threshold", 0.5)));
        Any(Neural, "LeakyRelu", a => Ops.LeakyRelu(a.Tensor(0), a.Config.Get("negative_slope", 0.2)));
        Any(Neural, "LogSoftmax", a => Ops.LogSoftmax(a.Tensor(0), a.Axes()));
        Any(Neural, "Softmax", a => Ops.Softmax(a.Tensor(0), a.Axes()));
        Any(Neural, "SoftShrink", a => Ops.SoftShrink(a.Tensor(0), a.Config.Get("threshold", 0.5)));
        Any(Neural, "SparseCategoricalCrossentropy", a => Ops.SparseCategoricalCrossentropy(a.Tensor(0, "target"), a.Tensor(1, "output"), a.Config.Get("from_logits", false),
            a.Config.Get("axis", -1)));
        Any(Neural, "Sparsemax", a => Ops.Sparsemax(a.Tensor(0), a.Axis ?? -1));
        Any(Neural, "Squareplus", a => Ops.SquarePlus(a.Tensor(0), a.Config.Get("b", 4.0)));
        Any(Neural, "Threshold", a => Ops.Threshold(a.Tensor(0), a.Config.Require<double>("threshold"), a.Config.Require<double>("default_value")));
    }

    private static void AddImages()
    {
        Any(Image, "AffineTransform", a => Ops.AffineTransform(a.Tensor(0, "images"), a.Tensor(1, "transform"), a.Config.Get("interpolation", Interpolation.Bilinear),
            a.Config.Get("fill_mode", FillMode.Constant), a.Config.Get("fill_value", 0.0), a.Format));
        Any(Image, "CropImages", a => Ops.CropImages(a.Tensor(0, "images"), a.Optional("top_cropping"), a.Optional("left_cropping"), a.Optional("bottom_cropping"),
            a.Optional("right_cropping"), a.Optional("target_height"), a.Optional("target_width"), a.Format));
        Any(Image, "ExtractPatches", a => Ops.ExtractPatches(a.Tensor(0, "images"), a.RequireLengths("size"), a.Lengths("strides"), a.Lengths("dilation_rate"), a.Config.Get("padding", Padding.Valid), a.Format));
        Any(Image, "MapCoordinates", a => Ops.MapCoordinates(a.Tensor(0, "inputs"), a.Tensor(1, "coordinates"), a.Number("order", 0),
            a.Config.Get("fill_mode", FillMode.Constant), a.Config.Get("fill_value", 0.0)));
        Any(Image, "PadImages", a => Ops.PadImages(a.Tensor(0, "images"), a.Optional("top_padding"), a.Optional("left_padding"), a.Optional("bottom_padding"),
            a.Optional("right_padding"), a.Optional("target_height"), a.Optional("target_width"), a.Format));
        Any(Image, "PerspectiveTransform", a => Ops.PerspectiveTransform(a.Tensor(0, "images"), a.Tensor(1, "start_points"), a.Tensor(2, "end_points"),
            a.Config.Get("interpolation", Interpolation.Bilinear), a.Config.Get("fill_value", 0.0), a.Format));
        Any(Image, "Resize", a => Ops.ResizeImages(a.Tensor(0, "images"), a.Size(), a.Config.Get("interpolation", Interpolation.Bilinear), a.Config.Get("antialias", false),
            a.Config.Get("crop_to_aspect_ratio", false), a.Config.Get("pad_to_aspect_ratio", false), a.Config.Get("fill_mode", FillMode.Constant), a.Config.Get("fill_value", 0.0), a.Format));
    }

    private static void AddColors()
    {
        Any(Image, "GaussianBlur", a => Ops.GaussianBlur(a.Tensor(0, "images"), a.Axes("kernel_size") is [var row, var column] ? (row, column) : null,
            a.Config.Get<double[]?>("sigma", null) is [var rowSigma, var columnSigma] ? (rowSigma, columnSigma) : null, a.Format));
        Any(Image, "HSVToRGB", a => Ops.HsvToRgb(a.Tensor(0, "images"), a.Format));
        Any(Image, "RGBToGrayscale", a => Ops.RgbToGrayscale(a.Tensor(0, "images"), a.Format));
        Any(Image, "RGBToHSV", a => Ops.RgbToHsv(a.Tensor(0, "images"), a.Format));
    }

    private static void AddConvolutions()
    {
        Any(Neural, "AveragePool", a => Ops.AveragePool(a.Tensor(0, "inputs"), a.RequireLengths("pool_size"), a.Lengths("strides"), a.Padding, a.Format));
        Any(Neural, "BatchNorm", a => Ops.BatchNormalization(a.Tensor(0), a.Tensor(1, "mean"), a.Tensor(2, "variance"), a.Axis ?? -1, a.TensorOrNull(3, "offset"),
            a.TensorOrNull(4, "scale"), a.Config.Get("epsilon", 1e-3)));
        Any(Neural, "Conv", a => Ops.Conv(a.Tensor(0, "inputs"), a.Tensor(1, "kernel"), a.Lengths("strides"), a.Padding, a.Format, a.Lengths("dilation_rate")));
        Any(Neural, "ConvTranspose", a => Ops.ConvTranspose(a.Tensor(0, "inputs"), a.Tensor(1, "kernel"), a.Lengths("strides"), a.Padding, a.Lengths("output_padding"), a.Format,
            a.Lengths("dilation_rate")));
        Any(Neural, "DepthwiseConv", a => Ops.DepthwiseConv(a.Tensor(0, "inputs"), a.Tensor(1, "kernel"), a.Lengths("strides"), a.Padding, a.Format, a.Lengths("dilation_rate")));
        Any(Neural, "LayerNorm", LayerNorm);
        Any(Neural, "MaxPool", a => Ops.MaxPool(a.Tensor(0, "inputs"), a.RequireLengths("pool_size"), a.Lengths("strides"), a.Padding, a.Format));
        Any(Neural, "RMSNorm", a => Ops.RmsNormalization(a.Tensor(0), a.TensorOrNull(1, "scale"), a.Axes() ?? [-1], a.Config.Get<double?>("epsilon", null) ?? 1e-7));
        Any(Neural, "SeparableConv", a => Ops.SeparableConv(a.Tensor(0, "inputs"), a.Tensor(1, "depthwise_kernel"), a.Tensor(2, "pointwise_kernel"), a.Lengths("strides"), a.Padding, a.Format,
            a.Lengths("dilation_rate")));
    }

    private static void AddFourier()
    {
        Any(Mathematics, "ExtractSequences", a => Ops.ExtractSequences(a.Tensor(0), a.Config.Require<int>("sequence_length"), a.Config.Require<int>("sequence_stride")));
        Any(Mathematics, "FFT", a => Both(Ops.Fft(Complex(a))));
        Any(Mathematics, "FFT2", a => Both(Ops.Fft2(Complex(a))));
        Any(Mathematics, "IFFT2", a => Both(Ops.Ifft2(Complex(a))));
        Any(Mathematics, "IRFFT", a => Ops.Irfft(Complex(a), a.Config.Get<int?>("fft_length", null)));
        Any(Mathematics, "ISTFT", a => Ops.Istft(Complex(a), a.Count("sequence_length", 0, LongestPiece), a.Config.Require<int>("sequence_stride"), a.Count("fft_length", 0, LongestPiece),
            a.Config.Get<int?>("length", null), a.Config.Get<string?>("window", "hann"), a.Config.Get("center", true)));
        Any(Mathematics, "RFFT", a => Both(Ops.Rfft(a.Tensor(0), a.Config.Get<int?>("fft_length", null))));
        Any(Mathematics, "STFT", a => Both(Ops.Stft(a.Tensor(0), a.Count("sequence_length", 0, LongestPiece), a.Config.Require<int>("sequence_stride"), a.Count("fft_length", 0, LongestPiece),
            a.Config.Get<string?>("window", "hann"), a.Config.Get("center", true))));
        static Tensors Both((Tensor Real, Tensor Imaginary) x) => [x.Real, x.Imaginary];
        static (Tensor, Tensor) Complex(OpArguments a) => a.List(0, "x") is [var real, var imaginary] ? (real, imaginary)
            : throw new ArgumentException("An op expects a real and an imaginary part as 'x'. Received another number of tensors.");
    }

    private static Tensors DotProductAttention(OpArguments a) => Ops.DotProductAttention(
        a.Tensor(0, "query"), a.Tensor(1, "key"), a.Tensor(2, "value"), a.At(3, "bias") is null ? null : a.Tensor(3, "bias"), a.At(4, "mask") is null ? null : a.Tensor(4, "mask"),
        a.At(5, "scale") is null ? null : Convert.ToDouble(a.At(5, "scale"), System.Globalization.CultureInfo.InvariantCulture), a.Config.Get("is_causal", false));

    private static Tensors LayerNorm(OpArguments a)
    {
        if (a.Config.Get("rms_scaling", false))
            throw new ArgumentException("LayerNorm expects rms_scaling to be false; Keras itself gave it up. Received true. Use rms_normalization in Python, and save the model again.");
        return Ops.LayerNormalization(a.Tensor(0), a.TensorOrNull(1, "gamma"), a.TensorOrNull(2, "beta"), a.Axes() ?? [-1], a.Config.Get<double?>("epsilon", null) ?? 1e-7);
    }

    /// <summary>A maximum or minimum that begins with a number.</summary>
    private static Tensor From(OpArguments a, Tensor result, Func<Tensor, Tensor, Tensor> better) =>
        a.Config.Get<double?>("initial", null) is { } initial ? better(result, ((Tensor)initial).Cast(result.DType)) : result;

    private static Tensors Pad(OpArguments a)
    {
        int[][] widths = a.Rows("pad_width") ?? throw new ArgumentException("Pad expects numbers as 'pad_width'. Received none.");
        if (Array.Exists(widths, pair => pair.Length is not (1 or 2))) throw new ArgumentException($"Pad expects a number or two for each axis as 'pad_width'. Received {JsonField.Short(a.Config.Json["pad_width"])}.");
        return Ops.Pad(a.Tensor(0), Array.ConvertAll(widths, pair => (pair[0], pair[^1])), a.Config.Get("mode", PadMode.Constant), a.Real(1, "constant_values", 0));
    }

    private static Tensors Slice(OpArguments a)
    {
        Tensor x = a.Tensor(0, "inputs"), starts = a.Tensor(1, "start_indices");
        if (starts.IsSymbolic) throw new ArgumentException("Slice expects numbers as 'start_indices'. Received a symbolic tensor, which Heed does not have there. Take elements by their numbers (take).");
        int[] first = starts.Cast(DType.Int32).ToArray<int>(), lengths = a.Config.Require<int[]>("shape");
        return Ops.Slice(x, [.. first], [.. first.Zip(lengths, (start, length) => (int?)(start + length))]);
    }

    private static Tensors Split(OpArguments a, int axis) => a.Config.Json["indices_or_sections"] is JsonArray
        ? Ops.Split(a.Tensor(0), a.Numbers("indices_or_sections"), axis)
        : Ops.Split(a.Tensor(0), a.Count("indices_or_sections", 1), axis);

    private static Tensors TopK(OpArguments a)
    {
        var (values, places) = Ops.TopK(a.Tensor(0), a.Number("k", 1));
        return [values, places];
    }

    private static void One(string module, string name, Func<Tensor, Tensor> function) => Any(module, name, a => function(a.Tensor(0)));

    private static void Two(string name, Func<Tensor, Tensor, Tensor> function) => Any(Numpy, name, a => function(a.Tensor(0, "x1"), a.Tensor(1, "x2")));

    private static void Fold(string module, string name, Func<Tensor, int[]?, bool, Tensor> function) =>
        Any(module, name, a => function(a.Tensor(0), a.Axes(), a.KeepDims));

    private static void Any(string module, string name, Func<OpArguments, Tensors> function) => Functions.Add(name, new(module, function));
}
