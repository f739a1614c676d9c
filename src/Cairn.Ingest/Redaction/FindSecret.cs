using System.Buffers;
using System.Text.RegularExpressions;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>Keys and tokens by their shape, wherever they stand. Shapes as their issuers publish them: AWS (IAM identifiers), GitHub (token formats of 2021), GitLab, Stripe, Slack, Google (API keys, OAuth),
/// OpenAI and Anthropic, npm, SendGrid, Twilio, JSON web tokens (RFC 7519), Bearer (RFC 6750) and Basic (RFC 7617), private keys in PEM (RFC 7468), user and password in a URL (RFC 3986, 3.2.1),
/// and Cairn's own API keys.</summary>
internal static partial class FindSecret
{
    /// <summary>Two times 256 characters, a colon, and the slashes.</summary>
    private const int MostUserInfo = 515;

    /// <summary>The pattern leaves out more kinds of white space.</summary>
    private static readonly SearchValues<char> _outside = SearchValues.Create("/@?#\"'<>");

    private static readonly SearchValues<string> _beginnings = SearchValues.Create(
        [
            "eyJ",
            "AKIA",
            "ASIA",
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_",
            "github_pat_",
            "glpat-",
            "sk_live_",
            "sk_test_",
            "rk_live_",
            "rk_test_",
            "whsec_",
            "xoxa-",
            "xoxb-",
            "xoxe-",
            "xoxp-",
            "xoxr-",
            "xoxs-",
            "xapp-",
            "hooks.slack.com",
            "AIza",
            "ya29.",
            "GOCSPX-",
            "sk-",
            "npm_",
            "SG.",
            "SK",
            "csk_",
            "earer ",
            "EARER ",
            "asic ",
            "ASIC ",
            "-----BEGIN",
        ],
        StringComparison.Ordinal
    );

    /// <summary>Whether a key or token may begin somewhere, or a user and a password in a URL may end.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text)
    {
        if (text.ContainsAny(_beginnings))
            return true;
        for (int next, at = text.IndexOf('@'); at >= 0; at = next < 0 ? -1 : at + 1 + next)
        {
            // What cannot be in either begins with the slashes after the scheme.
            var before = text[Math.Max(0, at - MostUserInfo)..at];
            if (before[..(before.LastIndexOfAny(_outside) + 1)].EndsWith("//", StringComparison.Ordinal))
                return true;
            next = text[(at + 1)..].IndexOf('@');
        }

        return false;
    }

    public static void In(ReadOnlySpan<char> text, Findings findings)
    {
        if (text.Contains('@') && text.Contains("://", StringComparison.Ordinal))
            Add(UserInfo, text, findings);
        var first = text.IndexOfAny(_beginnings);
        if (first < 0)
            return;
        FindJwt.In(text, findings);
        Add(Shape, text, findings);
        var rest = text[first..];
        if (rest.Contains("earer ", StringComparison.OrdinalIgnoreCase))
            Add(Bearer, text, findings);
        if (rest.Contains("-----BEGIN", StringComparison.Ordinal))
            Add(Pem, text, findings);
        if (!rest.Contains("asic ", StringComparison.OrdinalIgnoreCase))
            return;
        foreach (var match in Basic.EnumerateMatches(text))
        {
            if (IsUserAndPassword(text.Slice(match.Index, match.Length)))
                findings.Add(new Found(match.Index, match.Length, Detector.Secret));
        }
    }

    private static void Add(Regex shape, ReadOnlySpan<char> text, Findings findings)
    {
        findings.Looked(text.Length);
        foreach (var match in shape.EnumerateMatches(text))
            findings.Add(new Found(match.Index, match.Length, Detector.Secret));
    }

    /// <summary>"Basic knowledge" is no header: the base64 of RFC 7617 holds a colon.</summary>
    private static bool IsUserAndPassword(ReadOnlySpan<char> base64)
    {
        if (base64.Length > 2048)
            return true;
        Span<char> padded = stackalloc char[base64.Length + 3];
        base64.CopyTo(padded);
        padded[base64.Length..].Fill('=');
        Span<byte> bytes = stackalloc byte[base64.Length];
        var bare = base64.TrimEnd('=').Length;
        return Convert.TryFromBase64Chars(padded[..((bare + 3) / 4 * 4)], bytes, out var length) && bytes[..length].Contains((byte)':');
    }

#pragma warning disable MA0009 // every repetition is bounded, or ends the match so that a text is read once (a test reads the patterns); a time-out would refuse the event
    [GeneratedRegex(@"(?<=://)[^\s/@:?#""'<>]{0,256}:[^\s/@?#""'<>]{1,256}(?=@)", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo { get; }

    [GeneratedRegex(
        """
            (?<![A-Za-z0-9])(?:
              (?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])
            | gh[pousr]_[A-Za-z0-9]{30,}
            | github_pat_[A-Za-z0-9_]{22,}
            | glpat-[A-Za-z0-9_-]{20,}
            | (?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}
            | whsec_[A-Za-z0-9+/=]{16,}
            | xox[abeprs]-[A-Za-z0-9-]{10,}
            | xapp-\d-[A-Za-z0-9-]{10,}
            | (?<=hooks\.slack\.com/services/)T[A-Za-z0-9/]{20,}
            | AIza[0-9A-Za-z_-]{35}
            | ya29\.[0-9A-Za-z_-]{20,}
            | GOCSPX-[0-9A-Za-z_-]{20,}
            | sk-(?:proj-|ant-|svcacct-)?[A-Za-z0-9_-]{20,}
            | npm_[A-Za-z0-9]{36}
            | SG\.[A-Za-z0-9_-]{16,256}\.[A-Za-z0-9_-]{16,}
            | SK[0-9a-f]{32}(?![0-9a-f])
            | csk_[A-Za-z0-9_-]{16,}
            )
            | (?<=hooks\.slack\.com/services/)T[A-Za-z0-9/]{20,}
            """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Shape { get; }

    [GeneratedRegex(
        @"(?<=\b[Bb](?:earer|EARER) {1,4})(?=[A-Za-z._~+/=-]{0,4096}[0-9])[A-Za-z0-9._~+/=-]{16,}",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Bearer { get; }

    [GeneratedRegex(@"(?<=\b[Bb](?:asic|ASIC) {1,4})[A-Za-z0-9+/]{6,}={0,2}", RegexOptions.CultureInvariant)]
    private static partial Regex Basic { get; }

    [GeneratedRegex(
        @"-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----(?:(?!-----END)[\s\S])*(?:-----END [A-Z ]{0,32}PRIVATE KEY-----)?",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Pem { get; }
}
