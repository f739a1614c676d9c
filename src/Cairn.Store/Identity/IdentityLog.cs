using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Identity;

/// <summary>One line of the identity log.</summary>
/// <param name="Sequence">Names it within its project; also its place in the order of things.</param>
public sealed record IdentityEntry(
    ProjectId Project,
    ulong Sequence,
    DateTimeOffset At,
    IdentityKind Kind,
    string From,
    string Into,
    IdentityOutcome Outcome,
    ulong Undoes,
    Guid EventId
);

/// <summary>Reads and writes <c>identity_log</c> and the table derived from it, <c>person_merges</c>.</summary>
public sealed class IdentityLog(ClickHouseClient client)
{
    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(2), 2_000_000_000, 100_000_000);

    /// <summary>Every entry that changed something, oldest first; of one project or of all.</summary>
    public async Task<IReadOnlyList<IdentityEntry>> ReadAsync(ProjectId? project, CancellationToken cancellationToken)
    {
        Sql where = project is { } one ? $"project_id = {one} AND" : Sql.Empty;
        var rows = await client.QueryAsync(
            $"""
            SELECT {Columns} FROM identity_log FINAL
            WHERE {where} outcome IN ('merged', 'identified', 'undone')
            ORDER BY project_id, sequence
            """,
            _limits,
            cancellationToken
        );
        return [.. rows.Select(Read)];
    }

    /// <summary>A page of one project's entries, newest first, refusals included.</summary>
    /// <param name="before">Entries with a smaller sequence only.</param>
    /// <param name="about">Entries that name one of these distinct ids; null: all.</param>
    public async Task<IReadOnlyList<IdentityEntry>> PageAsync(
        ProjectId project,
        ulong before,
        IReadOnlyList<string>? about,
        int limit,
        CancellationToken cancellationToken
    )
    {
        Sql named = about is null ? Sql.Empty : $"AND (from_distinct_id IN {about} OR into_distinct_id IN {about})";
        var rows = await client.QueryAsync(
            $"""
            SELECT {Columns} FROM identity_log FINAL
            WHERE project_id = {project} AND sequence < {before} AND kind IN ('identify', 'alias', 'merge', 'undo') AND outcome != 'identified' {named}
            ORDER BY sequence DESC LIMIT {limit}
            """,
            _limits,
            cancellationToken
        );
        return [.. rows.Select(Read)];
    }

    public async Task AppendAsync(IReadOnlyList<IdentityEntry> entries, CancellationToken cancellationToken)
    {
        var block = new NativeBlock();
        var project = block.Add("project_id", "UInt32");
        var sequence = block.Add("sequence", "UInt64");
        var at = block.Add("at", "DateTime64(3, 'UTC')");
        var kind = block.Add("kind", "String");
        var from = block.Add("from_distinct_id", "String");
        var into = block.Add("into_distinct_id", "String");
        var outcome = block.Add("outcome", "String");
        var undoes = block.Add("undoes", "UInt64");
        var eventId = block.Add("event_id", "UUID");
        foreach (var entry in entries)
        {
            project.UInt32(entry.Project.Value);
            sequence.UInt64(entry.Sequence);
            at.Time(entry.At);
            kind.Text(IdentityLogWords.Of(entry.Kind));
            from.Text(entry.From);
            into.Text(entry.Into);
            outcome.Text(IdentityLogWords.Of(entry.Outcome));
            undoes.UInt64(entry.Undoes);
            eventId.Guid(entry.EventId);
        }

        await client.InsertNativeAsync(
            "identity_log",
            block.ToBytes(entries.Count),
            "cairn-identity-" + Guid.CreateVersion7().ToString("N"),
            cancellationToken
        );
    }

    /// <summary>Says where own ids lead from now on.</summary>
    public async Task AppendMovesAsync(IReadOnlyList<PersonMove> moves, CancellationToken cancellationToken)
    {
        var block = new NativeBlock();
        var project = block.Add("project_id", "UInt32");
        var own = block.Add("own_id", "UInt64");
        var person = block.Add("person_id", "UInt64");
        var version = block.Add("version", "UInt64");
        foreach (var move in moves)
        {
            project.UInt32(move.Project.Value);
            own.UInt64(move.Own);
            person.UInt64(move.Person);
            version.UInt64(move.Version);
        }

        await client.InsertNativeAsync(
            "person_merges",
            block.ToBytes(moves.Count),
            "cairn-identity-" + Guid.CreateVersion7().ToString("N"),
            cancellationToken
        );
    }

    private static Sql Columns { get; } =
        Sql.Trusted("project_id, sequence, at, toInt8(kind), from_distinct_id, into_distinct_id, toInt8(outcome), undoes, event_id");

    private static IdentityEntry Read(Row row) =>
        new(
            new ProjectId((uint)row.UInt64(0)),
            row.UInt64(1),
            row.Time(2),
            (IdentityKind)row.Int64(3),
            row.String(4),
            row.String(5),
            (IdentityOutcome)row.Int64(6),
            row.UInt64(7),
            row.Guid(8)
        );
}

/// <summary>From <paramref name="Version"/> (a sequence) on, an own id leads to this person.</summary>
public sealed record PersonMove(ProjectId Project, ulong Own, ulong Person, ulong Version);

/// <summary>The log's words in the table and on the wire: snake_case.</summary>
public static class IdentityLogWords
{
    public static string Of(IdentityKind kind) => Word(kind.ToString());

    public static string Of(IdentityOutcome outcome) => Word(outcome.ToString());

    private static string Word(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));
}
