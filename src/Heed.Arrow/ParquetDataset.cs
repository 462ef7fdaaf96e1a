using Parquet;
using Parquet.Schema;

namespace Heed;

/// <summary>Parquet files as datasets.</summary>
public static class ParquetDataset
{
    extension(Dataset)
    {
        /// <summary>The row groups of a Parquet file, each as a batch of rows, read while they are needed.</summary>
        /// <remarks>For batches of another size follow it with <c>Unbatch</c> and <c>Batch</c>. Only the columns that are used are read.</remarks>
        /// <param name="path">The file.</param>
        /// <param name="labelName">The column that is the target; <see langword="null"/>: there is none.</param>
        /// <param name="selectColumns">The columns that are inputs, in this order; <see langword="null"/>: all but the target.</param>
        /// <param name="columnDefaults">What missing values of a column mean; without it they are errors.</param>
        /// <param name="stack">One tensor (rows, n) of all inputs as float32, rather than one by each column's name?</param>
        /// <returns>A batch for each row group.</returns>
        /// <exception cref="FileNotFoundException">The file is not there.</exception>
        /// <exception cref="InvalidDataException">While it is read: the file is broken, or a column is not there, has values missing, or is of a type that a tensor cannot hold.</exception>
        public static Dataset FromParquet(string path, string? labelName = null, IReadOnlyList<string>? selectColumns = null,
            IReadOnlyDictionary<string, Tensor>? columnDefaults = null, bool stack = false)
        {
            if (!File.Exists(path)) throw new FileNotFoundException($"Dataset.FromParquet expects a file. Received '{path}', which is not there.", path);
            string owner = $"Dataset.FromParquet({path})";
            return Dataset.FromAsync(Groups(), null, owner);

            async IAsyncEnumerable<Examples> Groups()
            {
                await using ParquetReader reader = await ParquetReader.CreateAsync(path);
                DataField[] fields = reader.Schema.GetDataFields();
                string[] there = [.. fields.Select(field => field.Path.ToString())];
                var choice = new ColumnChoice(owner, there, selectColumns, labelName, stack);
                choice.RequireThere(columnDefaults?.Keys ?? [], there);
                for (int group = 0; group < reader.RowGroupCount; group++)
                {
                    using ParquetRowGroupReader rows = reader.OpenRowGroupReader(group);
                    var columns = new List<Tensor>();
                    foreach (string name in choice.All)
                        columns.Add(await ParquetColumn.ReadAsync(rows, fields[Array.IndexOf(there, name)], columnDefaults?.GetValueOrDefault(name)));
                    yield return choice.Element(columns, 1);
                }
            }
        }
    }
}
