using Cairn.Events;

namespace Cairn.Ingest.Formats.Traces;

/// <summary>Whose trace it is, for as long as its spans come in: the user often stands on the root alone, which ends and arrives last. In memory, an hour and <see cref="Most"/>
/// traces at most. Events whose user is not known yet are stored under their trace's id; once the user is known, one <c>$identify</c> joins that id to them.</summary>
public sealed class RecentTraces(TimeProvider time)
{
    private const int Most = 100_000;
    private static readonly TimeSpan _kept = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(ProjectId, string), Known> _traces = [];
    private readonly Queue<((ProjectId, string) Key, DateTimeOffset At)> _oldest = [];
    private readonly DateTimeOffset _started = time.GetUtcNow();

    /// <summary>Gives every event of a trace its user and session, and adds what joins earlier ones.</summary>
    /// <returns>Call <see cref="Joined"/> with it when they are on disk.</returns>
    internal (IReadOnlyList<NativeEvent> Events, IReadOnlyList<string> Joins) Complete(ProjectId project, VendorReading reading)
    {
        if (reading.Traces.Count == 0)
            return (reading.Events, []);
        var now = time.GetUtcNow();
        lock (_lock)
        {
            ForgetOld(now);
            foreach (var said in reading.Traces)
                Learn((project, said.Trace), said, now);
            foreach (var e in reading.Events)
                Complete(project, e);
            var joins = reading.Traces.Where(t => _traces[(project, t.Trace)].NeedsJoin).Select(t => t.Trace).ToList();
            return ([.. reading.Events, .. joins.Select(trace => Join(trace, _traces[(project, trace)].User!, now))], joins);
        }
    }

    internal void Joined(ProjectId project, IReadOnlyList<string> joins)
    {
        lock (_lock)
            foreach (var trace in joins)
                if (_traces.TryGetValue((project, trace), out var known))
                    known.IsJoined = true;
    }

    /// <summary>After an erasure, or when the project is deleted.</summary>
    public void Forget(ProjectId project)
    {
        lock (_lock)
            foreach (var key in _traces.Keys.Where(k => k.Item1 == project).ToList())
                _traces.Remove(key);
    }

    private void Learn((ProjectId, string) key, SaidOfTrace said, DateTimeOffset now)
    {
        if (!_traces.TryGetValue(key, out var known))
        {
            _traces[key] = known = new Known();
            _oldest.Enqueue((key, now));
        }

        known.User ??= said.User;
        known.Session ??= said.Session;
        // Spans of a trace that was under way when this server started may lie under its id.
        if (said.Began < _started && said.Began >= _started - _kept)
            known.IsUnderItsId = true;
    }

    private void Complete(ProjectId project, NativeEvent e)
    {
        if (e.Trace is not { } trace || !_traces.TryGetValue((project, trace), out var known))
            return;
        e.SessionId ??= known.Session;
        e.Properties.AddMissing("$ai_session_id", known.Session);
        if (e.DistinctId is not null)
            return;
        e.DistinctId = known.User;
        if (known.User is not null)
            return;
        e.DistinctId = trace;
        e.IsUnderItsTrace = true;
        known.IsUnderItsId = true;
    }

    private static NativeEvent Join(string trace, string user, DateTimeOffset now)
    {
        var e = new NativeEvent("trace", EventNames.Identify)
        {
            Id = trace,
            Scope = "user",
            DistinctId = user,
            IsFromServer = true,
        };
        e.At(now);
        e.Properties.Add("$anon_distinct_id", trace);
        return e;
    }

    private void ForgetOld(DateTimeOffset now)
    {
        while (_oldest.TryPeek(out var oldest) && (_oldest.Count > Most || oldest.At < now - _kept))
            _traces.Remove(_oldest.Dequeue().Key);
    }

    private sealed class Known
    {
        public string? User { get; set; }

        public string? Session { get; set; }

        /// <summary>Events of it are, or may be, stored under the trace's id.</summary>
        public bool IsUnderItsId { get; set; }

        public bool IsJoined { get; set; }

        public bool NeedsJoin => User is not null && IsUnderItsId && !IsJoined;
    }
}
