namespace Heed;

/// <summary>CSV files as datasets.</summary>
public static class CsvDataset
{
    extension(Dataset)
    {
        /// <summary>The rows of a CSV file, read while they are needed.</summary>
        /// <param name="path">The file, in UTF-8; quoted fields may hold delimiters, quotes and line ends (RFC 4180).</param>
        /// <param name="labelName">The column that is the target; <see langword="null"/>: there is none.</param>
        /// <param name="selectColumns">The columns that are inputs, in this order; <see langword="null"/>: all but the target.</param>
        /// <param name="columnTypes">The types of columns that are not float32; <see cref="DType.String"/> keeps the text.</param>
        /// <param name="columnDefaults">What empty fields of a column mean; without it an empty number is an error, an empty text is itself.</param>
        /// <param name="columnNames">The names of the columns, instead of those in the first line; needed without <paramref name="header"/>.</param>
        /// <param name="header">Does the first line name the columns?</param>
        /// <param name="fieldDelim">What separates fields.</param>
        /// <param name="naValue">Another text that stands for an empty field, such as <c>NA</c>.</param>
        /// <param name="stack">One vector (n,) of all inputs as float32, rather than a scalar by each column's name?</param>
        /// <returns>An element for each row, without an axis of examples: follow it with <c>Batch</c>.</returns>
        /// <exception cref="ArgumentException">A column is not there, is named twice, or its default is not of its type.</exception>
        /// <exception cref="FileNotFoundException">The file is not there.</exception>
        /// <exception cref="InvalidDataException">The file has no line of names. While it is read: a row is broken; the message names file, line and column.</exception>
        /// <remarks>Source, for the words: tf.data.experimental.make_csv_dataset.</remarks>
        public static Dataset FromCsv(string path, string? labelName = null, IReadOnlyList<string>? selectColumns = null, IReadOnlyDictionary<string, DType>? columnTypes = null,
            IReadOnlyDictionary<string, Tensor>? columnDefaults = null, IReadOnlyList<string>? columnNames = null, bool header = true, char fieldDelim = ',', string? naValue = null,
            bool stack = false)
        {
            const string owner = "Dataset.FromCsv";
            if (!header && columnNames is null) throw new ArgumentException($"{owner} expects columnNames for a file without a header. Received none.");
            var rows = new CsvRows(path, fieldDelim, header);
            IReadOnlyList<string> there = columnNames ?? rows.ReadHeader();
            var choice = new ColumnChoice(owner, there, selectColumns, labelName, stack);
            choice.RequireThere((columnTypes?.Keys ?? []).Concat(columnDefaults?.Keys ?? []), there);
            CsvField[] fields = [.. choice.All.Select(name => new CsvField(name, there.ToList().IndexOf(name), columnTypes?.GetValueOrDefault(name) ?? DType.Float32,
                columnDefaults?.GetValueOrDefault(name), naValue))];
            CsvField? text = stack ? Array.Find(fields[..choice.Features.Length], field => field.Type == DType.String) : null;
            if (text is not null) throw new ArgumentException($"{owner} expects numbers in columns that become one vector. Received texts in '{text.Name}'. Set stack to false, or select other columns.");
            return Dataset.FromGenerator(() => rows.Read(there.Count, fields, choice, stack), null, $"{owner}({path})");
        }
    }
}
