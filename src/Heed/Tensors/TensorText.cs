using System.Globalization;
using System.Text;

namespace Heed;

/// <summary>Writes a tensor's elements in nested brackets, the numbers aligned in columns.</summary>
internal sealed class TensorText
{
    private const int Whole = 1000;      // larger tensors show the edges of each axis only
    private const int Edge = 3;
    private const int LineWidth = 120;
    private const string Gap = "…";

    private readonly Tensor _tensor;
    private readonly int[] _lengths;
    private readonly List<int> _shown = [];

    public TensorText(Tensor tensor)
    {
        (_tensor, _lengths) = (tensor, tensor.Shape.ToArray());
        Collect(0, 0);
    }

    public override string ToString()
    {
        var texts = new Queue<string>(Texts());
        if (_lengths.Length == 0) return texts.Dequeue();
        int width = texts.Select(text => text.Length).DefaultIfEmpty().Max();
        var line = new StringBuilder();
        Write(line, 0, texts, width);
        return line.ToString();
    }

    /// <summary>The indices shown along an axis; −1 stands for those left out.</summary>
    private IEnumerable<int> Shown(int axis) => _tensor.Length <= Whole || _lengths[axis] <= 2 * Edge
        ? Enumerable.Range(0, _lengths[axis])
        : [.. Enumerable.Range(0, Edge), -1, .. Enumerable.Range(_lengths[axis] - Edge, Edge)];

    private void Collect(int axis, int offset)
    {
        if (axis == _lengths.Length)
        {
            if (_tensor.Length > 0) _shown.Add(offset);
            return;
        }
        foreach (int i in Shown(axis))
            if (i >= 0) Collect(axis + 1, offset * _lengths[axis] + i);
    }

    private void Write(StringBuilder text, int axis, Queue<string> texts, int width)
    {
        text.Append('[');
        bool innermost = axis == _lengths.Length - 1, first = true;
        int lineStart = text.Length;
        foreach (int i in Shown(axis))
        {
            if (!first) text.Append(',');
            bool wraps = innermost && text.Length - lineStart + width > LineWidth;
            if (!first && innermost && !wraps) text.Append(' ');
            else if (!first)
            {
                text.Append('\n', innermost ? 1 : _lengths.Length - axis - 1).Append(' ', axis + 1);
                lineStart = text.Length;
            }
            if (i < 0) text.Append(Gap);
            else if (innermost) text.Append(texts.Dequeue().PadLeft(width));
            else Write(text, axis + 1, texts, width);
            first = false;
        }
        text.Append(']');
    }

    private IEnumerable<string> Texts() => _tensor.DType switch
    {
        DType.Float32 => Floats(Values<float>().Select(value => (double)value)),
        DType.Float64 => Floats(Values<double>()),
        DType.Float16 => Floats(Values<Half>().Select(value => (double)value)),
        DType.BFloat16 => Floats(Values<BFloat16>().Select(value => (double)value)),
        DType.Int8 => Integers<sbyte>(),
        DType.Int16 => Integers<short>(),
        DType.Int32 => Integers<int>(),
        DType.Int64 => Integers<long>(),
        DType.UInt8 => Integers<byte>(),
        DType.UInt16 => Integers<ushort>(),
        DType.UInt32 => Integers<uint>(),
        DType.UInt64 => Integers<ulong>(),
        DType.Bool => Values<bool>().Select(value => value ? "true" : "false"),
        _ => Values<string>().Select(value => $"\"{value}\""),
    };

    private T[] Values<T>()
    {
        var values = new T[_shown.Count];
        ReadOnlySpan<T> all = _tensor.AsSpan<T>();
        for (int i = 0; i < values.Length; i++) values[i] = all[_shown[i]];
        return values;
    }

    private IEnumerable<string> Integers<T>() where T : IFormattable =>
        Values<T>().Select(value => value.ToString(null, CultureInfo.InvariantCulture));

    /// <summary>All with as many decimals as one of them needs, four at most; in powers of ten where they are large or small.</summary>
    private static IEnumerable<string> Floats(IEnumerable<double> values)
    {
        double[] sizes = [.. values.Select(Math.Abs).Where(size => double.IsFinite(size) && size > 0)];
        bool scientific = sizes.Length > 0 && (sizes.Max() >= 1e8 || sizes.Min() < 1e-4);
        int decimals = scientific ? 0 : sizes.Select(size => Math.Round(size, 4).ToString("0.0###", CultureInfo.InvariantCulture))
            .Select(text => text.Length - text.IndexOf('.') - 1).Append(1).Max();
        string format = scientific ? "0.0###e+00" : $"F{decimals}";
        return values.Select(value => double.IsNaN(value) ? "nan" : double.IsInfinity(value) ? value > 0 ? "inf" : "-inf"
            : value.ToString(format, CultureInfo.InvariantCulture));
    }
}
