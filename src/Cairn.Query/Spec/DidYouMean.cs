namespace Cairn.Query.Spec;

/// <summary>Which known word did somebody mean?</summary>
public static class DidYouMean
{
    /// <summary>A sentence with a leading space, or nothing when no known word is near (more than two edits, or more than a third of its letters).</summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        var best = known.Select(k => (Word: k, Distance: Edits(word, k))).OrderBy(p => p.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Clamp(best.Word.Length / 3, 1, 2) ? $" Did you mean \"{best.Word}\"?" : "";
    }

    /// <summary>Letters to insert, remove, replace or swap with a neighbour (optimal string alignment), ignoring case.</summary>
    private static int Edits(string a, string b)
    {
        if (a.Length > 100)
            return int.MaxValue;
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        for (var j = 1; j <= b.Length; j++)
        {
            var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
            d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
            if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
        }

        return d[a.Length, b.Length];

        static bool Same(char x, char y) => char.ToLowerInvariant(x) == char.ToLowerInvariant(y);
    }
}
