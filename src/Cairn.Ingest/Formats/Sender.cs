using Cairn.Events;
using Cairn.Ingest.Consent;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Formats;

/// <summary>Who sent an event, once the project is known.</summary>
/// <param name="Facts">As the event's protocol sees the request.</param>
internal sealed record Sender(ProjectId Project, RequestFacts Facts, Visitors Visitors)
{
    /// <summary>An id for the day of who brings none; null when the address is not known.</summary>
    /// <param name="site">What the protocol names the site by.</param>
    /// <param name="at">When it happened; null: now.</param>
    public string? Visitor(string site, DateTimeOffset? at = null) =>
        Facts.Address is { } address ? Visitors.Id(Project, address, Facts.UserAgent, site, at ?? Facts.ReceivedAt) : null;
}
