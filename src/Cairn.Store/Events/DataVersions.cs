using System.Collections.Concurrent;
using Cairn.Events;

namespace Cairn.Store.Events;

/// <summary>Counts, per project, everything that may change an answer: batches of events, properties, merges, erasure, cohorts. An answer made at one number
/// holds as long as the number stays. In memory: a new process knows no old answers. Counted after a change can be seen, so that nothing read before it is
/// taken for something read after.</summary>
public sealed class DataVersions(TimeProvider clock)
{
    private readonly ConcurrentDictionary<ProjectId, DataVersion> _versions = new();

    public DataVersion Of(ProjectId project) => _versions.GetValueOrDefault(project, new DataVersion(0, null));

    /// <summary>Something other than new events has changed.</summary>
    public void Changed(ProjectId project) =>
        _versions.AddOrUpdate(project, _ => new DataVersion(1, null), (_, v) => v with { Number = v.Number + 1 });

    /// <summary>A batch with events of the project was stored just now, or partly.</summary>
    public void Stored(ProjectId project)
    {
        var now = clock.GetUtcNow();
        _versions.AddOrUpdate(project, _ => new DataVersion(1, now), (_, v) => new DataVersion(v.Number + 1, now));
    }
}

/// <param name="StoredAt">When the last batch with events of the project was stored; null: none since the process began.</param>
public sealed record DataVersion(long Number, DateTimeOffset? StoredAt);
