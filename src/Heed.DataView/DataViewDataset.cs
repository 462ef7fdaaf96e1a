using Microsoft.ML;

namespace Heed;

/// <summary>ML.NET's <see cref="IDataView"/> as a dataset.</summary>
public static class DataViewDataset
{
    extension(Dataset)
    {
        /// <summary>The rows of a data view, read while they are needed.</summary>
        /// <remarks>
        /// Numbers, truth values and texts become scalars, vectors of known size (n,). Keys become int32 from 0 on, as losses expect class numbers; a missing key is an error.
        /// Missing numbers are NaN, as in ML.NET.
        /// </remarks>
        /// <param name="view">Any source or pipeline of ML.NET.</param>
        /// <param name="labelName">The column that is the target; <see langword="null"/>: there is none.</param>
        /// <param name="selectColumns">The columns that are inputs, in this order; <see langword="null"/>: all that are not hidden, but the target.</param>
        /// <param name="stack">One vector of all inputs as float32, rather than a tensor by each column's name?</param>
        /// <returns>An element for each row, without an axis of examples: follow it with <c>Batch</c>.</returns>
        /// <exception cref="ArgumentException">A column is not there, is named twice, or is of a type that a tensor cannot hold.</exception>
        public static Dataset FromDataView(IDataView view, string? labelName = null, IReadOnlyList<string>? selectColumns = null, bool stack = false)
        {
            const string owner = "Dataset.FromDataView";
            ArgumentNullException.ThrowIfNull(view);
            DataViewSchema.Column[] there = [.. view.Schema.Where(column => !column.IsHidden)];
            var choice = new ColumnChoice(owner, [.. there.Select(column => column.Name)], selectColumns, labelName, stack);
            DataViewSchema.Column[] columns = [.. choice.All.Select(name => view.Schema[name])];
            foreach (DataViewSchema.Column column in columns) DataViewColumn.RequireKnown(owner, column);
            return Dataset.FromGenerator(Rows, view.GetRowCount(), owner);

            IEnumerable<Examples> Rows()
            {
                using DataViewRowCursor cursor = view.GetRowCursor(columns);
                Func<Tensor>[] getters = [.. columns.Select(column => DataViewColumn.Getter(cursor, column))];
                while (cursor.MoveNext()) yield return choice.Element([.. getters.Select(get => get())], 0);
            }
        }
    }
}
