using System.Globalization;
using Cairn.Query.Running;
using Cairn.Query.Sequences;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Questions;

/// <summary>Says who the entities are that a walk counted.</summary>
public sealed class DescribePersons(QuestionRunner runner)
{
    /// <summary>Sessions and groups beyond so many are not looked up, and their persons not listed.</summary>
    private const int MostEntities = 100_000;

    /// <summary>The persons, most matching events first; ties by id.</summary>
    /// <param name="spec">What was walked over: its events are the matching ones.</param>
    /// <param name="entities">Persons, or hashes of sessions or groups whose persons are listed. Each once.</param>
    /// <param name="meta">Made after the read, so that its cost is booked.</param>
    public async Task<PersonsBehind> AskAsync(
        Question question,
        SequenceSpec spec,
        IReadOnlyList<ulong> entities,
        int limit,
        Func<QueryMeta> meta,
        CancellationToken cancellationToken
    )
    {
        if (entities.Count == 0)
            return new PersonsBehind([], null, 0, meta());
        var source = new EventSource(question.Project, spec.Scan, runner.Persons);
        var entity = SequenceSql.Entity(spec.By, source);
        var where = SequenceSql.Where(spec, source);
        IReadOnlyList<ulong> asked = [.. entities.Order().Take(MostEntities)];
        Sql sql = $"""
            SELECT {source.Person} AS person, min(distinct_id), count() AS matching, min(timestamp), max(timestamp), count() OVER ()
            FROM {source.From}
            WHERE {where} AND {entity} IN {asked}
            GROUP BY person
            ORDER BY matching DESC, person
            LIMIT {limit}
            """;
        var rows = await runner.ReadAsync(question, sql, cancellationToken);
        var count = spec.By.Kind == EntityKind.Person ? entities.Count : rows[0].Int64(5);
        return new PersonsBehind([.. rows.Select(Read)], null, count, meta());
    }

    private static PersonBehind Read(Row row) =>
        new(row.UInt64(0).ToString(CultureInfo.InvariantCulture), row.String(1), row.Int64(2), row.Time(3), row.Time(4));
}
