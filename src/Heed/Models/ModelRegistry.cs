namespace Heed;

public static partial class KerasRegistry
{
    /// <summary>Models, which are layers too.</summary>
    static partial void RegisterModels()
    {
        AddLayer("Functional", Model.FromConfig);
        AddLayer("Sequential", Sequential.FromConfig);
    }
}
