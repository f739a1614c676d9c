using System.Globalization;
using Cairn.Insights.Questions;
using Cairn.Query.Cohorts;
using Cairn.Query.Running;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Cohorts;

/// <summary>Who is in a cohort now? Persons are those with any stored event, be it only a $set.</summary>
public sealed class CohortMembersQuery(QuestionRunner runner)
{
    /// <summary>How many persons are in it. Exact.</summary>
    public async Task<long> CountAsync(Question question, Cohort cohort, CancellationToken cancellationToken)
    {
        var source = Everything(question);
        var isMember = CohortSql.Render(cohort.Rule, source);
        var rows = await runner.ReadAsync(
            question,
            $"SELECT uniqExact({source.Person}) FROM {source.From} WHERE {source.InRange} AND {isMember}",
            cancellationToken
        );
        return rows[0].Int64(0);
    }

    /// <summary>A page of its members in the order of their ids.</summary>
    /// <param name="after">The <see cref="CohortPersons.Next"/> of the page before; null for the first.</param>
    public async Task<CohortPersons> PageAsync(
        Question question,
        Cohort cohort,
        ulong? after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var source = Everything(question);
        var isMember = CohortSql.Render(cohort.Rule, source);
        Sql behind = after is { } last ? (Sql)$" AND {source.Person} > {last}" : $"";
        var rows = await runner.ReadAsync(
            question,
            $"""
            SELECT {source.Person} AS person, min(distinct_id), count(), min(timestamp), max(timestamp)
            FROM {source.From}
            WHERE {source.InRange} AND {isMember}{behind}
            GROUP BY person ORDER BY person LIMIT {limit + 1}
            """,
            cancellationToken
        );
        PersonBehind[] items =
        [
            .. rows.Take(limit)
                .Select(r => new PersonBehind(
                    r.UInt64(0).ToString(CultureInfo.InvariantCulture),
                    r.String(1),
                    r.Int64(2),
                    r.Time(3),
                    r.Time(4)
                )),
        ];
        return new CohortPersons(items, rows.Count > limit ? items[^1].PersonId : null);
    }

    private EventSource Everything(Question question) =>
        new(question.Project, CohortSql.Ever with { Zone = question.Project.Zone }, runner.Persons);
}

/// <param name="Next">Where the next page begins; null: that was all.</param>
public sealed record CohortPersons(IReadOnlyList<PersonBehind> Items, string? Next);
