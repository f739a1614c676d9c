using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cairn.Ingest.Formats.Umami;

/// <summary>Who visits, and during which visit. Nothing of it is kept here: it is made of the sender under the day's salt, or read from the token that the tracker was given, which is
/// sealed with that salt and so is worth nothing the day after.</summary>
/// <param name="Visitor">The id of who brings none.</param>
/// <param name="Visit">The id of the session.</param>
internal sealed record UmamiVisit(string Visitor, Guid Visit)
{
    /// <summary>A visit is over when nothing came for so long.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(30);

    /// <param name="site">The website's id as the tracker sends it.</param>
    /// <param name="token">Of the header <c>x-umami-cache</c>; null or false ones are passed over.</param>
    /// <returns>Null when the sender's address is not known and there is no token.</returns>
    public static UmamiVisit? Of(Sender sender, string site, string? token)
    {
        var now = sender.Facts.ReceivedAt;
        if (Read(sender, token) is { } told && told.SeenAt + _pause >= now)
            return told.Visit;
        if (sender.Visitor(site) is not { } visitor)
            return null;
        var hour = now.UtcDateTime.ToString("yyyy-MM-dd HH", CultureInfo.InvariantCulture);
        return new UmamiVisit(visitor, sender.Visitors.Uuid($"umami visit\n{visitor}\n{hour}", now));
    }

    /// <summary>The visitor's id as Umami writes it.</summary>
    public Guid Session(Sender sender) => sender.Visitors.Uuid($"umami session\n{Visitor}", sender.Facts.ReceivedAt);

    /// <summary>visitor.visit.milliseconds.seal, for the tracker to send with its next event.</summary>
    public string Token(Sender sender)
    {
        var now = sender.Facts.ReceivedAt;
        var text = FormattableString.Invariant($"{Visitor}.{Visit:N}.{now.ToUnixTimeMilliseconds()}");
        return $"{text}.{Seal(sender, text)}";
    }

    private static (UmamiVisit Visit, DateTimeOffset SeenAt)? Read(Sender sender, string? token)
    {
        if (
            token is not { Length: < 200 }
            || token.LastIndexOf('.') is not (> 0 and var end)
            || token[..end].Split('.') is not [var visitor, var visit, var seen]
        )
            return null;
        var isSound = CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Seal(sender, token[..end])),
            Encoding.UTF8.GetBytes(token[(end + 1)..])
        );
        return
            isSound
            && Guid.TryParseExact(visit, "N", out var id)
            && long.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? (new UmamiVisit(visitor, id), DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : null;
    }

    /// <summary>Holds for one project, on one day.</summary>
    private static string Seal(Sender sender, string text) =>
        Base64Url.EncodeToString(sender.Visitors.Seal($"umami token\n{sender.Project.Value}\n{text}", sender.Facts.ReceivedAt));
}
