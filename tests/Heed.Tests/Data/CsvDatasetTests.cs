using Heed.Tests.Training;

namespace Heed.Tests.Data;

public sealed class CsvDatasetTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Weather => _folder.Write("weather.csv", "date,rain,wind,kind\n2012-01-01,0.5,4,rain\n2012-01-02,1e1,-2,\"sun, \"\"hot\"\"\nand dry\"\n2012-01-03,3,5,fog\n");

    [Fact]
    public void Columns_become_scalars_by_name_and_the_target()
    {
        Examples[] rows = [.. Dataset.FromCsv(Weather, labelName: "kind", selectColumns: ["wind", "rain"], columnTypes: new Dictionary<string, DType> { ["kind"] = DType.String, ["wind"] = DType.Int32 })];
        Assert.Equal(["wind", "rain"], rows[1].X.Names!);
        Assert.Equal(-2, rows[1].X["wind"].Item<int>());
        Assert.Equal(10f, rows[1].X["rain"].Item<float>());
        Assert.Equal("sun, \"hot\"\nand dry", rows[1].Y![0].Item<string>());
        Assert.Equal(3, rows.Length);
    }

    [Fact]
    public void Inputs_may_be_one_vector()
    {
        Examples batch = Dataset.FromCsv(Weather, labelName: "wind", selectColumns: ["rain", "wind2"], columnNames: ["date", "rain", "wind", "wind2"], stack: true,
            columnDefaults: new Dictionary<string, Tensor> { ["wind2"] = 7 }).Take(0).Concatenate(Dataset.FromCsv(Weather, selectColumns: ["rain", "wind"], stack: true)).Batch(2).First();
        Assert.Equal([0.5f, 4, 10, -2], batch.X[0].ToArray<float>());
        Assert.Equal(new Shape(2, 2), batch.X[0].Shape);
    }

    [Fact]
    public void A_file_without_header_takes_names()
    {
        string path = _folder.Write("plain.csv", "1;2\n3;4");
        Examples row = Dataset.FromCsv(path, labelName: "b", columnNames: ["a", "b"], header: false, fieldDelim: ';').First();
        Assert.Equal((1f, 2f), (row.X["a"].Item<float>(), row.Y![0].Item<float>()));
        Assert.Throws<ArgumentException>(() => Dataset.FromCsv(path, header: false));
    }

    [Fact]
    public void Empty_fields_take_their_default()
    {
        string path = _folder.Write("gaps.csv", "a,b\n,x\nNA,\n2,NA\n");
        var types = new Dictionary<string, DType> { ["b"] = DType.String };
        Examples[] rows = [.. Dataset.FromCsv(path, columnTypes: types, columnDefaults: new Dictionary<string, Tensor> { ["a"] = -1 }, naValue: "NA")];
        Assert.Equal([-1f, -1, 2], rows.Select(row => row.X["a"].Item<float>()));
        Assert.Equal(["x", "", ""], rows.Select(row => row.X["b"].Item<string>()));
        Assert.Contains("line 2, expects float32 in column 'a'. Received ''. Pass columnDefaults",
            Assert.Throws<InvalidDataException>(() => Dataset.FromCsv(path, columnTypes: types).Count()).Message);
    }

    [Fact]
    public void A_broken_field_names_file_line_and_column()
    {
        string path = _folder.Write("broken.csv", "a,b\n1,\"two\nlines\"\n3,4\nx,5\n");
        var error = Assert.Throws<InvalidDataException>(() => Dataset.FromCsv(path, selectColumns: ["a"]).Count());
        Assert.Contains($"'{path}', line 5, expects float32 in column 'a'. Received 'x'.", error.Message);
        Assert.Contains("line 2,", Assert.Throws<InvalidDataException>(() => Dataset.FromCsv(path, stack: true).Count()).Message);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "line 3, expects 2 fields. Received 1")]
    [InlineData("a,b\n1,2,3\n", "line 2, expects 2 fields. Received 3")]
    [InlineData("a,b\n", "at least one row")]
    public void Ragged_rows_and_empty_files_are_named(string text, string expected)
    {
        string path = _folder.Write("ragged.csv", text);
        string message = Assert.Throws<InvalidDataException>(() => Dataset.FromCsv(path).Count()).Message;
        Assert.Contains(expected, message);
        Assert.Contains(path, message);
    }

    [Fact]
    public void Columns_that_are_not_there_are_named_at_once()
    {
        Assert.Contains("Did you mean 'rain'?", Assert.Throws<ArgumentException>(() => Dataset.FromCsv(Weather, labelName: "rin")).Message);
        Assert.Contains("'rain' twice", Assert.Throws<ArgumentException>(() => Dataset.FromCsv(Weather, labelName: "rain", selectColumns: ["rain"])).Message);
        Assert.Contains("'a' twice", Assert.Throws<ArgumentException>(() => Dataset.FromCsv(_folder.Write("twins.csv", "a,a\n1,2"))).Message);
        Assert.Contains("Received 'winds'", Assert.Throws<ArgumentException>(() => Dataset.FromCsv(Weather, columnTypes: new Dictionary<string, DType> { ["winds"] = DType.Int32 })).Message);
        Assert.Contains("texts in 'kind'", Assert.Throws<ArgumentException>(() => Dataset.FromCsv(Weather, columnTypes: new Dictionary<string, DType> { ["kind"] = DType.String }, stack: true)).Message);
        Assert.Throws<ArgumentException>(() => Dataset.FromCsv(Weather, columnDefaults: new Dictionary<string, Tensor> { ["rain"] = Tensor.FromScalar("x") }));
        Assert.Throws<FileNotFoundException>(() => Dataset.FromCsv(Path.Combine(_folder, "none.csv")));
        Assert.Throws<InvalidDataException>(() => Dataset.FromCsv(_folder.Write("empty.csv", "")));
    }

    [Fact]
    public void All_number_types_are_read()
    {
        string path = _folder.Write("types.csv", "x\n1\n");
        foreach (DType type in Enum.GetValues<DType>())
            Assert.Equal(type, Dataset.FromCsv(path, columnTypes: new Dictionary<string, DType> { ["x"] = type }).Single().X[0].DType);
    }

    [Fact]
    public void The_file_is_closed_when_a_pass_ends_early()
    {
        string path = Weather;
        _ = Dataset.FromCsv(path, selectColumns: ["rain"]).First();
        using FileStream alone = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(alone.CanWrite);
    }
}
