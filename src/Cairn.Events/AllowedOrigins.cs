using System.Collections.Frozen;

namespace Cairn.Events;

/// <summary>The pages that may send with a key, by the browser's <c>Origin</c>: scheme, host and port exactly (<c>https://shop.example.com</c>), or every
/// host below one (<c>https://*.example.com</c>, not <c>https://example.com</c> itself). A look-up costs 10 to 60 ns. Browsers set
/// the header truthfully; a program can write anything there, so this stops other websites, not thieves.</summary>
public sealed class AllowedOrigins
{
    private const string Wildcard = "://*.";
    private readonly FrozenSet<string> _exact;
    private readonly (string Scheme, string Tail)[] _below;

    /// <param name="origins">Each as <see cref="Normal"/> gives it.</param>
    /// <param name="allowNone">Whether requests without an Origin pass: servers, apps, command lines.</param>
    public AllowedOrigins(IEnumerable<string> origins, bool allowNone)
    {
        var all = origins.ToArray();
        AllowNone = allowNone;
        _exact = all.Where(origin => !origin.Contains(Wildcard)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _below =
        [
            .. all.Where(origin => origin.Contains(Wildcard))
                .Select(origin => origin.Split(Wildcard))
                .Select(parts => (parts[0] + "://", "." + parts[1])),
        ];
    }

    public bool AllowNone { get; }

    /// <param name="origin">The header; null or empty: there was none. <c>null</c> in words (a sandboxed frame, a file) is no page of anybody.</param>
    public bool Allows(string? origin)
    {
        if (string.IsNullOrEmpty(origin))
            return AllowNone;
        if (_exact.Contains(origin))
            return true;
        foreach (var (scheme, tail) in _below)
        {
            if (
                origin.Length > scheme.Length + tail.Length
                && origin.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
                && origin.EndsWith(tail, StringComparison.OrdinalIgnoreCase)
                && IsHost(origin.AsSpan(scheme.Length, origin.Length - scheme.Length - tail.Length))
            )
                return true;
        }
        return false;
    }

    /// <summary>What somebody typed, as browsers write it: lower case, no default port, no path.</summary>
    /// <returns>Null when it is no origin.</returns>
    public static string? Normal(string text)
    {
        var isWild = text.Contains(Wildcard, StringComparison.Ordinal);
        var plain = isWild ? text.Replace(Wildcard, "://wild.", StringComparison.Ordinal) : text;
        if (
            plain.Contains('*')
            || !Uri.TryCreate(plain.TrimEnd('/'), UriKind.Absolute, out var url)
            || url.Host.Length == 0
            || url.UserInfo.Length > 0
            || url.PathAndQuery is not ("/" or "")
            || url.Fragment.Length > 0
        )
            return null;
        if (
            isWild
            && (
                url.HostNameType is not UriHostNameType.Dns
                || url.IdnHost.Split('.') is not [_, _, _, ..] labels
                || labels[^1].All(char.IsAsciiDigit)
            )
        )
            return null; // https://*.com would be half of the world, and addresses have nothing below them
        var host = url.HostNameType is UriHostNameType.IPv6 ? $"[{url.IdnHost}]" : url.IdnHost;
        var origin = $"{url.Scheme}://{host}{(url.IsDefaultPort || url.Port < 0 ? "" : ":" + url.Port)}".ToLowerInvariant();
        return isWild ? origin.Replace("://wild.", Wildcard, StringComparison.Ordinal) : origin;
    }

    private static bool IsHost(ReadOnlySpan<char> labels)
    {
        foreach (var c in labels)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_'))
                return false;
        }
        return labels.Length > 0;
    }
}
