using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cairn.Events;
using Cairn.Workspace.Keeping;
using Microsoft.AspNetCore.DataProtection;

namespace Cairn.Server.Keeping;

/// <summary>Says that somebody has seen what rules would delete: for this project and these rules, 15 minutes long. Nothing is kept of it.</summary>
internal sealed class PreviewToken(IDataProtectionProvider protection, TimeProvider time)
{
    public static TimeSpan Lasts { get; } = TimeSpan.FromMinutes(15);

    private readonly IDataProtector _protector = protection.CreateProtector("cairn.retention.preview");

    public (string Token, DateTimeOffset ExpiresAt) Make(ProjectId project, KeepRules rules)
    {
        var end = time.GetUtcNow() + Lasts;
        return (_protector.Protect(Text(project, rules, end.ToUnixTimeMilliseconds())), end);
    }

    public bool IsOf(string token, ProjectId project, KeepRules rules)
    {
        try
        {
            var text = _protector.Unprotect(token);
            return long.TryParse(text.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var end)
                && end >= time.GetUtcNow().ToUnixTimeMilliseconds()
                && text == Text(project, rules, end);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string Text(ProjectId project, KeepRules rules, long end) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{end} {project.Value} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(RetentionRules.Write(rules))))}"
        );
}
