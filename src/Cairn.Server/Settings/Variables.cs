using System.Globalization;

namespace Cairn.Server.Settings;

/// <summary>Variables of the environment, read one by one. What is wrong with them is kept, so that all of it can be told at once.</summary>
internal sealed class Variables(IReadOnlyDictionary<string, string> environment)
{
    private readonly HashSet<string> _known = [];
    private readonly List<string> _faults = [];

    /// <summary>A line per variable at fault, never with a secret.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Those that begin with CAIRN_ and nobody asked for: probably misspelt.</summary>
    public IEnumerable<string> Unknown =>
        environment.Keys.Where(name => name.StartsWith("CAIRN_", StringComparison.Ordinal) && !_known.Contains(name)).Order();

    /// <summary>Null when it is not set, or blank.</summary>
    public string? Value(string name)
    {
        _known.Add(name);
        return environment.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    /// <summary>From the variable, or from the file that NAME_FILE names: where secrets of containers and service managers lie. Not from both.</summary>
    public string? Secret(string name)
    {
        var (value, file) = (Value(name), Value(name + "_FILE"));
        if (file is null)
            return value;
        if (value is not null)
        {
            Fault(name + "_FILE", $"is set together with {name}. Set one of them.");
            return value;
        }
        try
        {
            var text = System.IO.File.ReadAllText(file).Trim();
            if (text.Length == 0)
                Fault(name + "_FILE", $"the file '{file}' is empty.");
            return text.Length == 0 ? null : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fault(name + "_FILE", $"the file '{file}' cannot be read: {e.Message}");
            return null;
        }
    }

    public void Fault(string name, string fix) => _faults.Add($"{name}: {fix}");

    public Uri? Url(string name, string meaning)
    {
        if (Value(name) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        Fault(name, $"is no http or https address. Set it to {meaning}, or unset it.");
        return null;
    }

    public string? Folder(string name, string meaning)
    {
        if (Value(name) is not { } text)
            return null;
        if (!Directory.Exists(text))
            Fault(name, $"'{text}' is no folder. Set it to {meaning}, or unset it.");
        return Path.GetFullPath(text);
    }

    public string? File(string name, string meaning)
    {
        if (Value(name) is not { } text)
            return null;
        if (!System.IO.File.Exists(text))
            Fault(name, $"there is no file '{text}'. Set it to {meaning}, or unset it.");
        return Path.GetFullPath(text);
    }

    public long Whole(string name, int least, int otherwise)
    {
        if (Value(name) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
            return number;
        Fault(name, $"must be a whole number of at least {least}.");
        return otherwise;
    }
}
