namespace Heed.Conformance;

/// <summary>activations/: each activation at a tensor, and its gradient.</summary>
internal static class ActivationCases
{
    public static void Run(Case item, Check check)
    {
        throw new UnsupportedException(item.Text("activation"));
    }
}
