using System.Text;

namespace Heed;

public static partial class Utils
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads text files (.txt, UTF-8) whose subfolders are their classes.</summary>
    /// <remarks>Files are read while they are needed, several at once, in an order that depends on the seed alone. Keras: <c>keras.utils.text_dataset_from_directory</c>,
    /// keras/src/utils/text_dataset_utils.py.</remarks>
    /// <param name="directory">The folder.</param>
    /// <param name="labels">Class numbers of the files in the order of their paths; <see langword="null"/>: the subfolders are the classes.</param>
    /// <param name="labelMode">How classes become targets; <see langword="null"/>: there are none, and all files below the folder are read.</param>
    /// <param name="classNames">The subfolders to read: the first is class 0; <see langword="null"/>: all, sorted.</param>
    /// <param name="batchSize">Files in a batch; <see langword="null"/>: single ones.</param>
    /// <param name="maxLength">Characters that are read of a text at most; <see langword="null"/>: all.</param>
    /// <param name="shuffle">Mix the files, in every pass anew? If not, they come in the order of their paths.</param>
    /// <param name="seed">Makes the order repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="validationSplit">The fraction of the files that <see cref="DataSubset.Validation"/> reads.</param>
    /// <param name="subset">Which part is read. For both, call it twice with the same seed.</param>
    /// <param name="followLinks">Go into folders that are links?</param>
    /// <returns>Batches of texts, shape (batchSize,), with their targets.</returns>
    /// <exception cref="ArgumentException">The arguments contradict each other or the folder, or there is no file.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    public static Dataset TextDatasetFromDirectory(string directory, IReadOnlyList<int>? labels = null, LabelMode? labelMode = LabelMode.Int, IReadOnlyList<string>? classNames = null,
        int? batchSize = 32, int? maxLength = null, bool shuffle = true, int? seed = null, double? validationSplit = null, DataSubset? subset = null, bool followLinks = false)
    {
        const string owner = "Utils.TextDatasetFromDirectory";
        Require.Optional(maxLength, Require.Positive, owner);
        return new DirectoryFiles(new(owner, directory, [".txt"], labels, labelMode, classNames, batchSize, shuffle, seed, validationSplit, subset, followLinks)).Read(Text);

        Tensor Text(string path)
        {
            string text = File.ReadAllText(path, StrictUtf8);
            if (maxLength is { } most && text.Length > most) text = text[..(char.IsLowSurrogate(text[most]) ? most - 1 : most)];
            return Tensor.FromScalar(text);
        }
    }
}
