namespace Heed.Tests.Training;

public sealed class TextDirectoryTests : IDisposable
{
    private readonly Folder _folder = new();

    public TextDirectoryTests()
    {
        foreach (string name in new[] { "neg/2.txt", "neg/1.txt", "pos/3.TXT", "pos/deep/4.txt", "pos/notes.md", ".hidden/5.txt" }) _folder.Write(name, Path.GetFileNameWithoutExtension(name));
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Texts(IEnumerable<Examples> dataset) => [.. dataset.SelectMany(batch => batch.X[0].ToArray<string>())];

    [Fact]
    public void Subfolders_are_classes_in_order()
    {
        Dataset dataset = Utils.TextDatasetFromDirectory(_folder, shuffle: false);
        Assert.Equal(["neg", "pos"], dataset.ClassNames!);
        Assert.Equal(["1", "2", "3", "4"], Texts(dataset));
        Assert.Equal([0, 0, 1, 1], dataset.Single().Y![0].ToArray<int>());
        Assert.Equal(["1.txt", "2.txt", "3.TXT", "4.txt"], dataset.FilePaths!.Select(path => Path.GetFileName(path)));
        Assert.Equal(1, dataset.Cardinality);
    }

    [Fact]
    public void Class_names_choose_and_order()
    {
        Dataset dataset = Utils.TextDatasetFromDirectory(_folder, classNames: ["pos", "neg"], shuffle: false);
        Assert.Equal(["3", "4", "1", "2"], Texts(dataset));
        Assert.Equal([0, 0, 1, 1], dataset.Single().Y![0].ToArray<int>());
        Assert.Equal(["3", "4"], Texts(Utils.TextDatasetFromDirectory(_folder, classNames: ["pos"], shuffle: false)));
    }

    [Fact]
    public void Targets_take_three_forms_or_none()
    {
        Assert.Equal([0f, 0, 1, 1], Utils.TextDatasetFromDirectory(_folder, labelMode: LabelMode.Binary, shuffle: false).Single().Y![0].ToArray<float>());
        Assert.Equal(new Shape(4, 1), Utils.TextDatasetFromDirectory(_folder, labelMode: LabelMode.Binary).Single().Y![0].Shape);
        Assert.Equal([1f, 0, 1, 0, 0, 1, 0, 1], Utils.TextDatasetFromDirectory(_folder, labelMode: LabelMode.Categorical, shuffle: false).Single().Y![0].ToArray<float>());
        Dataset none = Utils.TextDatasetFromDirectory(_folder, labelMode: null, shuffle: false);
        Assert.Null(none.First().Y);
        Assert.Equal(["5", "1", "2", "3", "4"], Texts(none));
    }

    [Fact]
    public void Labels_may_be_given()
    {
        Dataset dataset = Utils.TextDatasetFromDirectory(_folder, labels: [2, 0, 1, 0, 2], shuffle: false);
        Assert.Equal([2, 0, 1, 0, 2], dataset.Single().Y![0].ToArray<int>());
        Assert.Equal(["0", "1", "2"], dataset.ClassNames!);
        Assert.Contains("5 files", Assert.Throws<ArgumentException>(() => Utils.TextDatasetFromDirectory(_folder, labels: [1])).Message);
    }

    [Fact]
    public void Training_and_validation_part_the_files()
    {
        string[] Part(DataSubset subset) => Texts(Utils.TextDatasetFromDirectory(_folder, seed: 3, validationSplit: 0.25, subset: subset));
        Assert.Equal(3, Part(DataSubset.Training).Length);
        Assert.Equal(["1", "2", "3", "4"], Part(DataSubset.Training).Concat(Part(DataSubset.Validation)).Order());
    }

    [Fact]
    public void The_seed_repeats_the_order_and_texts_keep_their_targets()
    {
        for (int i = 10; i < 40; i++) _folder.Write($"{(i % 2 == 0 ? "neg" : "pos")}/{i}.txt", $"{i % 2}");
        Dataset one = Utils.TextDatasetFromDirectory(_folder, seed: 1, batchSize: null).Filter(x => x.X[0].Item<string>().Length == 1 && x.X[0].Item<string>()[0] < '2');
        Dataset two = Utils.TextDatasetFromDirectory(_folder, seed: 1, batchSize: null).Filter(x => x.X[0].Item<string>().Length == 1 && x.X[0].Item<string>()[0] < '2');
        Assert.Equal(Texts(one), Texts(two));
        Assert.NotEqual(Texts(one).Order(), Texts(two));
        Assert.All(one.Where(x => x.X[0].Item<string>() == "0"), x => Assert.Equal(0, x.Y![0].Item<int>()));
    }

    [Fact]
    public void Long_texts_are_cut_between_characters()
    {
        _folder.Write("neg/1.txt", "ab😀cd");
        Assert.Equal("ab", Texts(Utils.TextDatasetFromDirectory(_folder, maxLength: 3, shuffle: false))[0]);
        Assert.Equal("ab😀", Texts(Utils.TextDatasetFromDirectory(_folder, maxLength: 4, shuffle: false))[0]);
    }

    [Fact]
    public void A_broken_file_is_named()
    {
        string path = _folder.Write("neg/0.txt", [0x41, 0xff, 0x42]);
        var error = Assert.Throws<InvalidDataException>(() => Utils.TextDatasetFromDirectory(_folder, shuffle: false).Count());
        Assert.Contains(path, error.Message);
        Assert.Contains("element 0", error.Message);
    }

    [Fact]
    public void Links_are_followed_only_when_asked_for()
    {
        using var elsewhere = new Folder();
        elsewhere.Write("9.txt", "9");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "pos", "link"), elsewhere);
        Assert.Equal(["1", "2", "3", "4"], Texts(Utils.TextDatasetFromDirectory(_folder)).Order());
        Assert.Equal(["1", "2", "3", "4", "9"], Texts(Utils.TextDatasetFromDirectory(_folder, followLinks: true)).Order());
        Directory.Delete(Path.Combine(_folder, "pos", "link"));
    }

    [Fact]
    public void Settings_that_contradict_each_other_or_the_folder_are_refused()
    {
        void Refused<T>(Func<Dataset> make, string part) where T : Exception => Assert.Contains(part, Assert.Throws<T>(make).Message);
        Refused<DirectoryNotFoundException>(() => Utils.TextDatasetFromDirectory(Path.Combine(_folder, "nothing")), "not there");
        Refused<ArgumentException>(() => Utils.TextDatasetFromDirectory(_folder, classNames: ["pos", "neutral"]), "Received neutral");
        Refused<ArgumentException>(() => Utils.TextDatasetFromDirectory(_folder, validationSplit: 0.5), "together");
        Refused<ArgumentException>(() => Utils.TextDatasetFromDirectory(_folder, validationSplit: 0.5, subset: DataSubset.Training), "seed");
        Refused<ArgumentException>(() => Utils.TextDatasetFromDirectory(_folder, validationSplit: 0.1, subset: DataSubset.Validation, seed: 1), "Received none");
        Refused<ArgumentException>(() => Utils.TextDatasetFromDirectory(_folder, labelMode: LabelMode.Binary, classNames: ["pos"]), "two classes");
        Refused<ArgumentException>(() => Utils.TextDatasetFromDirectory(_folder, labels: [1, 2, 3, 4, 5], labelMode: LabelMode.Categorical), "labels in [0, 5)");
        Refused<ArgumentOutOfRangeException>(() => Utils.TextDatasetFromDirectory(_folder, validationSplit: 1, subset: DataSubset.Training), "(0, 1)");
    }
}
