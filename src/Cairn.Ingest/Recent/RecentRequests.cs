using System.Collections.Concurrent;
using Cairn.Events;

namespace Cairn.Ingest.Recent;

/// <summary>The last requests of each key. In memory and bounded: 100 requests of each of the 200 keys used last, at most about 60 MB if all were full of long events.</summary>
public sealed class RecentRequests
{
    /// <summary>Of one key.</summary>
    public const int MostRequests = 100;

    /// <summary>Of one request.</summary>
    public const int MostEvents = 20;

    private const int MostKeys = 200;

    private readonly ConcurrentDictionary<Guid, KeyRequests> _keys = [];
    private long _last;

    /// <summary>About 1 µs.</summary>
    public void Note(Guid key, ProjectId project, RecentRequest request)
    {
        var number = Interlocked.Increment(ref _last);
        _keys.GetOrAdd(key, _ => new KeyRequests(project)).Add(request with { Number = number });
        if (_keys.Count > MostKeys)
            ForgetTheOldest();
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<RecentRequest> Of(Guid key, ProjectId project) =>
        _keys.TryGetValue(key, out var requests) && requests.Project == project ? requests.List() : [];

    /// <summary>After an erasure, or when the project is deleted.</summary>
    public void Forget(ProjectId project)
    {
        foreach (var (key, requests) in _keys)
            if (requests.Project == project)
                _keys.TryRemove(key, out _);
    }

    private void ForgetTheOldest()
    {
        foreach (var (key, _) in _keys.OrderBy(k => k.Value.Last).Take(_keys.Count - MostKeys))
            _keys.TryRemove(key, out _);
    }

    private sealed class KeyRequests(ProjectId project)
    {
        private readonly Queue<RecentRequest> _requests = new(MostRequests);
        private readonly Lock _lock = new();

        public ProjectId Project => project;

        public long Last { get; private set; }

        public void Add(RecentRequest request)
        {
            lock (_lock)
            {
                if (_requests.Count == MostRequests)
                    _requests.Dequeue();
                _requests.Enqueue(request);
                Last = request.Number;
            }
        }

        public IReadOnlyList<RecentRequest> List()
        {
            lock (_lock)
                return [.. _requests.OrderByDescending(r => r.Number)];
        }
    }
}
