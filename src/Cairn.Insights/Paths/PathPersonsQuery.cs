using System.Globalization;
using Cairn.Insights.Questions;
using Cairn.Query.Running;
using Cairn.Query.Spec;

namespace Cairn.Insights.Paths;

/// <summary>A link or a node of a paths answer.</summary>
/// <param name="From">Where a link comes from; or the node itself.</param>
/// <param name="To">Null: a node.</param>
internal sealed record PathPointRef((int Step, string Name) From, (int Step, string Name)? To)
{
    /// <summary>Reads <c>{ from, to }</c> or <c>{ node }</c>.</summary>
    public static PathPointRef Read(SpecNode point)
    {
        if (point.Object("from", "to", "node") is not { } fields)
            return new PathPointRef((1, ""), null);
        if (fields["node"] is { } node)
        {
            (fields["from"] ?? fields["to"])?.Fault("unexpected_value", "Either node, or from and to.");
            return new PathPointRef(Read(node, "node"), null);
        }

        var from = fields.Required("from") is { } f ? Read(f, "from") : (1, "");
        var to = fields.Required("to") is { } t ? Read(t, "to") : (2, "");
        if (to.Item1 != from.Item1 + 1)
            fields["to"]?.Fault("invalid_value", "A link leads from a step to the next.");
        return new PathPointRef(from, to);
    }

    private static (int Step, string Name) Read(SpecNode node, string field)
    {
        var text = node.Text(3, 4_000);
        var at = text.IndexOf('_', StringComparison.Ordinal);
        if (at > 0 && int.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step >= 1)
            return (step, text[(at + 1)..]);
        node.Fault("invalid_value", $"{field} must be the id of a node of the answer, such as 1_/home.");
        return (1, "");
    }
}

/// <summary>Whose sessions took a link, or came to a node?</summary>
public sealed class PathPersonsQuery(QuestionRunner runner, PathQuery paths)
{
    /// <summary>Sessions beyond so many are not looked up, and their persons not listed.</summary>
    private const int _mostSessions = 100_000;

    /// <summary>The persons; null with the faults reported.</summary>
    internal async Task<PersonsBehind?> AskAsync(
        Asked asked,
        PathSpec spec,
        PathPointRef point,
        int limit,
        CancellationToken cancellationToken
    )
    {
        if (await paths.PrepareAsync(asked, spec, cancellationToken) is not { } range)
            return null;
        var question = asked.Question;
        var from = await HashAsync(question, point.From.Name, cancellationToken);
        var to = point.To is { } next ? await HashAsync(question, next.Name, cancellationToken) : null;
        var found = await runner.WalkAsync(
            question,
            PathSql.Build(spec, paths.Source(question, range)),
            () => new Finder(spec, point, from, to),
            static (finder, entity, events) => finder.Look(entity, events),
            cancellationToken
        );
        ulong[] entities = [.. found.SelectMany(f => f.Entities).Order()];
        var rules = PathSemantics.Of(spec, isCut: false).ToList();
        if (entities.Length > _mostSessions)
            rules.Add($"There are {entities.Length:N0} such sessions; the persons of {_mostSessions:N0} are counted and listed.");
        if (entities.Length == 0)
            return new PersonsBehind([], null, 0, Meta());
        IReadOnlyList<ulong> asking = [.. entities.Take(_mostSessions)];
        var rows = await runner.ReadAsync(question, PathSql.Persons(spec, paths.Source(question, range), asking, limit), cancellationToken);
        var items = rows.Select(r => new PersonBehind(
            r.UInt64(0).ToString(CultureInfo.InvariantCulture),
            r.String(1),
            r.Int64(2),
            r.Time(3),
            r.Time(4)
        ));
        return new PersonsBehind([.. items], null, rows[0].Int64(5), Meta());

        QueryMeta Meta() => question.Meta(range, asked.Body.Element, rules);
    }

    /// <summary>Null for the middle of a path that is too long.</summary>
    private async Task<ulong?> HashAsync(Question question, string name, CancellationToken cancellationToken) =>
        name == PathQuery.Between ? null : (await runner.ReadAsync(question, PathSql.HashOf(name), cancellationToken))[0].UInt64(0);

    private sealed class Finder(PathSpec spec, PathPointRef point, ulong? from, ulong? to)
    {
        private readonly PathWalk _walk = new(spec);
        private bool _isBehind;

        /// <summary>Sessions, or persons whose sessions have no id, each once.</summary>
        public List<ulong> Entities { get; } = [];

        public void Look(ulong entity, ReadOnlySpan<Query.Sequences.StepEvent> events)
        {
            _isBehind = false;
            _walk.Walk(events, Compare);
            if (_isBehind)
                Entities.Add(entity);
        }

        private void Compare(List<PathNode> path)
        {
            var at = point.From.Step - 1;
            if (at >= path.Count || path[at].Hash != from)
                return;
            _isBehind |= point.To is null || (at + 1 < path.Count && path[at + 1].Hash == to);
        }
    }
}
