namespace Cairn.Events;

/// <summary>Does a text name one of these ids, as a word of its own? For texts that quote what clients sent: "1" is not named by "2031".</summary>
public static class NamesId
{
    public static bool In(string text, IEnumerable<string> ids) => ids.Any(id => In(text, id));

    private static bool In(string text, string id)
    {
        for (var at = 0; id.Length > 0 && (at = text.IndexOf(id, at, StringComparison.Ordinal)) >= 0; at++)
            if (!IsWord(text, at - 1, id[0]) && !IsWord(text, at + id.Length, id[^1]))
                return true;
        return false;
    }

    /// <summary>Whether the character there goes on with the word that <paramref name="edge"/> belongs to.</summary>
    private static bool IsWord(string text, int at, char edge) =>
        at >= 0 && at < text.Length && char.IsLetterOrDigit(edge) && char.IsLetterOrDigit(text[at]);
}
