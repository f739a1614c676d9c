using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Cairn.AspNetCore;

/// <summary>Whose is this request?</summary>
internal sealed class FindVisitor(IOptions<CairnOptions> options, TimeProvider time)
{
    private const int MaxCharacters = 200;
    private readonly VisitorOptions _options = options.Value.Visitors;
    private readonly DailyHash _hash = new(options.Value.Visitors.DailyHashSecret, time);

    /// <summary>Null: nobody knows, and such requests are not captured.</summary>
    public Visitor? Of(HttpContext context)
    {
        var anonymousId = Carried(context, _options.AnonymousIdHeader, _options.AnonymousIdCookie);
        var sessionId = Carried(context, _options.SessionIdHeader, _options.SessionIdCookie);
        if (UserId(context) is { Length: > 0 } userId)
            return new Visitor(userId, anonymousId, sessionId, IsUser: true);
        var distinctId =
            anonymousId
            ?? _options.Unknown switch
            {
                UnknownVisitor.DailyHash => _hash.Of(context.Connection.RemoteIpAddress, context.Request.Headers.UserAgent.ToString()),
                UnknownVisitor.Shared => "anonymous",
                _ => null,
            };
        return distinctId is null ? null : new Visitor(distinctId, anonymousId, sessionId, IsUser: false);
    }

    /// <summary>Null too when the program's own way of asking throws.</summary>
    public Visitor? TryOf(HttpContext context)
    {
        try
        {
            return Of(context);
        }
#pragma warning disable CA1031 // The program's own delegate may throw anything; an event less is better than a request less.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private string? UserId(HttpContext context)
    {
        if (_options.UserId is { } ask)
            return ask(context);
        if (context.User.Identity?.IsAuthenticated is not true)
            return null;
        foreach (var claim in _options.UserIdClaims)
            if (context.User.FindFirst(claim)?.Value is { Length: > 0 } found)
                return found;
        return null;
    }

    /// <summary>Anybody may send anything here: what is too long or not plain is passed over.</summary>
    private static string? Carried(HttpContext context, string? header, string? cookie)
    {
        var found = header is null ? null : context.Request.Headers[header].ToString();
        if (string.IsNullOrEmpty(found) && cookie is not null)
            found = context.Request.Cookies[cookie];
        return found is { Length: > 0 and <= MaxCharacters } && !found.AsSpan().ContainsAnyExceptInRange('!', '~') ? found : null;
    }
}
