using Cairn.Events;
using Cairn.Query.Cohorts;
using Cairn.Query.Filters;
using Cairn.Query.Sequences;
using Cairn.Query.Sources;
using Cairn.Query.Spec;
using Cairn.Query.Time;
using Cairn.Store.ClickHouse;
using Cairn.Store.Identity;

namespace Cairn.Query.Running;

/// <summary>Reads the store for questions, a few at a time: more at once would only make each slower, since ClickHouse is bound by cores.</summary>
public sealed class QuestionRunner(
    ClickHouseClient store,
    PersonResolution persons,
    TimeProvider clock,
    FindCohorts? cohorts = null,
    PersonIndexes? indexes = null
)
{
    /// <summary>Reads under way at once.</summary>
    public const int AtOnce = 4;

    /// <summary>Of those, one project's at most: a place is always left for the others.</summary>
    public const int AtOncePerProject = 3;

    /// <summary>Events that one question may read to walk over: they take 40 bytes each, half a gigabyte in all. Those of the index do not count.</summary>
    public const long MostWalked = 12_000_000;

    private readonly FairPlaces _places = new(AtOnce, AtOncePerProject);
    private readonly FairPlaces _walks = new(1, 1);

    private static readonly QueryLimits _walked = QueryLimits.Interactive with { MaxResultRows = MostWalked };

    public PersonResolution Persons => persons;

    /// <summary>A question asked now.</summary>
    public Question Ask(ProjectContext project)
    {
        var now = clock.GetUtcNow();
        return new Question(project, now) { Cohorts = new ProjectCohorts(project, now, cohorts?.Invoke(project.Id) ?? []) };
    }

    /// <summary>Runs one read, within <see cref="QueryLimits.Interactive"/>, and books its cost.</summary>
    /// <exception cref="QuestionsBusyException">No place came free in time.</exception>
    /// <exception cref="ClickHouseException">ClickHouse refused or gave up.</exception>
    /// <exception cref="ClickHouseUnavailableException">It could not be reached.</exception>
    public async Task<ClickHouseRows> ReadAsync(Question question, Sql sql, CancellationToken cancellationToken)
    {
        if (question.IsDry)
            throw new DryRunException();
        var rows = await ReadAsync(question.Project.Id, sql, cancellationToken);
        question.Cost.Add(rows);
        return rows;
    }

    /// <summary>Reads the events that a question walks over. Only one question does at a time: its rows lie in memory, and its walk uses all cores.</summary>
    /// <exception cref="ClickHouseException">Too many events (<see cref="ClickHouseException.IsTooMuch"/>), or ClickHouse refused or gave up.</exception>
    /// <exception cref="QuestionsBusyException">No place came free in time.</exception>
    /// <exception cref="ClickHouseUnavailableException">It could not be reached.</exception>
    public async Task<IReadOnlyList<TState>> WalkAsync<TState>(
        Question question,
        SequenceSpec spec,
        Func<TState> start,
        Visit<TState> visit,
        CancellationToken cancellationToken
    )
    {
        if (question.IsDry)
            throw new DryRunException();
        using var turn = await _walks.EnterAsync(question.Project.Id, QueryLimits.Interactive.MaxTime, cancellationToken);
        var source = new EventSource(question.Project, spec.Scan, persons);
        var index = IndexFor(question, spec);
        var sql = SequenceSql.Build(spec, source, index?.Before);
        var sequences = new Sequences.Sequences(spec.BitOrder);
        var rows = await store.ReadBlocksAsync(sql, _walked, sequences.Add, cancellationToken);
        if (index is null)
        {
            question.Cost.Add(sql, rows);
            return sequences.Walk(start, visit, cancellationToken);
        }

        question.Cost.Add(SequenceSql.Build(spec, new EventSource(question.Project, spec.Scan, persons)), index.Events + rows);
        var moved = indexes!.MovedSince(question.Project.Id, index);
        sequences.Move(moved);
        var states = index.Walk(spec, moved, sequences, start, visit, cancellationToken);
        states.AddRange(sequences.Walk(start, visit, cancellationToken));
        return states;
    }

    /// <summary>The same over rows that a question selects itself; they come in order of time, then of arrival.</summary>
    /// <param name="sql">Rows as of <see cref="SequenceSql.Build"/>.</param>
    /// <exception cref="ClickHouseException">Too many events (<see cref="ClickHouseException.IsTooMuch"/>), or ClickHouse refused or gave up.</exception>
    /// <exception cref="QuestionsBusyException">No place came free in time.</exception>
    public async Task<IReadOnlyList<TState>> WalkAsync<TState>(
        Question question,
        Sql sql,
        Func<TState> start,
        Visit<TState> visit,
        CancellationToken cancellationToken
    )
    {
        if (question.IsDry)
            throw new DryRunException();
        using var turn = await _walks.EnterAsync(question.Project.Id, QueryLimits.Interactive.MaxTime, cancellationToken);
        var sequences = new Sequences.Sequences(bitOrder: false);
        question.Cost.Add(sql, await store.ReadBlocksAsync(sql, _walked, sequences.Add, cancellationToken));
        return sequences.Walk(start, visit, cancellationToken);
    }

    /// <summary>Whether a walk over these events is as fast as looking at memory.</summary>
    public bool IsIndexed(Question question, SequenceSpec spec) => IndexFor(question, spec) is not null;

    /// <summary>Null: the table is read. An index holds everybody, so a question about one person never looks into it.</summary>
    private PersonIndex? IndexFor(Question question, SequenceSpec spec) =>
        !question.Project.IsOfOnePerson && PersonIndex.CanAnswer(spec) ? indexes?.Find(question.Project.Id) : null;

    /// <summary>Reads integer columns of up to <see cref="MostWalked"/> rows, block by block, and books their cost.</summary>
    /// <exception cref="QuestionsBusyException">No place came free in time.</exception>
    public async Task ReadBlocksAsync(Question question, Sql sql, Action<NativeColumns> take, CancellationToken cancellationToken)
    {
        if (question.IsDry)
            throw new DryRunException();
        using var place = await _places.EnterAsync(question.Project.Id, QueryLimits.Interactive.MaxTime, cancellationToken);
        question.Cost.Add(sql, await store.ReadBlocksAsync(sql, _walked, take, cancellationToken));
    }

    /// <summary>The range in instants; a fault at <paramref name="pointer"/> and null when it is empty.</summary>
    public async Task<TimeRange?> ResolveAsync(
        Question question,
        RangeSpec spec,
        SpecErrors errors,
        string pointer,
        CancellationToken cancellationToken
    )
    {
        var resolver = new RangeResolver(spec.Zone ?? question.Project.Zone, question.Now);
        if (spec.From is RangePoint.All)
            resolver = resolver with { Stored = await StoredSpanAsync(question, cancellationToken) };
        var range = resolver.Resolve(spec);
        if (range is null)
            errors.Add(
                pointer,
                "empty_range",
                "The range is empty: it ends where or before it starts. to is not included, unless it is a date."
            );
        return range;
    }

    /// <summary>Asks ClickHouse whether it can read the filters' regular expressions, so that a bad one is bad input and not a failure.</summary>
    public async Task CheckRegexesAsync(
        IEnumerable<(Filter Filter, string Pointer)> filters,
        SpecErrors errors,
        CancellationToken cancellationToken
    )
    {
        foreach (var (filter, pointer) in filters)
        foreach (var compare in filter.Comparisons().Where(c => c.Op is Op.Regex or Op.NotRegex && c.Values.Count == 1))
        {
            var pattern = compare.Values[0].Text ?? "";
            try
            {
                // A column, not a constant: constants are folded before the pattern is compiled as it will be.
                await ReadAsync(
                    default(ProjectId),
                    $"SELECT count() FROM (SELECT toString(number) AS s FROM numbers(1)) WHERE match(s, {pattern})",
                    cancellationToken
                );
            }
            catch (ClickHouseException e) when (e.Code is 427 or 36 or 6)
            {
                errors.Add(pointer, "invalid_regex", $"\"{SpecNode.Shorten(pattern)}\" is no regular expression that RE2 can read.");
            }
        }
    }

    private async Task<ClickHouseRows> ReadAsync(ProjectId project, Sql sql, CancellationToken cancellationToken)
    {
        using var place = await _places.EnterAsync(project, QueryLimits.Interactive.MaxTime, cancellationToken);
        return await store.QueryAsync(sql, QueryLimits.Interactive, cancellationToken);
    }

    /// <summary>First and last event. Reads one day's rows at either end, thanks to the table's order.</summary>
    private async Task<(DateTimeOffset First, DateTimeOffset Last)?> StoredSpanAsync(Question question, CancellationToken cancellationToken)
    {
        var visible = new EventSource(question.Project, CohortSql.Ever, persons).Visible;
        var rows = await ReadAsync(
            question,
            $"""
            SELECT min(timestamp), max(timestamp), count()
            FROM events
            WHERE {visible} AND toDate(timestamp, 'UTC') IN (
                SELECT arrayJoin([min(toDate(timestamp, 'UTC')), max(toDate(timestamp, 'UTC'))]) FROM events WHERE {visible})
            """,
            cancellationToken
        );
        return rows[0].Int64(2) == 0 ? null : (rows[0].Time(0), rows[0].Time(1));
    }
}

/// <summary>Too many questions wait already.</summary>
public sealed class QuestionsBusyException() : Exception("Too many questions are being answered. Ask again in a moment.");
