using System.Globalization;
using System.Text;

namespace Heed.Saving;

/// <summary>Values that TensorBoard's plugins show, each a <c>Summary.Value</c> with a tensor in it.</summary>
/// <remarks>Source: tensorflow/core/framework/summary.proto and tensor.proto; tensorboard/plugins/*/summary_v2.py.</remarks>
internal static class EventValue
{
    private const int Tag = 1, TensorField = 8, Metadata = 9;                   // Summary.Value
    private const int PluginData = 1, DataClass = 4, PluginName = 1, Content = 2;   // SummaryMetadata and its PluginData
    private const int Type = 1, ShapeField = 2, TensorContent = 4, Floats = 5, Strings = 8, Dim = 2, Size = 1;  // TensorProto and TensorShapeProto
    private const int Float = 1, DoubleType = 2, String = 7;                    // DataType
    private const int Scalars = 1, TensorClass = 2, Blobs = 3;                  // DataClass

    private const int Buckets = 30;

    /// <summary>A number on a curve.</summary>
    public static ProtoMessage Scalar(string tag, double value) =>
        Value(tag, "scalars", Scalars, new ProtoMessage().Integer(Type, Float).Message(ShapeField, new()).Float(Floats, (float)value));

    /// <summary>How numbers are distributed: rows of left edge, right edge and count. What is not finite is left out.</summary>
    public static ProtoMessage Histogram(string tag, Tensor values)
    {
        double[] edges = Rows([.. values.Cast(DType.Float64).AsSpan<double>()]);
        byte[] bytes = new byte[edges.Length * sizeof(double)];
        for (int i = 0; i < edges.Length; i++) BitConverter.TryWriteBytes(bytes.AsSpan(i * sizeof(double)), edges[i]);
        return Value(tag, "histograms", TensorClass, new ProtoMessage().Integer(Type, DoubleType).Message(ShapeField, Shape(edges.Length / 3, 3)).Block(TensorContent, bytes));
    }

    /// <summary>Pictures, the first three of them.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="images">(number, height, width, 1, 3 or 4 channels), 0 dark and 1 bright.</param>
    public static ProtoMessage Image(string tag, Tensor images)
    {
        int shown = Math.Min(3, images.Shape[0].Value), height = images.Shape[1].Value, width = images.Shape[2].Value, channels = images.Shape[3].Value;
        ProtoMessage tensor = new ProtoMessage().Integer(Type, String).Message(ShapeField, Shape(2 + shown));
        foreach (int length in (ReadOnlySpan<int>)[width, height]) tensor.Text(Strings, length.ToString(CultureInfo.InvariantCulture));
        Tensor pixels = images.Cast(DType.Float64);
        int size = height * width * channels;
        for (int i = 0; i < shown; i++) tensor.Block(Strings, Png.Encode(pixels.AsSpan<double>().Slice(i * size, size), height, width, channels));
        return Value(tag, "images", Blobs, tensor);
    }

    /// <summary>The architecture of a model, which the plugin for graphs draws.</summary>
    /// <param name="json">As <c>Model.ToJson</c> gives it.</param>
    public static ProtoMessage KerasModel(string json) =>
        Value("keras", "graph_keras_model", 0, new ProtoMessage().Integer(Type, String).Message(ShapeField, new()).Text(Strings, json), content: "1");

    private static ProtoMessage Value(string tag, string plugin, int dataClass, ProtoMessage tensor, string content = "")
    {
        ProtoMessage data = new ProtoMessage().Text(PluginName, plugin);
        if (content.Length > 0) data.Block(Content, Encoding.UTF8.GetBytes(content));
        ProtoMessage metadata = new ProtoMessage().Message(PluginData, data);
        if (dataClass > 0) metadata.Integer(DataClass, dataClass);
        return new ProtoMessage().Text(Tag, tag).Message(TensorField, tensor).Message(Metadata, metadata);
    }

    private static ProtoMessage Shape(params ReadOnlySpan<int> lengths)
    {
        var shape = new ProtoMessage();
        foreach (int length in lengths) shape.Message(Dim, new ProtoMessage().Integer(Size, length));
        return shape;
    }

    private static double[] Rows(double[] values)
    {
        values = Array.FindAll(values, double.IsFinite);
        if (values.Length == 0) return [];
        double least = values.Min(), greatest = values.Max();
        if (least == greatest) return [least - 0.5, least + 0.5, values.Length];
        double width = (greatest - least) / Buckets;
        if (!double.IsFinite(width) || width == 0) return [least, greatest, values.Length];
        double[] rows = new double[3 * Buckets];
        for (int i = 0; i < Buckets; i++) (rows[3 * i], rows[3 * i + 1]) = (least + i * width, i == Buckets - 1 ? greatest : least + (i + 1) * width);
        foreach (double value in values) rows[3 * Math.Clamp((int)((value - least) / width), 0, Buckets - 1) + 2]++;
        return rows;
    }
}
