using System.Text.Json;
using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Events;

/// <summary>Carries out changes that build on a property's value ($add, $append …), in the order in which they were received, and writes what comes of them. Costs two
/// reads for a batch that has any, of every change the concerned properties ever had; nothing for others. The same events again change nothing: a change is known by its
/// sequence.</summary>
internal sealed class PersonChanges(ClickHouseClient client)
{
    /// <summary>Of one project, asked for at once.</summary>
    private const int MostPersons = 5_000;

    private static readonly QueryLimits _limits = new(TimeSpan.FromMinutes(1), 1_500_000_000, 10_000_000);

    /// <summary>Also carries out what the batch sets of the properties it changes, in its place among the changes.</summary>
    /// <returns>The properties it wrote: nobody else needs to.</returns>
    public async Task<IReadOnlySet<ChangedProperty>> RunAsync(IReadOnlyList<SequencedEvent> batch, CancellationToken cancellationToken)
    {
        var changed = Changed(batch);
        if (changed.Count == 0)
            return changed;
        foreach (var project in Wanted(batch, changed).GroupBy(c => c.Property.Project))
        foreach (var persons in project.GroupBy(c => c.Property.Own).Chunk(MostPersons))
            await ApplyAsync(project.Key, [.. persons.SelectMany(c => c)], cancellationToken);
        return changed;
    }

    private static HashSet<ChangedProperty> Changed(IReadOnlyList<SequencedEvent> batch)
    {
        var changed = new HashSet<ChangedProperty>();
        foreach (var (_, e) in batch)
        {
            // Most events set nothing, and of the rest most have no name that begins so.
            if (e.Set.IsEmpty || e.Set.Span.IndexOf("\"$"u8) < 0)
                continue;
            using var document = JsonDocument.Parse(e.Set);
            foreach (var property in document.RootElement.EnumerateObject())
                if (PropertyChange.Is(property.Value))
                    changed.Add(ChangedProperty.Of(e, property.Name));
        }

        return changed;
    }

    private static IEnumerable<Change> Wanted(IReadOnlyList<SequencedEvent> batch, HashSet<ChangedProperty> changed)
    {
        foreach (var (sequence, e) in batch)
        {
            if (e.Set.IsEmpty)
                continue;
            using var document = JsonDocument.Parse(e.Set);
            foreach (var property in document.RootElement.EnumerateObject())
                if (ChangedProperty.Of(e, property.Name) is var which && changed.Contains(which))
                {
                    var (operation, operand) = PropertyChange.Of(property.Value) ?? (FoldChanges.Set, property.Value);
                    yield return new Change(
                        which,
                        new Step(PersonRows.Version(e, sequence), sequence, operation, operand.GetRawText(), e.Timestamp)
                    );
                }
        }
    }

    private async Task ApplyAsync(ProjectId project, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        IReadOnlyList<ulong> owns = [.. changes.Select(c => c.Property.Own).Distinct()];
        IReadOnlyList<string> names = [.. changes.Select(c => c.Property.Name).Distinct()];
        var known = await KnownAsync(project, owns, names, cancellationToken);
        var standing = await StandingAsync(project, owns, names, cancellationToken);
        var (added, values) = (new ChangeRows(), new PersonRows());
        foreach (var property in changes.GroupBy(c => (c.Property.Own, c.Property.Name)))
        {
            var steps = known.GetValueOrDefault(property.Key) ?? [];
            foreach (var step in New(steps, standing.GetValueOrDefault(property.Key), property.Select(c => c.Step)))
            {
                steps.Add(step);
                added.Add(project, property.Key.Own, property.Key.Name, step);
            }

            string? value = null;
            foreach (var step in steps.OrderBy(s => s.Version))
                value = FoldChanges.Apply(value, step.Operation, step.Operand);
            using var json = JsonDocument.Parse(value ?? "null");
            var last = steps.MaxBy(s => s.Version)!;
            values.Add(project, property.Key.Own, property.Key.Name, json.RootElement, "set", last.Version, last.Time);
        }

        // The changes first: a crash in between leaves values that the same batch makes anew.
        if (added.Count > 0)
            await client.InsertNativeAsync("person_changes", added.ToBytes(), NewId("changes"), cancellationToken);
        await client.InsertNativeAsync("person_properties", values.ToBytes(), NewId("changed"), cancellationToken);
    }

    private static string NewId(string what) => $"cairn-{what}-" + Guid.CreateVersion7().ToString("N");

    /// <summary>What is not known yet: a value that was set since the last change, and the changes that were not carried out, each later than all before.</summary>
    private static IEnumerable<Step> New(List<Step> known, Standing? standing, IEnumerable<Step> wanted)
    {
        var done = known.Select(s => s.Sequence).Where(s => s != 0).ToHashSet();
        var last = known.Count == 0 ? 0 : known.Max(s => s.Version);
        if (standing is { } value && (value.IsOnce ? known.Count == 0 : value.Version > last))
        {
            last = value.IsOnce ? 1 : value.Version;
            yield return new Step(last, 0, FoldChanges.Set, value.Json, value.Time);
        }

        foreach (var step in wanted.OrderBy(s => s.Sequence).Where(s => !done.Contains(s.Sequence)).ToList())
        {
            last = Math.Max(step.Version, last + 1);
            yield return step with
            {
                Version = last,
            };
        }
    }

    private async Task<Dictionary<(ulong, string), List<Step>>> KnownAsync(
        ProjectId project,
        IReadOnlyList<ulong> owns,
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        var rows = await client.QueryAsync(
            $"""
            SELECT own_id, name, version, sequence, operation, operand, updated_at FROM person_changes FINAL
            WHERE project_id = {project} AND name IN {names} AND own_id IN {owns}
            """,
            _limits,
            cancellationToken
        );
        return rows.GroupBy(r => (r.UInt64(0), r.String(1)))
            .ToDictionary(g => g.Key, g => g.Select(r => new Step(r.UInt64(2), r.UInt64(3), r.String(4), r.String(5), r.Time(6))).ToList());
    }

    private async Task<Dictionary<(ulong, string), Standing>> StandingAsync(
        ProjectId project,
        IReadOnlyList<ulong> owns,
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        var rows = await client.QueryAsync(
            $"""
            SELECT own_id, name, toString(mode), toString(kind), text, version, updated_at FROM person_properties FINAL
            WHERE project_id = {project} AND name IN {names} AND own_id IN {owns}
            """,
            _limits,
            cancellationToken
        );
        var standing = new Dictionary<(ulong, string), Standing>();
        foreach (var row in rows.OrderBy(r => r.String(2) == "set")) // one that was set wins
            standing[(row.UInt64(0), row.String(1))] = new Standing(
                row.String(3) switch
                {
                    "none" => "null",
                    "string" => JsonSerializer.Serialize(row.String(4)),
                    _ => row.String(4),
                },
                row.UInt64(5),
                row.String(2) == "once",
                row.Time(6)
            );
        return standing;
    }

    private sealed record Change(ChangedProperty Property, Step Step);

    /// <param name="Json">null for what was taken away.</param>
    private sealed record Standing(string Json, ulong Version, bool IsOnce, DateTimeOffset Time);

    /// <param name="Sequence">Of the event; 0 for a value that changes began with.</param>
    internal sealed record Step(ulong Version, ulong Sequence, string Operation, string Operand, DateTimeOffset Time);

    private sealed class ChangeRows
    {
        private readonly NativeBlock _block = new();
        private readonly NativeBlock.Column _project,
            _own,
            _name,
            _version,
            _sequence,
            _operation,
            _operand,
            _updated;

        public ChangeRows()
        {
            _project = _block.Add("project_id", "UInt32");
            _own = _block.Add("own_id", "UInt64");
            _name = _block.Add("name", "String");
            _version = _block.Add("version", "UInt64");
            _sequence = _block.Add("sequence", "UInt64");
            _operation = _block.Add("operation", "String");
            _operand = _block.Add("operand", "String");
            _updated = _block.Add("updated_at", "DateTime64(3, 'UTC')");
        }

        public int Count { get; private set; }

        public ReadOnlyMemory<byte> ToBytes() => _block.ToBytes(Count);

        public void Add(ProjectId project, ulong own, string name, Step step)
        {
            _project.UInt32(project.Value);
            _own.UInt64(own);
            _name.Text(name);
            _version.UInt64(step.Version);
            _sequence.UInt64(step.Sequence);
            _operation.Text(step.Operation);
            _operand.Text(step.Operand);
            _updated.Time(step.Time);
            Count++;
        }
    }
}

/// <summary>A property of a person, by the person's own id.</summary>
internal readonly record struct ChangedProperty(ProjectId Project, ulong Own, string Name)
{
    public static ChangedProperty Of(Event e, string name) => new(e.Project, PersonId.Of(e.Project, e.DistinctId).Value, name);
}
