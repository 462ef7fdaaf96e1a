using Heed.Saving;

namespace Heed;

public partial class Model
{
    /// <summary>Writes the whole model, whole or not at all: a failure leaves an old file of this name as it was.</summary>
    /// <param name="path">The file to make or to replace, in a folder that exists: <c>.keras</c>, or the older <c>.h5</c> or <c>.hdf5</c>.</param>
    /// <exception cref="ArgumentException">The name has another ending.</exception>
    /// <exception cref="NotSupportedException">The graph holds an op that Keras does not have.</exception>
    /// <exception cref="IOException">The disk or the path refuses.</exception>
    public void Save(string path)
    {
        string ending = System.IO.Path.GetExtension(path).ToLowerInvariant();
        using var scope = new MemoryScope();
        switch (ending)
        {
            case ".keras":
                var archive = new KerasArchiveWriter(this);
                AtomicFile.Write(path, archive.Write, archive.LeastLength);
                break;
            case ".h5" or ".hdf5" when !path.EndsWith(".weights.h5", StringComparison.OrdinalIgnoreCase):
                Hdf5Writer whole = LegacyH5Writer.Plan(this);
                AtomicFile.Write(path, stream => whole.Write(stream), whole.Length);
                break;
            default:
                throw new ArgumentException($"{this} expects a file name that ends in .keras, .h5 or .hdf5 where it is saved. Received '{path}'. SaveWeights writes the weights alone.");
        }
    }
}
