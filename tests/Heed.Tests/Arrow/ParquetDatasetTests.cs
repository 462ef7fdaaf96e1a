using Heed.Tests.Training;
using Parquet;
using Parquet.Schema;

namespace Heed.Tests.Arrow;

public sealed class ParquetDatasetTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<string> Write(params int[][] groups)
    {
        DataField[] fields = [new DataField<int>("count"), new DataField<double?>("size"), new DataField<string>("name"), new DataField<bool>("even")];
        string path = Path.Combine(_folder, "table.parquet");
        await using FileStream stream = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        foreach (int[] counts in groups)
        {
            using ParquetRowGroupWriter rows = writer.CreateRowGroup();
            await rows.WriteAsync<int>(fields[0], counts.AsMemory());
            await rows.WriteAsync<double>(fields[1], counts.Select(count => count == 0 ? null : (double?)count / 2).ToArray().AsMemory());
            await rows.WriteAsync(fields[2], counts.Select(count => $"n{count}").ToArray());
            await rows.WriteAsync<bool>(fields[3], counts.Select(count => count % 2 == 0).ToArray().AsMemory());
        }
        return path;
    }

    [Fact]
    public async Task A_row_group_is_a_batch_by_name_in_every_pass()
    {
        Dataset dataset = Dataset.FromParquet(await Write([1, 2, 3], [4]), labelName: "even");
        for (int pass = 0; pass < 2; pass++)
        {
            Examples[] batches = [.. dataset];
            Assert.Equal(["count", "size", "name"], batches[0].X.Names!);
            Assert.Equal([1, 2, 3], batches[0].X["count"].ToArray<int>());
            Assert.Equal([0.5, 1, 1.5], batches[0].X["size"].ToArray<double>());
            Assert.Equal(["n4"], batches[1].X["name"].ToArray<string>());
            Assert.Equal([false, true, false], batches[0].Y![0].ToArray<bool>());
        }
    }

    [Fact]
    public async Task Inputs_may_be_one_tensor()
    {
        string path = await Write([1, 2]);
        Assert.Equal([1f, 0.5f, 2, 1], Dataset.FromParquet(path, selectColumns: ["count", "size"], stack: true).Single().X[0].ToArray<float>());
    }

    [Fact]
    public async Task Missing_values_are_named_or_take_their_default()
    {
        string path = await Write([1, 2], [3, 0]);
        string message = Assert.Throws<InvalidDataException>(() => Dataset.FromParquet(path).Count()).Message;
        Assert.Contains("element 1: column 'size' expects a value in every row. Received a missing one in row 1", message);
        Assert.Contains(path, message);
        Assert.Equal([1.5, -1], Dataset.FromParquet(path, columnDefaults: new Dictionary<string, Tensor> { ["size"] = -1 }).Last().X["size"].ToArray<double>());
    }

    [Fact]
    public async Task Columns_and_files_that_are_not_there_are_named()
    {
        string path = await Write([1]);
        Assert.Contains("Did you mean 'name'?", Assert.Throws<InvalidDataException>(() => Dataset.FromParquet(path, selectColumns: ["nam"]).Count()).Message);
        Assert.Throws<FileNotFoundException>(() => Dataset.FromParquet(path + "x"));
        File.WriteAllText(path, "no parquet file");
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => Dataset.FromParquet(path).Count()).Message);
    }
}
