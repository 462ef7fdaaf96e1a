namespace Heed.Bench;

/// <summary>Builds the bytes of an ONNX model: the few messages of onnx.proto that a graph of some nodes needs.</summary>
/// <remarks>Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto (IR version 8, opset 17).</remarks>
internal sealed class OnnxModel
{
    private const int FloatType = 1, Int32Type = 6;
    private const int FloatAttribute = 1, IntegerAttribute = 2, TextAttribute = 3, IntegersAttribute = 7;

    private readonly List<ProtoWriter> _nodes = [], _weights = [], _inputs = [], _outputs = [];

    /// <summary>An input of float32, or of int32.</summary>
    public OnnxModel Input(string name, int[] shape, bool isInteger = false)
    {
        _inputs.Add(Value(name, shape, isInteger ? Int32Type : FloatType));
        return this;
    }

    /// <summary>An output of float32.</summary>
    public OnnxModel Output(string name, int[] shape)
    {
        _outputs.Add(Value(name, shape, FloatType));
        return this;
    }

    /// <summary>A constant, which the engine may pack in advance.</summary>
    public OnnxModel Weight(string name, float[] values, int[] shape)
    {
        var tensor = new ProtoWriter();
        foreach (int dim in shape) tensor.Integer(1, dim);
        _weights.Add(tensor.Integer(2, FloatType).Text(8, name).Raw(9, values));
        return this;
    }

    /// <summary>An operator; an empty name stands for an input that is left out.</summary>
    /// <param name="op">Its name, after a colon if it is not of ONNX's own domain: <c>com.microsoft:MultiHeadAttention</c>.</param>
    /// <param name="inputs">Names of inputs, weights, or outputs of earlier nodes.</param>
    /// <param name="outputs">Names of what it computes.</param>
    /// <param name="attributes">int, float, string or int[].</param>
    public OnnxModel Node(string op, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        string[] parts = op.Split(':');
        ProtoWriter node = new ProtoWriter().Texts(1, inputs).Texts(2, outputs).Text(4, parts[^1]).Messages(5, attributes.Select(Attribute));
        _nodes.Add(parts.Length == 2 ? node.Text(7, parts[0]) : node);
        return this;
    }

    /// <summary>The model as a file would hold it.</summary>
    public byte[] ToArray()
    {
        ProtoWriter graph = new ProtoWriter().Messages(1, _nodes).Text(2, "work").Messages(5, _weights).Messages(11, _inputs).Messages(12, _outputs);
        return new ProtoWriter().Integer(1, 8).Text(2, "Heed.Bench").Message(7, graph)
            .Message(8, new ProtoWriter().Text(1, "").Integer(2, 17))
            .Message(8, new ProtoWriter().Text(1, "com.microsoft").Integer(2, 1))
            .ToArray();
    }

    private static ProtoWriter Value(string name, int[] shape, int type)
    {
        var dims = new ProtoWriter().Messages(1, shape.Select(dim => new ProtoWriter().Integer(1, dim)));
        var tensor = new ProtoWriter().Integer(1, type).Message(2, dims);
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, tensor));
    }

    private static ProtoWriter Attribute((string Name, object Value) attribute)
    {
        var message = new ProtoWriter().Text(1, attribute.Name);
        switch (attribute.Value)
        {
            case float number: return message.Single(2, number).Integer(20, FloatAttribute);
            case int number: return message.Integer(3, number).Integer(20, IntegerAttribute);
            case string text: return message.Text(4, text).Integer(20, TextAttribute);
            case int[] numbers:
                foreach (int number in numbers) message.Integer(8, number);
                return message.Integer(20, IntegersAttribute);
            default: throw new ArgumentException($"attribute {attribute.Name} is a {attribute.Value.GetType()}", nameof(attribute));
        }
    }
}
