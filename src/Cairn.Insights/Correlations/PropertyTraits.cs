using Cairn.Query.Running;
using Cairn.Query.Sources;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Correlations;

/// <summary>Which of those who take part have which values of person properties?</summary>
internal static class PropertyTraits
{
    /// <summary>Per name and value looked at, its table.</summary>
    public static async Task<IReadOnlyList<(string Name, string Value, ContingencyTable Table)>> AskAsync(
        QuestionRunner runner,
        Question question,
        Dictionary<ulong, bool> persons,
        (long Success, long Failure) totals,
        CancellationToken cancellationToken
    )
    {
        var values = await runner.ReadAsync(question, Values(question, runner), cancellationToken);
        if (values.Count == 0)
            return [];
        (string Name, string Value)[] traits = [.. values.Select(r => (r.String(0), r.String(1)))];
        var (success, failure) = (new long[traits.Length], new long[traits.Length]);
        await runner.ReadBlocksAsync(question, Owners(question, runner, traits), Count, cancellationToken);
        return
        [
            .. traits.Select((t, i) => (t.Name, t.Value, new ContingencyTable(success[i], failure[i], totals.Success, totals.Failure))),
        ];

        void Count(NativeColumns block)
        {
            var (owners, places) = (block.Column<ulong>(0).ToArray(), block.Column<uint>(1).ToArray());
            for (var i = 0; i < block.Rows; i++)
                if (places[i] > 0 && persons.TryGetValue(owners[i], out var isSuccess))
                    (isSuccess ? success : failure)[places[i] - 1]++;
        }
    }

    /// <summary>The persons who have this value now.</summary>
    public static async Task<HashSet<ulong>> OwnersAsync(
        QuestionRunner runner,
        Question question,
        string name,
        string value,
        CancellationToken cancellationToken
    )
    {
        var owners = new HashSet<ulong>();
        await runner.ReadBlocksAsync(question, Owners(question, runner, [(name, value)]), Add, cancellationToken);
        return owners;

        void Add(NativeColumns block)
        {
            foreach (var owner in block.Column<ulong>(0))
                owners.Add(owner);
        }
    }

    /// <summary>Rows: (name, value), the values of most persons of the properties of most persons.</summary>
    private static Sql Values(Question question, QuestionRunner runner) =>
        $"""
            SELECT name, written
            FROM (
                SELECT name, written, count() AS owners, sum(owners) OVER (PARTITION BY name) AS of_name
                FROM ({Current(question, runner)})
                GROUP BY name, written
            )
            WHERE name IN (
                SELECT name FROM ({Current(
                question,
                runner
            )}) GROUP BY name ORDER BY count() DESC, name LIMIT {CorrelationSpec.MostProperties})
            ORDER BY of_name DESC, name, owners DESC, written
            LIMIT {CorrelationSpec.MostValues} BY name
            """;

    /// <summary>Rows: (owner UInt64, place of the trait from 1, or 0, UInt32).</summary>
    private static Sql Owners(Question question, QuestionRunner runner, (string Name, string Value)[] traits)
    {
        IReadOnlyList<string> keys = [.. traits.Select(t => t.Name + "\u001f" + t.Value)];
        return $"SELECT owner, toUInt32(indexOf({keys}, concat(name, '\u001f', written))) AS place FROM ({Current(question, runner)}) WHERE place > 0";
    }

    /// <summary>Rows: (owner, name, written), one per person and property, as it is now.</summary>
    private static Sql Current(Question question, QuestionRunner runner) =>
        $"""
            SELECT owner, name, assumeNotNull({StoredValues.Value.AsText}) AS written
            FROM (
                SELECT {runner.Persons.PersonOfOwnId(
                question.Project.Id
            )} AS owner, name, argMax((kind, text, number), (mode, version)) AS value
                FROM person_properties
                WHERE project_id = {question.Project.Id}
                GROUP BY owner, name
            )
            WHERE {StoredValues.Value.AsText} IS NOT NULL
            """;
}
