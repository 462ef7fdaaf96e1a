using System.Globalization;
using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Turns JSON values of configs into C# values.</summary>
internal static class ConfigValue
{
    /// <summary>Reads a value that stands alone.</summary>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    public static T Read<T>(JsonNode? node)
    {
        try
        {
            return (T)Read(node, typeof(T))!;
        }
        catch (Exception error) when (IsOfAnotherKind(error))
        {
            throw JsonField.Error(node, $"a {typeof(T).Name}");
        }
    }

    /// <summary>Does <see cref="Read(JsonNode?, Type)"/> say in this way that the value is of another kind?</summary>
    public static bool IsOfAnotherKind(Exception error) =>
        error is FormatException or InvalidOperationException or OverflowException or NullReferenceException or InvalidCastException;

    public static object? Read(JsonNode? node, Type type)
    {
        if (type == typeof(JsonNode)) return node;
        if (node is null)
            return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null ? null : throw new FormatException("null is not allowed here");
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (target == typeof(bool)) return node.GetValue<bool>();
        if (target == typeof(string)) return node.GetValue<string>();
        if (target == typeof(double)) return PythonNumber.Read(node);
        if (target == typeof(float)) return (float)PythonNumber.Read(node);
        if (target == typeof(int)) return Whole<int>(node, int.CreateChecked);
        if (target == typeof(long)) return Whole<long>(node, long.CreateChecked);
        if (target == typeof(DType)) return DTypes.Parse(node.GetValue<string>());
        if (target == typeof(Shape)) return new Shape(node.AsArray().Select(dim => (Dim)(int?)Read(dim, typeof(int?))));
        if (target == typeof(Axes)) return node is JsonArray ? (Axes)(int[])Read(node, typeof(int[]))! : (Axes)(int)Read(node, typeof(int))!;
        if (target == typeof(int[])) return node.AsArray().Select(item => (int)Read(item, typeof(int))!).ToArray();
        if (target == typeof(int?[])) return node.AsArray().Select(item => (int?)Read(item, typeof(int?))).ToArray();
        if (target == typeof(double[])) return node.AsArray().Select(item => (double)Read(item, typeof(double))!).ToArray();
        if (target == typeof(string[])) return node.AsArray().Select(item => (string)Read(item, typeof(string))!).ToArray();
        if (target == typeof(JsonObject)) return node.AsObject();
        if (target == typeof(JsonArray)) return node.AsArray();
        if (target.IsEnum) return Choice(node.GetValue<string>(), target);
        throw new InvalidCastException($"Config cannot read a {target.Name}.");
    }

    /// <summary>The enum value whose snake_case name is <paramref name="text"/>.</summary>
    public static object Choice(string text, Type type)
    {
        string[] names = Enum.GetNames(type);
        int index = Array.FindIndex(names, name => Snake.Case(name) == text);
        return index >= 0 ? Enum.Parse(type, names[index])
            : throw new ArgumentException($"{type.Name} expects one of {string.Join(", ", names.Select(name => $"'{Snake.Case(name)}'"))}. Received '{text}'.");
    }

    private static T Whole<T>(JsonNode node, Func<decimal, T> convert)
    {
        decimal value = decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
        return decimal.IsInteger(value) ? convert(value) : throw new FormatException("a whole number is expected");
    }
}
