using System.Collections.Concurrent;
using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Identity;

/// <summary>Who is who, over all projects. The identity log is the truth; this follows it in memory, and <c>person_merges</c> follows this.</summary>
/// <remarks><see cref="LoadAsync"/> first; then <see cref="ApplyAsync"/> from one thread, in the order of sequences.</remarks>
public sealed class Identities(ClickHouseClient client, TimeProvider time)
{
    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(2), 2_000_000_000, 100_000_000);
    private readonly ConcurrentDictionary<ProjectId, ProjectIdentities> _projects = new();
    private readonly List<IdentityEntry> _unsavedEntries = [];
    private readonly List<PersonMove> _unsavedMoves = [];

    /// <summary>The log, to be listed.</summary>
    public IdentityLog Log { get; } = new(client);

    /// <summary>Whether <see cref="LoadAsync"/> is done.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>The person of a distinct id as known now.</summary>
    public PersonId PersonOf(ProjectId project, string distinctId) =>
        _projects.TryGetValue(project, out var known) ? known.Map.PersonOf(distinctId) : PersonId.Of(project, distinctId);

    /// <summary>What would come of a merge, without doing it.</summary>
    public IdentityOutcome Judge(ProjectId project, IdentityRequest request) =>
        _projects.TryGetValue(project, out var known) ? known.Map.Judge(request) : new PersonMap(project).Judge(request);

    /// <summary>Ids merged into another, over all projects.</summary>
    public int MergedCount => _projects.Values.Sum(p => p.Map.Count);

    /// <summary>Projects with merges or undos that are laid over their events and not rewritten yet.</summary>
    public int PendingProjects => _projects.Values.Count(p => p.IsPending);

    /// <summary>Held while the events' rows get other persons: whoever must see them stand still takes it.</summary>
    public SemaphoreSlim Rewriting { get; } = new(1);

    /// <summary>Where every own id that is not its own person leads now.</summary>
    public IReadOnlyDictionary<ulong, ulong> Moves(ProjectId project) => Of(project).Map.Snapshot();

    /// <summary>The last undo of the project, and whether it is still to be written into the events.</summary>
    public (ulong Version, bool IsPending) Splits(ProjectId project) => (Of(project).SplitVersion, Of(project).HasSplits);

    /// <summary>Erased persons were never merged with anybody. Only while nothing is written.</summary>
    internal void Forget(ProjectId project, IReadOnlySet<ulong> owns) => Of(project).Map.Forget(owns);

    internal ProjectIdentities Of(ProjectId project) => _projects.GetOrAdd(project, p => new ProjectIdentities(p));

    internal IEnumerable<(ProjectId Project, ProjectIdentities State)> Pending =>
        _projects.Where(p => p.Value.IsPending).Select(p => (p.Key, p.Value));

    /// <summary>Reads the log and mends <c>person_merges</c> where a crash came between the two.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _projects.Clear();
        _unsavedEntries.Clear();
        _unsavedMoves.Clear();
        foreach (var entries in (await Log.ReadAsync(null, cancellationToken)).GroupBy(e => e.Project))
            Of(entries.Key).Map = Replay(entries.Key, [.. entries]);

        var last = await client.QueryAsync(
            $"SELECT project_id, max(sequence) FROM identity_log GROUP BY project_id",
            _limits,
            cancellationToken
        );
        foreach (var row in last)
            Of(new ProjectId((uint)row.UInt64(0))).AppliedUpTo = row.UInt64(1);

        var derived = await client.QueryAsync(
            $"SELECT project_id, own_id, person_id, version FROM person_merges FINAL",
            _limits,
            cancellationToken
        );
        foreach (var rows in derived.GroupBy(r => new ProjectId((uint)r.UInt64(0))))
            Mend(rows.Key, rows.ToDictionary(r => r.UInt64(1), r => r.UInt64(2)), rows.Max(r => r.UInt64(3)));
        foreach (var (project, state) in _projects)
        {
            if (state.Version == 0)
                Mend(project, [], 0);
        }

        var rewritten = await client.QueryAsync($"SELECT project_id, version FROM person_rewrites FINAL", _limits, cancellationToken);
        foreach (var row in rewritten)
            Of(new ProjectId((uint)row.UInt64(0))).RewrittenUpTo = row.UInt64(1);
        var splits = await client.QueryAsync(
            $"SELECT project_id, max(version) FROM person_splits GROUP BY project_id",
            _limits,
            cancellationToken
        );
        foreach (var row in splits)
            Of(new ProjectId((uint)row.UInt64(0))).SplitVersion = row.UInt64(1);
        await SaveAsync(cancellationToken);
        // What an earlier run left undone has waited long enough.
        foreach (var (_, state) in Pending)
            state.PendingSince = DateTimeOffset.MinValue;
        IsLoaded = true;
    }

    /// <summary>Carries out the wishes among <paramref name="batch"/> and makes the tables follow. When it throws, call it again with the same batch: what
    /// was carried out is not carried out twice.</summary>
    public async Task ApplyAsync(IReadOnlyList<SequencedEvent> batch, CancellationToken cancellationToken)
    {
        foreach (var (sequence, e) in batch)
        {
            if (e.Command is null && e.Name is not (EventNames.Identify or EventNames.Alias))
                continue;
            var state = Of(e.Project);
            if (sequence <= state.AppliedUpTo || IdentityRequest.Of(e) is not { } request)
                continue;
            if (request.Kind == IdentityKind.Undo)
            {
                // An undo reads the log, so what came before must be in it.
                await SaveAsync(cancellationToken);
                await UndoAsync(state, sequence, e, request, cancellationToken);
            }
            else
            {
                Merge(state, sequence, e, request);
            }

            state.AppliedUpTo = sequence;
        }

        await SaveAsync(cancellationToken);
    }

    private void Merge(ProjectIdentities state, ulong sequence, Event e, IdentityRequest request)
    {
        var (outcome, moved) = state.Map.Apply(request);
        if (outcome == IdentityOutcome.AlreadyOne || (outcome == IdentityOutcome.RefusedPlaceholder && request.From.Length == 0))
            return; // nothing was asked that is not so already
        _unsavedEntries.Add(Entry(sequence, e, request, outcome));
        Move(e.Project, state, moved, sequence);
    }

    private async Task UndoAsync(
        ProjectIdentities state,
        ulong sequence,
        Event e,
        IdentityRequest request,
        CancellationToken cancellationToken
    )
    {
        var log = await Log.ReadAsync(e.Project, cancellationToken);
        var target = log.FirstOrDefault(l => l.Sequence == request.Undoes && l.Outcome == IdentityOutcome.Merged);
        if (target is null || log.Any(l => l.Outcome == IdentityOutcome.Undone && l.Undoes == request.Undoes))
        {
            _unsavedEntries.Add(Entry(sequence, e, request, IdentityOutcome.RefusedUnknown));
            return;
        }

        var entry = Entry(sequence, e, request with { From = target.From, Into = target.Into }, IdentityOutcome.Undone);
        var before = state.Map.Snapshot();
        var map = Replay(e.Project, [.. log, entry]);
        var after = map.Snapshot();
        var moved = before
            .Keys.Union(after.Keys)
            .Where(own => before.GetValueOrDefault(own, own) != after.GetValueOrDefault(own, own))
            .ToList();
        await SplitAsync(e.Project, log, map, moved, sequence, cancellationToken);
        state.Map = map;
        _unsavedEntries.Add(entry);
        Move(e.Project, state, moved, sequence);
        await SaveAsync(cancellationToken);
        state.SplitVersion = sequence;
    }

    /// <summary>Rows of events that lead elsewhere after an undo can be told by their distinct id only.</summary>
    private async Task SplitAsync(
        ProjectId project,
        IReadOnlyList<IdentityEntry> log,
        PersonMap map,
        List<ulong> moved,
        ulong version,
        CancellationToken cancellationToken
    )
    {
        var texts = log.SelectMany(l => new[] { l.From, l.Into }).Distinct().ToDictionary(t => PersonId.Of(project, t).Value);
        var block = new NativeBlock();
        var projectColumn = block.Add("project_id", "UInt32");
        var distinctId = block.Add("distinct_id", "String");
        var person = block.Add("person_id", "UInt64");
        var versionColumn = block.Add("version", "UInt64");
        foreach (var own in moved)
        {
            projectColumn.UInt32(project.Value);
            distinctId.Text(texts[own]);
            person.UInt64(map.Resolve(new PersonId(own)).Value);
            versionColumn.UInt64(version);
        }

        await client.InsertNativeAsync(
            "person_splits",
            block.ToBytes(moved.Count),
            "cairn-identity-" + Guid.CreateVersion7().ToString("N"),
            cancellationToken
        );
    }

    private void Move(ProjectId project, ProjectIdentities state, IReadOnlyList<ulong> moved, ulong version)
    {
        if (moved.Count == 0)
            return;
        foreach (var own in moved)
            _unsavedMoves.Add(new PersonMove(project, own, state.Map.Resolve(new PersonId(own)).Value, version));
    }

    private void Mend(ProjectId project, Dictionary<ulong, ulong> derived, ulong version)
    {
        var state = Of(project);
        var truth = state.Map.Snapshot();
        var wrong = truth.Where(t => derived.GetValueOrDefault(t.Key, t.Key) != t.Value).ToList();
        var stale = derived
            .Where(d => d.Value != d.Key && !truth.ContainsKey(d.Key))
            .Select(d => KeyValuePair.Create(d.Key, d.Key))
            .ToList();
        state.Version = version;
        foreach (var (own, person) in wrong.Concat(stale))
            _unsavedMoves.Add(new PersonMove(project, own, person, Math.Max(version, state.AppliedUpTo) + 1));
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        // Moves before log: a crash between them leaves moves without a line, and a restart does that work again, which is harmless.
        if (_unsavedMoves.Count > 0)
            await Log.AppendMovesAsync(_unsavedMoves, cancellationToken);
        if (_unsavedEntries.Count > 0)
            await Log.AppendAsync(_unsavedEntries, cancellationToken);
        // Only now may questions and the rewriting job count on the tables.
        foreach (var move in _unsavedMoves)
        {
            var state = Of(move.Project);
            if (!state.IsPending)
                state.PendingSince = time.GetUtcNow();
            state.Version = Math.Max(state.Version, move.Version);
        }

        _unsavedMoves.Clear();
        _unsavedEntries.Clear();
    }

    private static PersonMap Replay(ProjectId project, IReadOnlyList<IdentityEntry> log)
    {
        var undone = log.Where(l => l.Outcome == IdentityOutcome.Undone).Select(l => l.Undoes).ToHashSet();
        var map = new PersonMap(project);
        foreach (var entry in log)
        {
            if (entry.Outcome == IdentityOutcome.Undone || undone.Contains(entry.Sequence))
                continue;
            // What was carried out once is carried out again without being judged anew: a merge call always merges.
            var kind = entry.Outcome == IdentityOutcome.Merged ? IdentityKind.Merge : entry.Kind;
            map.Apply(new IdentityRequest(kind, entry.Outcome == IdentityOutcome.Merged ? entry.From : "", entry.Into, 0));
        }

        return map;
    }

    private static IdentityEntry Entry(ulong sequence, Event e, IdentityRequest request, IdentityOutcome outcome) =>
        new(e.Project, sequence, e.ReceivedAt, request.Kind, request.From, request.Into, outcome, request.Undoes, e.Id);
}
