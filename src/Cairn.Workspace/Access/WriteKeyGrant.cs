using Cairn.Events;

namespace Cairn.Workspace.Access;

/// <summary>What a write key opens: sending events to one project.</summary>
/// <param name="KeyId">Names the key in counters and logs; the key itself never goes there.</param>
/// <param name="EventsPerSecond">The key's own bound; null: none.</param>
public sealed record WriteKeyGrant(Guid KeyId, ProjectContext Project, int? EventsPerSecond);
