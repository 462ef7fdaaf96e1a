namespace Heed;

public static partial class Utils
{
    /// <summary>Reads sounds (.wav, 16-bit PCM) whose subfolders are their classes.</summary>
    /// <remarks>Files are read while they are needed, several at once, in an order that depends on the seed alone. Rates are not converted. Keras:
    /// <c>keras.utils.audio_dataset_from_directory</c>, keras/src/utils/audio_dataset_utils.py.</remarks>
    /// <param name="directory">The folder.</param>
    /// <param name="labels">Class numbers of the files in the order of their paths; <see langword="null"/>: the subfolders are the classes.</param>
    /// <param name="labelMode">How classes become targets; <see langword="null"/>: there are none, and all files below the folder are read.</param>
    /// <param name="classNames">The subfolders to read: the first is class 0; <see langword="null"/>: all, sorted.</param>
    /// <param name="batchSize">Files in a batch; <see langword="null"/>: single ones.</param>
    /// <param name="samplingRate">Samples a second that every file must have; <see langword="null"/>: any.</param>
    /// <param name="outputSequenceLength">Samples of every sound: shorter ones are filled up with 0, longer ones cut; <see langword="null"/>: filled up to the longest of the batch.</param>
    /// <param name="shuffle">Mix the files, in every pass anew? If not, they come in the order of their paths.</param>
    /// <param name="seed">Makes the order repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="validationSplit">The fraction of the files that <see cref="DataSubset.Validation"/> reads.</param>
    /// <param name="subset">Which part is read. For both, call it twice with the same seed.</param>
    /// <param name="followLinks">Go into folders that are links?</param>
    /// <returns>Batches of sounds in [−1, 1), shape (batchSize, samples, channels), with their targets.</returns>
    /// <exception cref="ArgumentException">The arguments contradict each other or the folder, or there is no file.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    public static Dataset AudioDatasetFromDirectory(string directory, IReadOnlyList<int>? labels = null, LabelMode? labelMode = LabelMode.Int, IReadOnlyList<string>? classNames = null,
        int? batchSize = 32, int? samplingRate = null, int? outputSequenceLength = null, bool shuffle = true, int? seed = null, double? validationSplit = null,
        DataSubset? subset = null, bool followLinks = false)
    {
        const string owner = "Utils.AudioDatasetFromDirectory";
        Require.Optional(samplingRate, Require.Positive, owner);
        Require.Optional(outputSequenceLength, Require.Positive, owner);
        var files = new DirectoryFiles(new(owner, directory, [".wav"], labels, labelMode, classNames, batchSize, shuffle, seed, validationSplit, subset, followLinks));
        return files.Read(Sound, (sounds, size) => sounds.PaddedBatch(size));

        Tensor Sound(string path)
        {
            (Tensor sound, int rate) = WavFile.Decode(File.ReadAllBytes(path), outputSequenceLength);
            return samplingRate is null || samplingRate == rate ? sound
                : throw new InvalidDataException($"it has {rate} samples a second, and {samplingRate} are expected. Convert it first.");
        }
    }
}
