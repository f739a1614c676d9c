using System.Globalization;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.EventList;
using Cairn.Query.Running;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.People;

/// <summary>Lists persons.</summary>
public sealed class PeopleQuery(QuestionRunner runner)
{
    /// <summary>Who was there lately is nearly always enough; looking farther back costs another read.</summary>
    private static readonly TimeSpan[] _windows = [TimeSpan.FromDays(1), TimeSpan.FromDays(30)];

    /// <summary>No event is older.</summary>
    private static readonly DateTimeOffset _oldest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task<PeopleResult> AskAsync(ProjectContext project, PeopleSpec spec, CancellationToken cancellationToken)
    {
        var question = runner.Ask(project);
        var page = await PageAsync(question, spec, cancellationToken);
        ulong[] persons = [.. page.Take(spec.Limit).Select(r => r.Person)];
        if (persons.Length == 0)
            return new PeopleResult([], null);
        var all = Whole(question);
        var described = await runner.ReadAsync(question, PeopleSql.Describe(all, persons), cancellationToken);
        var byPerson = described.ToDictionary(r => r.UInt64(0));
        var properties = await PropertiesAsync(question, persons, cancellationToken);
        var items = persons
            .Where(byPerson.ContainsKey)
            .Select(person =>
            {
                var row = byPerson[person];
                return new PersonItem(
                    person.ToString(CultureInfo.InvariantCulture),
                    [.. row.Array(1).Select(id => id.GetString()!)],
                    properties.GetValueOrDefault(person) ?? [],
                    row.Time(2),
                    row.Time(3),
                    row.Int64(4)
                );
            });
        return new PeopleResult(
            [.. items],
            page.Count > spec.Limit ? new EventCursor(page[spec.Limit - 1].LastMs, page[spec.Limit - 1].Person).ToString() : null
        );
    }

    /// <summary>Current properties, by person; those without any are missing.</summary>
    internal async Task<Dictionary<ulong, JsonObject>> PropertiesAsync(
        Question question,
        IReadOnlyList<ulong> persons,
        CancellationToken cancellationToken
    )
    {
        var rows = await runner.ReadAsync(question, PeopleSql.Properties(Whole(question), persons), cancellationToken);
        return rows.GroupBy(r => r.UInt64(0)).ToDictionary(g => g.Key, g => new JsonObject(g.Select(Property)));
    }

    /// <summary>Everything there is; events may lie up to a day ahead.</summary>
    internal EventSource Whole(Question question) =>
        new(question.Project, new TimeRange(_oldest, question.Now.AddDays(2), question.Project.Zone), runner.Persons);

    private static KeyValuePair<string, JsonNode?> Property(Row row)
    {
        var value = row[2];
        var text = value[1].GetString()!;
        JsonNode? node = value[0].GetString() switch
        {
            "number" => JsonValue.Create(value[2].GetDouble()),
            "bool" => JsonValue.Create(text == "true"),
            "json" => JsonNode.Parse(text),
            _ => JsonValue.Create(text),
        };
        return new(row.String(1), node);
    }

    /// <summary>Up to one more than the limit, to know whether there are more. A window always reaches to the latest event: who is seen in it was seen
    /// last in it.</summary>
    private async Task<List<(ulong Person, long LastMs)>> PageAsync(Question question, PeopleSpec spec, CancellationToken cancellationToken)
    {
        var all = Whole(question);
        var anchor = spec.After is { } after ? DateTimeOffset.FromUnixTimeMilliseconds(after.TimestampMs) : question.Now;
        List<EventSource> sources =
        [
            .. spec.Search is null
                ? _windows.Select(w => new EventSource(question.Project, all.Range with { Start = anchor - w }, runner.Persons))
                : [],
            all,
        ];
        foreach (var source in sources)
        {
            var rows = await runner.ReadAsync(question, PeopleSql.Page(spec, source, spec.Limit + 1), cancellationToken);
            if (rows.Count > spec.Limit || source == all)
                return [.. rows.Select(r => (r.UInt64(0), r.Time(1).ToUnixTimeMilliseconds()))];
        }

        return [];
    }
}
