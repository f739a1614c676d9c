using System.Text;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Oracle;
using Cairn.Query.Cohorts;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Store.ClickHouse;
using Cairn.Store.Events;
using Cairn.Store.Identity;
using Cairn.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cairn.Insights.Tests.Histories;

/// <summary>Histories in a real store, each in a project of its own.</summary>
public sealed class StoredHistories
{
    private readonly ClickHouseClient _client;
    private readonly Identities _identities;
    private readonly EventWriter _writer;
    private ulong _sequence;
    private uint _projects;

    private StoredHistories(ClickHouseClient client)
    {
        _client = client;
        _identities = new Identities(client, TimeProvider.System);
        _writer = new EventWriter(client, _identities);
    }

    public ClickHouseClient Client => _client;

    public PersonResolution Persons => new(_identities);

    public static async Task<StoredHistories> CreateAsync()
    {
        var store = new StoredHistories(await TestEngines.CreateDatabaseAsync());
        await store._identities.LoadAsync(CancellationToken.None);
        return store;
    }

    /// <summary>A runner for which it is always <paramref name="now"/>.</summary>
    /// <param name="cohorts">Of every project.</param>
    public QuestionRunner RunnerAt(DateTimeOffset now, params StoredCohort[] cohorts) =>
        new(_client, Persons, new FixedTime(now), _ => cohorts, Indexes);

    /// <summary>Null: questions read the table.</summary>
    public PersonIndexes? Indexes { get; private set; }

    /// <summary>From now on questions may be answered from person indexes, which are built as of now, be they ever so small.</summary>
    public async Task IndexAsync(IReadOnlyList<ProjectId> projects)
    {
        var before = _sequence + 1;
        var options = new PersonIndexOptions(() => before, LeastEvents: 0);
        Indexes = new PersonIndexes(_client, _identities, options, TimeProvider.System, NullLogger<PersonIndexes>.Instance);
        foreach (var project in projects)
            (await Indexes.WaitAsync(project)).ShouldBeTrue();
    }

    /// <summary>Stores the histories in two batches, so that merges in the second find events stored before them. Returns their projects.</summary>
    public Task<IReadOnlyList<ProjectId>> AddAsync(params IReadOnlyList<History> histories) => AddAsync(histories, betweenAsync: null);

    /// <param name="betweenAsync">Done between the batches.</param>
    /// <inheritdoc cref="AddAsync(IReadOnlyList{History})" />
    public async Task<IReadOnlyList<ProjectId>> AddAsync(
        IReadOnlyList<History> histories,
        Func<IReadOnlyList<ProjectId>, Task>? betweenAsync
    )
    {
        ProjectId[] projects = [.. histories.Select(_ => new ProjectId(++_projects))];
        foreach (var isLate in new[] { false, true })
        {
            if (isLate && betweenAsync is not null)
                await betweenAsync(projects);
            var batch = new List<SequencedEvent>();
            foreach (var (history, project) in histories.Zip(projects))
            foreach (var e in history.Events.Where((_, i) => i >= history.Events.Count / 2 == isLate))
                batch.Add(new SequencedEvent(++_sequence, ToEvent(e, project)));
            if (batch.Count > 0)
                await _writer.StoreAsync(batch, CancellationToken.None);
        }

        return projects;
    }

    private static Event ToEvent(Happening e, ProjectId project) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            HasClientId = false,
            Project = project,
            Name = e.Event,
            DistinctId = e.DistinctId,
            Timestamp = e.At,
            ReceivedAt = e.At,
            SessionId = e.SessionId,
            Groups = [.. e.Groups.Select(g => new GroupRef(g.Key, g.Value))],
            Properties = Json(e.Properties),
            Set = e.Set is null ? default : Json(e.Set),
            SetOnce = e.SetOnce is null ? default : Json(e.SetOnce),
        };

    private static ReadOnlyMemory<byte> Json(JsonObject value) => Encoding.UTF8.GetBytes(value.ToJsonString());
}

/// <summary>A clock that stands still.</summary>
public sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
