using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Heed.Saving;

/// <summary>File names with values in braces, as Python's <c>str.format</c> reads them: <c>{epoch:02d}-{val_loss:.2f}</c>.</summary>
internal static partial class FileNameFormat
{
    /// <summary>Puts the values in.</summary>
    /// <param name="template">With names in braces; <c>{{</c> and <c>}}</c> are braces.</param>
    /// <param name="values">A whole number is printed as one.</param>
    /// <exception cref="ArgumentException">A name is not among the values, or the template is not well-formed.</exception>
    public static string Fill(string template, IReadOnlyDictionary<string, object> values)
    {
        var text = new StringBuilder();
        for (int i = 0; i < template.Length; i++)
        {
            char letter = template[i];
            if (letter is '{' or '}' && i + 1 < template.Length && template[i + 1] == letter)
            {
                text.Append(letter);
                i++;
                continue;
            }
            if (letter == '}') throw Error(template, "every '}' to close a '{'");
            if (letter != '{')
            {
                text.Append(letter);
                continue;
            }
            int end = template.IndexOf('}', i);
            if (end < 0) throw Error(template, "every '{' to be closed");
            string[] parts = template[(i + 1)..end].Split(':', 2);
            if (!values.TryGetValue(parts[0], out object? value))
                throw Error(template, $"the names {string.Join(", ", values.Keys)} in braces, but received '{parts[0]}'");
            text.Append(Show(template, value, parts.Length > 1 ? parts[1] : ""));
            i = end;
        }
        return text.ToString();
    }

    private static string Show(string template, object value, string spec)
    {
        Match match = Spec().Match(spec);
        if (!match.Success) throw Error(template, $"formats such as 02d, .2f or .3e, but received '{spec}'");
        char type = match.Groups["type"].Value is [var given] ? given : ' ';
        int? precision = match.Groups["precision"].Success ? int.Parse(match.Groups["precision"].Value, CultureInfo.InvariantCulture) : null;
        if (type == 'd' && value is not int) throw Error(template, $"the format d with whole numbers only, but received {value}");
        if (precision > 60) throw Error(template, $"at most 60 digits, but received '{spec}'");
        string digits = Digits(value, type, precision);
        string sign = digits.StartsWith('-') ? "-" : match.Groups["sign"].Value is "+" or " " ? match.Groups["sign"].Value : "";
        if (digits.StartsWith('-')) digits = digits[1..];
        int width = match.Groups["width"].Success ? int.Parse(match.Groups["width"].Value, CultureInfo.InvariantCulture) : 0;
        if (width > 200) throw Error(template, $"a width of at most 200, but received '{spec}'");
        bool pads = match.Groups["zero"].Success && !match.Groups["align"].Success;
        char fill = match.Groups["fill"].Value is [var filler] ? filler : ' ';
        return pads ? sign + digits.PadLeft(width - sign.Length, '0') : match.Groups["align"].Value switch
        {
            "<" => (sign + digits).PadRight(width, fill),
            "^" => (sign + digits).PadLeft((width + sign.Length + digits.Length) / 2, fill).PadRight(width, fill),
            "=" => sign + digits.PadLeft(width - sign.Length, fill),
            _ => (sign + digits).PadLeft(width, fill),
        };
    }

    private static string Digits(object value, char type, int? precision)
    {
        if (value is int whole && type is ' ' or 'd' && precision is null) return Convert.ToInt32(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number)) return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        return type switch
        {
            'f' or 'F' => number.ToString($"F{precision ?? 6}", CultureInfo.InvariantCulture),
            '%' => (100 * number).ToString($"F{precision ?? 6}", CultureInfo.InvariantCulture) + "%",
            'e' or 'E' => Scientific(number, precision ?? 6, type),
            _ when type == ' ' && precision is null => PythonNumber.Spell(number),
            _ => General(number, Math.Max(1, precision ?? 6), type),
        };
    }

    private static string Scientific(double number, int precision, char letter) =>
        number.ToString($"0.{new string('0', precision)}{letter}+00", CultureInfo.InvariantCulture).Replace($".{letter}", $"{letter}", StringComparison.Ordinal);

    /// <summary>Python's <c>g</c>: so many digits, without zeros at the end; with an exponent for very small and very large numbers.</summary>
    private static string General(double number, int digits, char type)
    {
        string scientific = Scientific(number, digits - 1, 'e');
        int at = scientific.IndexOf('e', StringComparison.Ordinal), exponent = int.Parse(scientific[(at + 1)..], CultureInfo.InvariantCulture);
        if (exponent >= -4 && exponent < digits)
        {
            string text = Trim(number.ToString($"F{Math.Max(0, digits - 1 - exponent)}", CultureInfo.InvariantCulture));
            return type == ' ' && !text.Contains('.') ? text + ".0" : text;
        }
        string shortened = Trim(scientific[..at]) + scientific[at..];
        return type == 'G' ? shortened.ToUpperInvariant() : shortened;
    }

    private static string Trim(string number) => number.Contains('.') ? number.TrimEnd('0').TrimEnd('.') : number;

    private static ArgumentException Error(string template, string expectation) => new($"The file name '{template}' expects {expectation}.");

    [GeneratedRegex(@"^((?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<zero>0)?(?<width>\d+)?(\.(?<precision>\d+))?(?<type>[defgEFG%])?$")]
    private static partial Regex Spec();
}
