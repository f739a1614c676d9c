using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Cairn.AspNetCore;

/// <summary>How a request is known to be somebody's: the user's claim, or else the browser's own id, or else what <see cref="Unknown"/> says.</summary>
public sealed class VisitorOptions
{
    /// <summary>Claims that hold the user's id; the first that is there counts.</summary>
    public IList<string> UserIdClaims { get; } = [ClaimTypes.NameIdentifier, "sub"];

    /// <summary>Asked instead of the claims; null or empty: nobody has signed in.</summary>
    public Func<HttpContext, string?>? UserId { get; set; }

    /// <summary>The header, and then the cookie, that carry the browser's own id. Null: none.</summary>
    public string? AnonymousIdHeader { get; set; } = "X-Cairn-Distinct-Id";

    /// <inheritdoc cref="AnonymousIdHeader"/>
    public string? AnonymousIdCookie { get; set; } = "cairn_id";

    /// <summary>The header, and then the cookie, that carry the session. Null: none.</summary>
    public string? SessionIdHeader { get; set; } = "X-Cairn-Session-Id";

    /// <inheritdoc cref="SessionIdHeader"/>
    public string? SessionIdCookie { get; set; } = "cairn_session";

    /// <summary>Whose a request is that carries neither user nor browser's id.</summary>
    public UnknownVisitor Unknown { get; set; } = UnknownVisitor.DailyHash;

    /// <summary>A secret that several servers of one application share, so that their daily hashes agree. Null: a random one for this process.</summary>
    public string? DailyHashSecret { get; set; }
}

/// <summary>Whose a request is that carries neither user nor browser's id.</summary>
public enum UnknownVisitor
{
    /// <summary>A hash of address and user agent under a key that changes at midnight UTC and is kept nowhere. Nothing is stored in the browser, and nobody can be followed from
    /// one day to the next. People behind one address with the same browser count as one.</summary>
    DailyHash,

    /// <summary>All such requests are of one <c>anonymous</c>, which is never merged with anybody.</summary>
    Shared,

    /// <summary>Such requests are not captured.</summary>
    Skip,
}
