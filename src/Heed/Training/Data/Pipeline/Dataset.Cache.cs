namespace Heed;

public sealed partial class Dataset
{
    /// <summary>Keeps the elements in memory: every one is read or computed once, however many passes there are.</summary>
    /// <remarks>A pass that stops early leaves the source open where it is; a later one goes on there. After a failure the next pass begins anew.</remarks>
    /// <returns>The same elements; put random steps behind it, or they are frozen.</returns>
    public Dataset Cache()
    {
        var cache = new ElementCache(this);
        return Then("Cache()", Cardinality, _ => cache.Pass(), ownsMemory: false);
    }
}

/// <summary>Elements that were read once.</summary>
/// <param name="source">Where they come from.</param>
internal sealed class ElementCache(IEnumerable<Examples> source)
{
    private readonly Lock _reading = new();
    private List<Examples> _elements = [];
    private IEnumerator<Examples>? _rest;
    private bool _complete;

    /// <summary>All elements, from memory as far as they were read.</summary>
    public IEnumerator<Examples> Pass()
    {
        List<Examples> elements = _elements;
        for (int i = 0; Has(elements, i); i++) yield return elements[i];
    }

    private bool Has(List<Examples> elements, int index)
    {
        lock (_reading)
        {
            if (index < elements.Count) return true;
            if (elements != _elements) throw new InvalidOperationException("Dataset.Cache expects its source to go on. Received a failure in another pass. Start a new pass.");
            if (_complete) return false;
            try
            {
                _rest ??= source.GetEnumerator();
                if (_rest.MoveNext())
                {
                    elements.Add(_rest.Current);
                    return true;
                }
            }
            catch
            {
                _elements = [];
                Close();
                throw;
            }
            _complete = true;
            Close();
            return false;
        }
    }

    private void Close()
    {
        _rest?.Dispose();
        _rest = null;
    }
}
