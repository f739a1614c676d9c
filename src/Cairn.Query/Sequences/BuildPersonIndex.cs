using System.Runtime.InteropServices;
using Cairn.Events;
using Cairn.Store.ClickHouse;
using Cairn.Store.Identity;

namespace Cairn.Query.Sequences;

/// <summary>Reads the table into a <see cref="PersonIndex"/>, some persons at a time, so that what is read and not sorted yet stays small.</summary>
internal sealed class BuildPersonIndex(ClickHouseClient store, Identities identities)
{
    /// <summary>Rows sorted at once, 16 bytes each.</summary>
    private const long RowsPerSlice = 3_000_000;

    /// <summary>More event names do not fit their code.</summary>
    private const int MostNames = 1 << PersonIndex.CodeBits;

    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(10), 1_000_000_000, 1_000_000_000);

    /// <summary>The index; null when it would have fewer or more events than allowed, or identities were taken apart meanwhile.</summary>
    /// <param name="before">Every event of a lower sequence is in the table.</param>
    public async Task<PersonIndex?> RunAsync(ProjectId project, ulong before, long least, long most, CancellationToken cancellationToken)
    {
        // Rows must not change persons while they are read.
        await identities.Rewriting.WaitAsync(cancellationToken);
        try
        {
            if (identities.Splits(project) is not { IsPending: false, Version: var splits })
                return null;
            var names = await store.QueryAsync(
                $"SELECT event, count() FROM events WHERE project_id = {project} AND sequence < {before} GROUP BY event ORDER BY event LIMIT {MostNames + 1}",
                _limits,
                cancellationToken
            );
            var events = names.Sum(n => n.Int64(1));
            if (names.Count > MostNames || events < least || events > most)
                return null;
            var moves = await MovesAsync(project, cancellationToken);
            var slices = new PersonSlice[(int)Math.Max(2, (events / RowsPerSlice) + 1)];
            var known = names.Select(n => n.String(0)).ToArray();
            for (var i = 0; i < slices.Length; i++)
                slices[i] = await ReadAsync(Slice(project, before, known, moves, slices.Length, i), cancellationToken);
            return identities.Splits(project) is { IsPending: false, Version: var after } && after == splits
                ? new PersonIndex(before, splits, moves, known, slices)
                : null;
        }
        finally
        {
            identities.Rewriting.Release();
        }
    }

    private async Task<Dictionary<ulong, ulong>> MovesAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var moves = new Dictionary<ulong, ulong>();
        await store.ReadBlocksAsync(
            $"SELECT own_id, person_id FROM person_merges FINAL WHERE project_id = {project}",
            _limits,
            block =>
            {
                var (own, person) = (block.Column<ulong>(0).ToArray(), block.Column<ulong>(1).ToArray());
                for (var i = 0; i < block.Rows; i++)
                    moves[own[i]] = person[i];
            },
            cancellationToken
        );
        return moves;
    }

    /// <summary>Rows: (person UInt64, event UInt64).</summary>
    private static Sql Slice(ProjectId project, ulong before, string[] names, Dictionary<ulong, ulong> moves, int slices, int index)
    {
        var codes = Enumerable.Range(0, names.Length).Select(i => (ulong)i).ToArray();
        Sql person =
            moves.Count == 0
                ? (Sql)$"person_id"
                : $"transform(person_id, {(IReadOnlyList<ulong>)[.. moves.Keys]}, {(IReadOnlyList<ulong>)[.. moves.Values]}, person_id)";
        Sql code = $"transform(toString(event), {(IReadOnlyList<string>)names}, {(IReadOnlyList<ulong>)codes}, toUInt64(0))";
        return $"""
            SELECT {person} AS person,
                bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(timestamp) - {PersonIndex.Epoch}), {PersonIndex.CodeBits}), {code}) AS event_code
            FROM events
            WHERE project_id = {project} AND sequence < {before} AND person % {slices} = {index}
            """;
    }

    private async Task<PersonSlice> ReadAsync(Sql sql, CancellationToken cancellationToken)
    {
        var rows = new List<(ulong Person, ulong Event)>();
        await store.ReadBlocksAsync(
            sql,
            _limits,
            block =>
            {
                var persons = block.Column<ulong>(0);
                var events = block.Column<ulong>(1);
                for (var i = 0; i < persons.Length; i++)
                    rows.Add((persons[i], events[i]));
            },
            cancellationToken
        );
        var span = CollectionsMarshal.AsSpan(rows);
        span.Sort(static (a, b) => a.Person != b.Person ? a.Person.CompareTo(b.Person) : a.Event.CompareTo(b.Event));
        var (people, ends, sorted) = (new List<ulong>(), new List<int>(), new ulong[span.Length]);
        for (var i = 0; i < span.Length; i++)
        {
            sorted[i] = span[i].Event;
            if (i + 1 < span.Length && span[i + 1].Person == span[i].Person)
                continue;
            people.Add(span[i].Person);
            ends.Add(i + 1);
        }

        return new PersonSlice([.. people], [.. ends], sorted);
    }
}
