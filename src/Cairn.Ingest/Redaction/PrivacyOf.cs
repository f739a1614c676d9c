using System.Collections.Concurrent;
using Cairn.Events;
using Cairn.Events.Privacy;
using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Redaction;

/// <summary>The privacy of an event's project, with its redactor made ready once per change of the policy.</summary>
internal sealed class PrivacyOf(FindPrivacy find)
{
    private readonly ConcurrentDictionary<ProjectId, Ready> _ready = new();

    public Ready For(IncomingEvent e) => e.Request.Privacy is { } tried ? new Ready(tried, new Redactor(tried)) : For(e.Request.Project);

    public Ready For(ProjectId project)
    {
        var privacy = find(project);
        if (_ready.TryGetValue(project, out var ready) && ReferenceEquals(ready.Privacy, privacy))
            return ready;
        // A project's worth of memory each; a deleted project's stays until the next start.
        return _ready[project] = new Ready(privacy, new Redactor(privacy));
    }

    internal sealed record Ready(ProjectPrivacy Privacy, Redactor Redactor);
}
