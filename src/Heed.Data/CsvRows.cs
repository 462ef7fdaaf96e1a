using nietras.SeparatedValues;

namespace Heed;

/// <summary>Reads the rows of a CSV file. The only file that knows the library Sep.</summary>
/// <param name="path">The file.</param>
/// <param name="delimiter">What separates fields.</param>
/// <param name="header">Is the first row no data?</param>
internal sealed class CsvRows(string path, char delimiter, bool header)
{
    /// <summary>The fields of the first row.</summary>
    public string[] ReadHeader()
    {
        using SepReader reader = Open();
        return reader.MoveNext() ? [.. Enumerable.Range(0, reader.Current.ColCount).Select(i => reader.Current[i].ToString())]
            : throw new InvalidDataException($"'{path}' expects a line with the names of the columns. Received an empty file.");
    }

    /// <summary>An element for each row.</summary>
    /// <param name="width">Fields that each row must have.</param>
    /// <param name="fields">Those that are read.</param>
    /// <param name="choice">How they become an element.</param>
    /// <param name="stack">Are the inputs one vector?</param>
    public IEnumerable<Examples> Read(int width, CsvField[] fields, ColumnChoice choice, bool stack)
    {
        using SepReader reader = Open();
        if (header) reader.MoveNext();
        bool any = false;
        for (; reader.MoveNext(); any = true) yield return stack ? Vector(reader.Current, width, fields, choice) : choice.Element(Scalars(reader.Current, width, fields), 0);
        if (!any) throw new InvalidDataException($"'{path}' expects at least one row. Received none.");
    }

    private SepReader Open() => new Sep(delimiter).Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).FromFile(path);

    private Tensor[] Scalars(SepReader.Row row, int width, CsvField[] fields)
    {
        RequireWidth(row, width);
        var scalars = new Tensor[fields.Length];
        for (int i = 0; i < fields.Length; i++) scalars[i] = fields[i].Read(row[fields[i].Place].Span) ?? throw Broken(row, fields[i]);
        return scalars;
    }

    private Examples Vector(SepReader.Row row, int width, CsvField[] fields, ColumnChoice choice)
    {
        RequireWidth(row, width);
        var numbers = new float[choice.Features.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = fields[i].ReadNumber(row[fields[i].Place].Span) ?? throw Broken(row, fields[i]);
        return choice.Label is null ? new(numbers) : new(numbers, fields[^1].Read(row[fields[^1].Place].Span) ?? throw Broken(row, fields[^1]));
    }

    private void RequireWidth(SepReader.Row row, int width)
    {
        if (row.ColCount != width) throw new InvalidDataException($"'{path}', line {row.LineNumberFrom}, expects {width} fields. Received {row.ColCount}.");
    }

    private InvalidDataException Broken(SepReader.Row row, CsvField field)
    {
        string text = row[field.Place].ToString(), fix = text.Length == 0 ? "Pass columnDefaults" : "Pass columnTypes, or select other columns";
        return new($"'{path}', line {row.LineNumberFrom}, expects {field.Type.Name()} in column '{field.Name}'. Received '{text}'. {fix}.");
    }
}
