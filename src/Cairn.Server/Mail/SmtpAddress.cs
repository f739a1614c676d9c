using System.Net;

namespace Cairn.Server.Mail;

/// <summary>Where mail is handed over. Encrypted by STARTTLS, which is demanded unless <paramref name="IsPlain"/>.</summary>
public sealed record SmtpAddress(string Host, int Port, string? User, string? Password, bool IsPlain)
{
    private const int SubmissionPort = 587;

    /// <summary><c>smtp://user:password@host:587</c>; <c>?tls=off</c> sends without encryption, as do addresses of this machine.</summary>
    /// <exception cref="FormatException">It is none; the message says why and repeats no secret.</exception>
    public static SmtpAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
            throw new FormatException("is no address. Use the form smtp://user:password@mail.example.com:587.");
        if (url.Scheme == "smtps")
            throw new FormatException(
                "smtps:// (TLS from the first byte, port 465) is not supported. Use smtp:// with port 587: Cairn demands STARTTLS there."
            );
        if (url.Scheme != "smtp" || url.Host.Length == 0 || url.AbsolutePath is not ("" or "/") || url.Query is not ("" or "?tls=off"))
            throw new FormatException("must have the form smtp://user:password@mail.example.com:587, with ?tls=off where there is no TLS.");
        var parts = url.UserInfo.Split(':', 2);
        if (url.UserInfo.Length > 0 && parts.Length != 2)
            throw new FormatException("names a user without a password.");
        var hasUser = url.UserInfo.Length > 0;
        return new SmtpAddress(
            url.Host,
            url.Port > 0 ? url.Port : SubmissionPort,
            hasUser ? WebUtility.UrlDecode(parts[0].Replace("+", "%2B")) : null,
            hasUser ? WebUtility.UrlDecode(parts[1].Replace("+", "%2B")) : null,
            url.Query == "?tls=off" || url.IsLoopback
        );
    }
}

/// <summary>CAIRN_SMTP_URL and CAIRN_MAIL_FROM.</summary>
public sealed record MailSettings(SmtpAddress Smtp, string From)
{
    /// <summary>For one letter; after it the next one has its turn.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);
}
