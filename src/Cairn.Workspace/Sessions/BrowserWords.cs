namespace Cairn.Workspace.Sessions;

/// <summary>A browser in words for its owner, "Firefox on Linux", from what it says of itself. Made to be recognised, not to be exact.</summary>
public static class BrowserWords
{
    // Those that carry the words of others come first.
    private static readonly (string Mark, string Name)[] _browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
        ("curl", "curl"),
    ];

    private static readonly (string Mark, string Name)[] _systems =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];

    public static string Of(string? userAgent)
    {
        var text = userAgent ?? "";
        var (browser, system) = (Find(_browsers, text), Find(_systems, text));
        return (browser, system) switch
        {
            (null, null) => "Unknown browser",
            (null, _) => "A browser on " + system,
            (_, null) => browser,
            _ => $"{browser} on {system}",
        };
    }

    private static string? Find((string Mark, string Name)[] words, string text) =>
        words.FirstOrDefault(word => text.Contains(word.Mark, StringComparison.Ordinal)).Name;
}
