namespace Cairn.Workspace.Passwords;

/// <summary>Is this one of the passwords that are tried first? A list of 256, and what people make of them when they must be longer.</summary>
public static class CommonPasswords
{
    private const int ShortestCore = 3;

    /// <summary>Units up to here, over and over, are easy to guess whatever they are.</summary>
    private const int ShortUnit = 4;

    private static readonly string[] _runs =
    [
        .. new[]
        {
            "abcdefghijklmnopqrstuvwxyz",
            "01234567890123456789",
            "qwertyuiopasdfghjklzxcvbnm",
            "qwertzuiopasdfghjklyxcvbnm",
            "azertyuiopqsdfghjklmwxcvbn",
            "1234567890qwertyuiop",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
            "q1w2e3r4t5y6u7i8o9p0",
            "1q2w3e4r5t6y7u8i9o0p",
        }.SelectMany(run => new[] { run, new string([.. run.Reverse()]) }),
    ];

    private static readonly Lazy<(HashSet<string> Whole, HashSet<string> Cores)> _list = new(Read);

    /// <summary>In any case: on the list; on it but for digits and signs around; one of those or a few characters repeated; a run along the alphabet, the digits or
    /// the keyboard.</summary>
    public static bool Has(string password)
    {
        var text = password.ToLowerInvariant();
        return IsListed(text) || IsRepeated(text) || Array.Exists(_runs, run => run.Contains(text, StringComparison.Ordinal));
    }

    /// <summary>Without the digits and signs that it begins and ends with.</summary>
    public static string Core(string password)
    {
        var text = password.AsSpan();
        while (text.Length > 0 && !char.IsLetter(text[0]))
            text = text[1..];
        while (text.Length > 0 && !char.IsLetter(text[^1]))
            text = text[..^1];
        return text.ToString();
    }

    private static bool IsListed(string text) => _list.Value.Whole.Contains(text) || _list.Value.Cores.Contains(Core(text));

    private static bool IsRepeated(string text)
    {
        for (var unit = 1; unit <= text.Length / 2; unit++)
        {
            if (text.AsSpan(unit).SequenceEqual(text.AsSpan(0, text.Length - unit)) && (unit <= ShortUnit || IsListed(text[..unit])))
                return true;
        }
        return false;
    }

    private static (HashSet<string> Whole, HashSet<string> Cores) Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        HashSet<string> whole = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        return (whole, [.. whole.Select(Core).Where(core => core.Length >= ShortestCore)]);
    }
}
