namespace Cairn.Workspace.Sites;

/// <summary>What protocols without keys name a project by: a domain (also with a path), a website's id, a measurement id.</summary>
public static class SiteName
{
    public const int MaxLength = 200;

    /// <summary>What somebody typed or a client sent: lower case, without scheme and without a slash at the end.</summary>
    /// <returns>Null when it is none: other characters than letters, digits and <c>. - _ : /</c>, too long, or a key.</returns>
    public static string? Normal(string text)
    {
        var site = text.Trim().ToLowerInvariant();
        foreach (var scheme in (ReadOnlySpan<string>)["https://", "http://"])
            if (site.StartsWith(scheme, StringComparison.Ordinal))
                site = site[scheme.Length..];
        site = site.TrimEnd('/');
        var isKey = site.StartsWith("csk_", StringComparison.Ordinal) || site.StartsWith("cwk_", StringComparison.Ordinal);
        return
            site.Length is > 0 and <= MaxLength
            && !isKey
            && char.IsLetterOrDigit(site[0])
            && site.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '/')
            ? site
            : null;
    }
}
