using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Cairn.Workspace.Access;

namespace Cairn.Workspace.SelfTokens;

/// <summary>Makes tokens for one person. Nothing is kept of them: HMAC-SHA256 with the project's secret, which lies in PostgreSQL, so that every server
/// knows its own and the others' tokens.</summary>
public static class SignSelfToken
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Until then and not a second longer, and only while <paramref name="maker"/> could make it still.</summary>
    public static string Run(KnownProject project, Caller maker, string distinctId, DateTimeOffset expiresAt)
    {
        var claims = new SelfToken(project.Id, distinctId, expiresAt, maker.Kind, maker.Id).Write();
        return $"{claims}.{Signature(claims, project, maker)}";
    }

    /// <summary>In base64url. The maker's stamp goes in, so that ending every session of an account ends its tokens.</summary>
    internal static string Signature(string claims, KnownProject project, Caller maker) =>
        Base64Url.EncodeToString(
            HMACSHA256.HashData(project.SelfTokenSecret, Encoding.UTF8.GetBytes($"cairn self token 1\n{claims}\n{maker.Stamp}"))
        );
}
