namespace Heed;

/// <summary>Folders of pictures as datasets.</summary>
public static class ImageDataset
{
    extension(Utils)
    {
        /// <summary>Reads pictures (bmp, gif, jpeg, png) whose subfolders are their classes, and gives them one size.</summary>
        /// <remarks>Files are read while they are needed, several at once, in an order that depends on the seed alone. Keras: <c>keras.utils.image_dataset_from_directory</c>,
        /// keras/src/utils/image_dataset_utils.py.</remarks>
        /// <param name="directory">The folder.</param>
        /// <param name="labels">Class numbers of the files in the order of their paths; <see langword="null"/>: the subfolders are the classes.</param>
        /// <param name="labelMode">How classes become targets; <see langword="null"/>: there are none, and all files below the folder are read.</param>
        /// <param name="classNames">The subfolders to read: the first is class 0; <see langword="null"/>: all, sorted.</param>
        /// <param name="colorMode">Channels of the result.</param>
        /// <param name="batchSize">Files in a batch; <see langword="null"/>: single ones.</param>
        /// <param name="imageSize">Height and width of the result; <see langword="null"/>: 256 × 256.</param>
        /// <param name="shuffle">Mix the files, in every pass anew? If not, they come in the order of their paths.</param>
        /// <param name="seed">Makes the order repeatable; <see langword="null"/> draws a seed.</param>
        /// <param name="validationSplit">The fraction of the files that <see cref="DataSubset.Validation"/> reads.</param>
        /// <param name="subset">Which part is read. For both, call it twice with the same seed.</param>
        /// <param name="interpolation">How values between pixels are found.</param>
        /// <param name="followLinks">Go into folders that are links?</param>
        /// <param name="cropToAspectRatio">Cuts off, evenly at both ends, what would distort the picture.</param>
        /// <param name="padToAspectRatio">Adds black, evenly at both ends, to the new shape of the picture.</param>
        /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
        /// <returns>Batches of float32 in [0, 255], shape (batchSize, height, width, channels), with their targets.</returns>
        /// <exception cref="ArgumentException">The arguments contradict each other or the folder, or there is no file.</exception>
        /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
        public static Dataset ImageDatasetFromDirectory(string directory, IReadOnlyList<int>? labels = null, LabelMode? labelMode = LabelMode.Int,
            IReadOnlyList<string>? classNames = null, ColorMode colorMode = ColorMode.Rgb, int? batchSize = 32, (int Height, int Width)? imageSize = null, bool shuffle = true,
            int? seed = null, double? validationSplit = null, DataSubset? subset = null, Interpolation interpolation = Interpolation.Bilinear, bool followLinks = false,
            bool cropToAspectRatio = false, bool padToAspectRatio = false, DataFormat? dataFormat = null)
        {
            const string owner = "Utils.ImageDatasetFromDirectory";
            (int height, int width) = imageSize ?? (256, 256);
            new ResizeSettings(height, width, interpolation, false, cropToAspectRatio, padToAspectRatio, FillMode.Constant, 0, DataFormat.ChannelsLast).Check(owner);
            return new DirectoryFiles(new(owner, directory, ImageFile.Formats, labels, labelMode, classNames, batchSize, shuffle, seed, validationSplit, subset, followLinks)).Read(Picture);

            Tensor Picture(string path)
            {
                Tensor pixels = ImageFile.Decode(File.ReadAllBytes(path), colorMode).Cast(DType.Float32);
                Tensor picture = Ops.ResizeImages(pixels, (height, width), interpolation, cropToAspectRatio: cropToAspectRatio, padToAspectRatio: padToAspectRatio);
                return dataFormat is DataFormat.ChannelsFirst ? Ops.Transpose(picture, [2, 0, 1]) : picture;
            }
        }
    }
}
