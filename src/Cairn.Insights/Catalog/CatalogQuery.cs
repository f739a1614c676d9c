using Cairn.Events;
using Cairn.Query.Catalog;
using Cairn.Query.Filters;
using Cairn.Query.Running;
using Cairn.Query.Sources;
using Cairn.Query.Spec;
using Cairn.Query.Time;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Catalog;

/// <summary>What is there to pick from: events, properties, values, with how often.</summary>
public sealed class CatalogQuery(QuestionRunner runner)
{
    /// <summary>Properties are looked for in the newest events: the smallest of these windows (minutes before the newest event) that holds
    /// <see cref="Enough"/>, so that a large project costs no more than a small one.</summary>
    private static readonly int[] _windows = [10, 60, 360, 1_440, 10_080];

    private const long Enough = 20_000;

    public Task<CatalogPage<CatalogEvent>?> EventsAsync(
        ProjectContext project,
        CatalogSpec spec,
        SpecErrors errors,
        CancellationToken cancellationToken
    ) =>
        OverRangeAsync(
            project,
            spec,
            errors,
            CatalogSql.Events,
            row => new CatalogEvent(row.String(0), row.Int64(1), row.Time(2)),
            cancellationToken
        );

    public async Task<CatalogPage<CatalogValue>?> ValuesAsync(
        ProjectContext project,
        CatalogSpec spec,
        SpecErrors errors,
        CancellationToken cancellationToken
    )
    {
        var page = await OverRangeAsync(
            project,
            spec,
            errors,
            CatalogSql.Values,
            row => new CatalogValue(row.String(0), row.Int64(1)),
            cancellationToken
        );
        var isOfOwners =
            spec.Property
            is { Scope: PropertyScope.Person, Name: not Builtins.PersonId }
                or { Scope: PropertyScope.Group, Name: not Builtins.GroupKey };
        return page is not null && isOfOwners ? page with { Basis = CatalogBasis.Now } : page;
    }

    public async Task<CatalogPage<CatalogProperty>?> PropertiesAsync(
        ProjectContext project,
        CatalogSpec spec,
        SpecErrors errors,
        CancellationToken cancellationToken
    )
    {
        var declared = Declared(spec.Property.Scope)
            .Where(p => p.Name.Contains(spec.Search, StringComparison.OrdinalIgnoreCase))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => Item(p.Name, [], null, p));
        var question = runner.Ask(project);
        if (spec.Property.Scope == PropertyScope.Session)
            return Page([.. declared], CatalogBasis.Now);
        if (await ResolveAsync(question, spec, errors, cancellationToken) is not { } range)
            return null;
        var (basis, source) =
            spec.Property.Scope == PropertyScope.Event
                ? await NarrowAsync(question, spec, range, cancellationToken)
                : (CatalogBasis.Now, new EventSource(project, range, runner.Persons));
        var sql =
            spec.Property.Scope == PropertyScope.Event
                ? CatalogSql.EventProperties(spec, source)
                : CatalogSql.StoredProperties(spec, source);
        var rows = await runner.ReadAsync(question, sql, cancellationToken);
        var found = rows.Select(row =>
            Item(
                row.String(0),
                [.. row.Array(1).Select(t => TypeName(t.GetString()!)).Distinct()],
                row.Int64(2),
                spec.Property.Scope == PropertyScope.Event ? KnownProperties.Event.GetValueOrDefault(row.String(0)) : null
            )
        );
        return Page([.. declared, .. found], basis);

        CatalogPage<CatalogProperty> Page(CatalogProperty[] all, CatalogBasis of) =>
            CatalogPage<CatalogProperty>.Of([.. all.Skip(spec.Skip).Take(spec.Limit + 1)], spec, of);
    }

    /// <summary>A page over the range asked for. Without one, 30 days, or everything when these have nothing: an import of old events is to be seen too.</summary>
    private async Task<CatalogPage<T>?> OverRangeAsync<T>(
        ProjectContext project,
        CatalogSpec spec,
        SpecErrors errors,
        Func<CatalogSpec, EventSource, Sql> sql,
        Func<Row, T> read,
        CancellationToken cancellationToken
    )
    {
        var question = runner.Ask(project);
        if (await ResolveAsync(question, spec, errors, cancellationToken) is not { } range)
            return null;
        var rows = await runner.ReadAsync(question, sql(spec, new EventSource(project, range, runner.Persons)), cancellationToken);
        if (rows.Count == 0 && spec.From is null && spec.Skip == 0)
            return await OverRangeAsync(project, spec with { From = new RangePoint.All() }, errors, sql, read, cancellationToken);
        return CatalogPage<T>.Of([.. rows.Select(read)], spec, new CatalogBasis(range.Start, range.End, Sampled: false, null));
    }

    private Task<TimeRange?> ResolveAsync(Question question, CatalogSpec spec, SpecErrors errors, CancellationToken cancellationToken) =>
        runner.ResolveAsync(
            question,
            new RangeSpec(spec.From ?? new RangePoint.Relative(30, RangeUnit.Day), null, null, WeekStart.Monday),
            errors,
            "/from",
            cancellationToken
        );

    private async Task<(CatalogBasis Basis, EventSource Source)> NarrowAsync(
        Question question,
        CatalogSpec spec,
        TimeRange range,
        CancellationToken cancellationToken
    )
    {
        var whole = new EventSource(question.Project, range, runner.Persons);
        var counts = (await runner.ReadAsync(question, CatalogSql.Windows(spec, whole, _windows), cancellationToken))[0];
        var all = counts.Int64(_windows.Length);
        if (all == 0 && spec.From is null)
        {
            if (
                await ResolveAsync(question, spec with { From = new RangePoint.All() }, new SpecErrors(), cancellationToken) is { } ever
                && ever.Start < range.Start
            )
                return await NarrowAsync(question, spec with { From = new RangePoint.All() }, ever, cancellationToken);
        }

        for (var i = 0; i < _windows.Length; i++)
            if (counts.Int64(i) >= Enough)
            {
                var end = counts.Time(_windows.Length + 1).AddMilliseconds(1);
                var newest = range with { Start = end.AddMinutes(-_windows[i]), End = end };
                return (
                    new CatalogBasis(newest.Start, newest.End, true, counts.Int64(i)),
                    new EventSource(question.Project, newest, runner.Persons)
                );
            }

        return (new CatalogBasis(range.Start, range.End, all > CatalogSql.SamplePerEvent, all), whole);
    }

    private static IEnumerable<PropertyInfo> Declared(PropertyScope scope) =>
        scope switch
        {
            PropertyScope.Event => Builtins.Event.Values.Where(p => p.Name[0] != '$'),
            PropertyScope.Session => SessionProperties.All.Values,
            PropertyScope.Person =>
            [
                new PropertyInfo(Builtins.PersonId, PropertyKind.Text, null, "The person after merges, in decimal digits."),
            ],
            _ => [new PropertyInfo(Builtins.GroupKey, PropertyKind.Text, null, "The group's key.")],
        };

    private static CatalogProperty Item(string name, string[] types, long? count, PropertyInfo? info)
    {
        var kind = info?.Kind.ToString().ToLowerInvariant() ?? (types is ["number"] ? "number" : "text");
        return new CatalogProperty(name, types, count, kind, info?.Unit, info?.Description, BuiltIn: count is null);
    }

    private static string TypeName(string stored) =>
        stored switch
        {
            "Float64" or "Int64" or "number" => "number",
            "Bool" or "bool" => "boolean",
            _ => "text",
        };
}
