using Heed.Layers;

namespace Heed.Conformance;

/// <summary>layer_errors/: Keras refuses the call, so Heed must, with an exception of the matching kind.</summary>
internal static class LayerErrorCases
{
    public static void Run(Case item, Check check)
    {
        string kind = item.Required("error").GetProperty("error").GetString()!;
        try
        {
            var layer = Support.Make<Layer>(item.Required("object"));
            LayerArguments arguments = LayerArguments.Read(item);
            layer.Invoke(arguments.Inputs, arguments.Call);
        }
        catch (ArgumentException) when (kind is "ValueError" or "TypeError")
        {
            return;     // as it should be
        }
        check.Fail($"expected an error ({kind}), received an answer");
    }
}
