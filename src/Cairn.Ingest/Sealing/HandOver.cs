using System.Collections.Concurrent;
using Cairn.Events;
using Cairn.Ingest.Spool;

namespace Cairn.Ingest.Sealing;

/// <summary>The last thing before the spool: chosen properties are encrypted, then the events are made durable. Everything that clients and files send goes
/// this way, so no plain value of a chosen property is ever on disk.</summary>
public sealed class HandOver(EventSpool spool, FindEncryptedProperties? chosen = null, FindPersonKeys? keys = null)
{
    private readonly ConcurrentDictionary<Guid, Task> _underWay = [];

    /// <summary>Encrypts and appends. The events are returned as they are kept.</summary>
    /// <param name="skipRepeatCheck">Events whose ids the spool knows are kept all the same: they are known to be gone from the store.</param>
    /// <param name="append">Makes the encrypted events durable; null: the spool does.</param>
    /// <exception cref="SpoolUnavailableException">Nothing was stored.</exception>
    /// <exception cref="PersonKeysUnavailableException">Nothing was stored.</exception>
    public async Task<(IReadOnlyList<Event> Events, Appended Appended)> RunAsync(
        ProjectId project,
        IReadOnlyList<Event> events,
        CancellationToken cancellationToken,
        bool skipRepeatCheck = false,
        Func<IReadOnlyList<Event>, Task<Appended>>? append = null
    )
    {
        append ??= some => spool.AppendAsync(some, skipRepeatCheck);
        if (keys is null || chosen?.Invoke(project) is not { } properties || !events.Any(e => SealProperties.Concerns(e, properties)))
            return (events, await append(events));
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ticket = Guid.NewGuid();
        _underWay[ticket] = done.Task;
        try
        {
            var kept = await SealAsync(project, events, properties, keys, cancellationToken);
            return (kept, await append(kept));
        }
        finally
        {
            _underWay.TryRemove(ticket, out _);
            done.SetResult();
        }
    }

    /// <summary>Completes when every request that may hold a key it read before this call is in the spool or refused.</summary>
    public Task QuiesceAsync(CancellationToken cancellationToken) => Task.WhenAll(_underWay.Values).WaitAsync(cancellationToken);

    private static async Task<IReadOnlyList<Event>> SealAsync(
        ProjectId project,
        IReadOnlyList<Event> events,
        EncryptedProperties properties,
        FindPersonKeys find,
        CancellationToken cancellationToken
    )
    {
        var owners = new Dictionary<int, PersonId>();
        for (var i = 0; i < events.Count; i++)
        {
            if (SealProperties.Concerns(events[i], properties))
                owners[i] = PersonId.Of(project, events[i].DistinctId);
        }

        var found = await find(project, owners.Values.ToHashSet(), cancellationToken);
        return [.. events.Select((e, i) => owners.TryGetValue(i, out var own) ? SealProperties.Seal(e, properties, found[own]) : e)];
    }
}
