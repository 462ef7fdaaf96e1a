using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace Heed;

/// <summary>Arrow's record batches as datasets.</summary>
public static class ArrowDataset
{
    extension(Dataset)
    {
        /// <summary>Arrow record batches, each as a batch of rows.</summary>
        /// <remarks>Numbers, truth values and texts become (rows,), lists of fixed size (rows, n). For batches of another size follow it with <c>Unbatch</c> and <c>Batch</c>.</remarks>
        /// <param name="batches">All of one schema.</param>
        /// <param name="labelName">The column that is the target; <see langword="null"/>: there is none.</param>
        /// <param name="selectColumns">The columns that are inputs, in this order; <see langword="null"/>: all but the target.</param>
        /// <param name="columnDefaults">What missing values of a column mean; without it they are errors.</param>
        /// <param name="stack">One tensor (rows, n) of all inputs as float32, rather than one by each column's name?</param>
        /// <returns>A batch for each record batch.</returns>
        /// <exception cref="InvalidDataException">While it is read: a column is not there, has values missing, or is of a type that a tensor cannot hold.</exception>
        public static Dataset FromArrow(IEnumerable<RecordBatch> batches, string? labelName = null, IReadOnlyList<string>? selectColumns = null,
            IReadOnlyDictionary<string, Tensor>? columnDefaults = null, bool stack = false)
        {
            ArgumentNullException.ThrowIfNull(batches);
            return Dataset.FromGenerator(batches.Select(batch => Element("Dataset.FromArrow", batch, labelName, selectColumns, columnDefaults, stack)),
                batches.TryGetNonEnumeratedCount(out int count) ? count : null, "Dataset.FromArrow");
        }

        /// <summary>The record batches of an Arrow file or stream file (.arrow, .feather, .arrows), read while they are needed.</summary>
        /// <param name="path">The file.</param>
        /// <param name="labelName">The column that is the target; <see langword="null"/>: there is none.</param>
        /// <param name="selectColumns">The columns that are inputs, in this order; <see langword="null"/>: all but the target.</param>
        /// <param name="columnDefaults">What missing values of a column mean; without it they are errors.</param>
        /// <param name="stack">One tensor (rows, n) of all inputs as float32, rather than one by each column's name?</param>
        /// <returns>A batch for each record batch.</returns>
        /// <exception cref="FileNotFoundException">The file is not there.</exception>
        /// <exception cref="InvalidDataException">While it is read: the file is broken, or a column is not there, has values missing, or is of a type that a tensor cannot hold.</exception>
        public static Dataset FromArrow(string path, string? labelName = null, IReadOnlyList<string>? selectColumns = null,
            IReadOnlyDictionary<string, Tensor>? columnDefaults = null, bool stack = false)
        {
            if (!File.Exists(path)) throw new FileNotFoundException($"Dataset.FromArrow expects a file. Received '{path}', which is not there.", path);
            string owner = $"Dataset.FromArrow({path})";
            return Dataset.FromGenerator(Batches, null, owner);

            IEnumerable<Examples> Batches()
            {
                using ArrowStreamReader reader = Open(path);
                while (reader.ReadNextRecordBatch() is { } batch)
                    using (batch) yield return Element(owner, batch, labelName, selectColumns, columnDefaults, stack);
            }
        }
    }

    private static Examples Element(string owner, RecordBatch batch, string? label, IReadOnlyList<string>? select, IReadOnlyDictionary<string, Tensor>? defaults, bool stack)
    {
        string[] there = [.. batch.Schema.FieldsList.Select(field => field.Name)];
        var choice = new ColumnChoice(owner, there, select, label, stack);
        choice.RequireThere(defaults?.Keys ?? [], there);
        return choice.Element([.. choice.All.Select(name => ArrowColumn.Read(name, batch.Column(System.Array.IndexOf(there, name)), defaults?.GetValueOrDefault(name)))], 1);
    }

    /// <summary>A file begins with ARROW1, a stream does not.</summary>
    private static ArrowStreamReader Open(string path)
    {
        var magic = new byte[6];
        FileStream file = File.OpenRead(path);
        bool isFile = file.ReadAtLeast(magic, 6, throwOnEndOfStream: false) == 6 && magic.AsSpan().SequenceEqual("ARROW1"u8);
        file.Position = 0;
        return isFile ? new ArrowFileReader(file, leaveOpen: false) : new ArrowStreamReader(file, leaveOpen: false);
    }
}
