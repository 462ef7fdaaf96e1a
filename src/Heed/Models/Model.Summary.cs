namespace Heed;

public partial class Model
{
    /// <summary>A table of the layers: name and type, output shape, number of parameters and, where the layers are no mere row, connections.</summary>
    /// <param name="lineLength">How many characters a line may have.</param>
    /// <param name="expandNested">List the layers of inner models too?</param>
    /// <param name="showTrainable">Add a column that says which layers optimizers change?</param>
    /// <returns>The text that Keras's <c>summary</c> prints, in lines.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lineLength"/> is less than 40.</exception>
    public string Summary(int lineLength = 100, bool expandNested = false, bool showTrainable = false)
    {
        using var text = new StringWriter { NewLine = "\n" };
        PrintSummary(text, lineLength, expandNested, showTrainable);
        return text.ToString();
    }

    /// <summary>Writes what <see cref="Summary"/> gives.</summary>
    /// <param name="writer">Such as <c>Console.Out</c>.</param>
    /// <param name="lineLength">How many characters a line may have.</param>
    /// <param name="expandNested">List the layers of inner models too?</param>
    /// <param name="showTrainable">Add a column that says which layers optimizers change?</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lineLength"/> is less than 40.</exception>
    public void PrintSummary(TextWriter writer, int lineLength = 100, bool expandNested = false, bool showTrainable = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lineLength, 40);
        var optimizer = new List<Variable>();
        CollectOptimizerVariables(optimizer);
        new SummaryTable(this, Graph, expandNested, showTrainable).Write(writer, lineLength, optimizer);
    }

    /// <summary>Adds the variables of the optimizer, if training has begun.</summary>
    partial void CollectOptimizerVariables(List<Variable> variables);
}
