using System.Text;

namespace Heed;

/// <summary>Keras's spelling of C# names: <c>LayerNormalization</c> is <c>layer_normalization</c>, <c>Conv1D</c> is <c>conv1d</c>.</summary>
internal static class Snake
{
    /// <summary>Lower case with underscores, by the rule of keras/src/utils/naming.py (<c>to_snake_case</c>).</summary>
    public static string Case(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            bool startsWord = i > 0 && char.IsUpper(name[i])
                && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }
}
