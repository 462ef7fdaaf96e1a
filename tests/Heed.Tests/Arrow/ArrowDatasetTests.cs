using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Heed.Tests.Training;

namespace Heed.Tests.Arrow;

public sealed class ArrowDatasetTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static RecordBatch Batch(params int[] counts)
    {
        var names = new StringArray.Builder();
        foreach (int count in counts) names.Append($"n{count}");
        return new RecordBatch.Builder()
            .Append("count", false, new Int32Array.Builder().AppendRange(counts).Build())
            .Append("size", false, new DoubleArray.Builder().AppendRange(counts.Select(count => count / 2.0)).Build())
            .Append("name", false, names.Build())
            .Append("even", false, new BooleanArray.Builder().AppendRange(counts.Select(count => count % 2 == 0)).Build())
            .Build();
    }

    [Fact]
    public void A_record_batch_is_a_batch_by_name()
    {
        Examples[] batches = [.. Dataset.FromArrow([Batch(1, 2, 3), Batch(4)], labelName: "even")];
        Assert.Equal(["count", "size", "name"], batches[0].X.Names!);
        Assert.Equal([1, 2, 3], batches[0].X["count"].ToArray<int>());
        Assert.Equal([0.5, 1, 1.5], batches[0].X["size"].ToArray<double>());
        Assert.Equal(["n4"], batches[1].X["name"].ToArray<string>());
        Assert.Equal([false, true, false], batches[0].Y![0].ToArray<bool>());
    }

    [Fact]
    public void Inputs_may_be_one_tensor_and_batches_be_cut_anew()
    {
        Dataset rows = Dataset.FromArrow([Batch(1, 2, 3), Batch(4)], selectColumns: ["count", "size"], stack: true);
        Assert.Equal([1f, 0.5f, 2, 1, 3, 1.5f], rows.First().X[0].ToArray<float>());
        Assert.Equal([new Shape(2, 2), new Shape(2, 2)], rows.Unbatch().Batch(2).Select(batch => batch.X[0].Shape));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Files_and_streams_are_read_in_every_pass_and_closed(bool asFile)
    {
        string path = Path.Combine(_folder, "table.arrow");
        using (FileStream stream = File.Create(path))
        {
            using ArrowStreamWriter writer = asFile ? new ArrowFileWriter(stream, Batch(1).Schema) : new ArrowStreamWriter(stream, Batch(1).Schema);
            writer.WriteRecordBatch(Batch(1, 2));
            writer.WriteRecordBatch(Batch(3));
            writer.WriteEnd();
        }
        Dataset dataset = Dataset.FromArrow(path, selectColumns: ["count"]);
        for (int pass = 0; pass < 2; pass++) Assert.Equal([1, 2, 3], dataset.SelectMany(batch => batch.X[0].ToArray<int>()));
        _ = dataset.First();
        File.Delete(path);
        Assert.Throws<FileNotFoundException>(() => Dataset.FromArrow(path));
    }

    [Fact]
    public void Missing_values_are_named_or_take_their_default()
    {
        RecordBatch gaps = new RecordBatch.Builder().Append("x", true, new FloatArray.Builder().Append(1).AppendNull().Build())
            .Append("t", true, new StringArray.Builder().AppendNull().Append("b").Build()).Build();
        Assert.Contains("column 'x' expects a value in every row. Received a missing one in row 1", Assert.Throws<InvalidDataException>(() => Dataset.FromArrow([gaps]).Count()).Message);
        Examples filled = Dataset.FromArrow([gaps], columnDefaults: new Dictionary<string, Tensor> { ["x"] = -1, ["t"] = Tensor.FromScalar("?") }).Single();
        Assert.Equal([1f, -1], filled.X["x"].ToArray<float>());
        Assert.Equal(["?", "b"], filled.X["t"].ToArray<string>());
    }

    [Fact]
    public void Lists_of_fixed_size_are_vectors_and_dictionaries_are_decoded()
    {
        var lists = new FixedSizeListArray.Builder(FloatType.Default, 2);
        var values = (FloatArray.Builder)lists.ValueBuilder;
        for (int i = 0; i < 3; i++)
        {
            lists.Append();
            values.Append(i).Append(i + 10);
        }
        var words = new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, false), new Int32Array.Builder().Append(1).Append(0).Append(1).Build(),
            new StringArray.Builder().Append("no").Append("yes").Build());
        RecordBatch batch = new RecordBatch.Builder().Append("v", false, lists.Build()).Append("w", false, words).Build();
        Examples all = Dataset.FromArrow([batch]).Single(), part = Dataset.FromArrow([batch.Slice(1, 2)], selectColumns: ["v"]).Single();
        Assert.Equal([0f, 10, 1, 11, 2, 12], all.X["v"].ToArray<float>());
        Assert.Equal(["yes", "no", "yes"], all.X["w"].ToArray<string>());
        Assert.Equal([1f, 11, 2, 12], part.X["v"].ToArray<float>());
    }

    [Fact]
    public void Types_that_tensors_cannot_hold_are_named()
    {
        RecordBatch dates = new RecordBatch.Builder().Append("day", false, new Date32Array.Builder().Append(new DateTime(2020, 1, 1)).Build()).Build();
        Assert.Contains("column 'day'", Assert.Throws<InvalidDataException>(() => Dataset.FromArrow([dates]).Count()).Message);
        Assert.Contains("Did you mean 'day'?", Assert.Throws<InvalidDataException>(() => Dataset.FromArrow([dates], labelName: "days").Count()).Message);
    }
}
