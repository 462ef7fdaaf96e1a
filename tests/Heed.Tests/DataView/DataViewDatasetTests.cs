using Microsoft.ML;
using Microsoft.ML.Data;

namespace Heed.Tests.DataView;

public class DataViewDatasetTests
{
    private static readonly MLContext Context = new(seed: 1);

    private static readonly IDataView View = Context.Data.LoadFromEnumerable(new Row[]
    {
        new() { Size = 1.5f, Count = 2, Name = "a", Flag = true, Vector = [1, 2] },
        new() { Size = 2.5f, Count = 3, Name = "b", Flag = false, Vector = [3, 4] },
        new() { Size = 3.5f, Count = 4, Name = "a", Flag = true, Vector = [5, 6] },
    });

    [Fact]
    public void Columns_keep_their_types()
    {
        Examples[] rows = [.. Dataset.FromDataView(View, labelName: "Size")];
        Assert.Equal(["Count", "Name", "Flag", "Vector"], rows[1].X.Names!);
        Assert.Equal([DType.Int64, DType.String, DType.Bool, DType.Float64], rows[1].X.Select(x => x.DType));
        Assert.Equal((3L, "b", false), (rows[1].X["Count"].Item<long>(), rows[1].X["Name"].Item<string>(), rows[1].X["Flag"].Item<bool>()));
        Assert.Equal([3.0, 4], rows[1].X["Vector"].ToArray<double>());
        Assert.Equal([1.5f, 2.5f, 3.5f], rows.Select(row => row.Y![0].Item<float>()));
    }

    [Fact]
    public void Inputs_may_be_one_vector() =>
        Assert.Equal([2f, 1, 2, 3, 3, 4], Dataset.FromDataView(View, selectColumns: ["Count", "Vector"], stack: true).Batch(2).First().X[0].ToArray<float>());

    [Fact]
    public void Keys_of_a_pipeline_become_class_numbers()
    {
        IDataView keyed = Context.Transforms.Conversion.MapValueToKey("Label", "Name").Fit(View).Transform(View);
        Dataset dataset = Dataset.FromDataView(keyed, labelName: "Label", selectColumns: ["Size"]);
        Assert.Equal([0, 1, 0], dataset.Select(row => row.Y![0].Item<int>()));
    }

    [Fact]
    public void Columns_that_tensors_cannot_hold_are_refused()
    {
        IDataView dated = Context.Data.LoadFromEnumerable(new[] { new Dated { When = new(2020, 1, 1), List = [1] } });
        Assert.Contains("'When'", Assert.Throws<ArgumentException>(() => Dataset.FromDataView(dated, selectColumns: ["When"])).Message);
        Assert.Contains("known size", Assert.Throws<ArgumentException>(() => Dataset.FromDataView(dated, selectColumns: ["List"])).Message);
        Assert.Contains("Did you mean 'Size'?", Assert.Throws<ArgumentException>(() => Dataset.FromDataView(View, labelName: "Sise")).Message);
        Assert.Contains("texts in 'Name'", Assert.Throws<InvalidDataException>(() => Dataset.FromDataView(View, selectColumns: ["Name"], stack: true).Count()).Message);
    }

    private sealed class Row
    {
        public float Size { get; set; }
        public long Count { get; set; }
        public string Name { get; set; } = "";
        public bool Flag { get; set; }
        [VectorType(2)]
        public double[] Vector { get; set; } = [];
    }

    private sealed class Dated
    {
        public DateTime When { get; set; }
        public float[] List { get; set; } = [];
    }
}
