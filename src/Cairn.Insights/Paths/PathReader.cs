using System.Collections.Frozen;
using Cairn.Query.Filters;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Insights.Paths;

/// <summary>Reads the JSON of a paths question.</summary>
public static class PathReader
{
    private const int _mostSteps = 20;
    private const int _mostPatterns = 200;
    private const int _longestName = 2_000;

    private static readonly FrozenDictionary<string, bool> _by = new Dictionary<string, bool>
    {
        ["event"] = false,
        ["page"] = true,
    }.ToFrozenDictionary();

    private static readonly string[] _fields = ["kind", "range", "filter", "by", "start", "end", "steps", "minEdge", "exclude", "groups"];

    /// <summary>The question; null when it has faults, all of which are reported.</summary>
    public static PathSpec? Read(SpecNode body)
    {
        if (body.Object(_fields) is not { } fields)
            return null;
        var spec = new PathSpec(
            fields.Required("range") is { } range ? RangeReader.Read(range) : null!,
            fields["by"]?.Word(_by) ?? false,
            fields["start"] is { } start ? Pattern(start) : null,
            fields["end"] is { } end ? Pattern(end) : null,
            fields.Required("steps")?.Whole(2, _mostSteps) ?? 2,
            fields["minEdge"]?.Whole(0, int.MaxValue) ?? 1,
            [.. fields["exclude"]?.List(0, _mostPatterns).Select(Pattern) ?? []],
            [.. fields["groups"]?.List(0, _mostPatterns).Select(Group) ?? []],
            fields["filter"] is { } filter ? FilterReader.Read(filter) : null
        );
        return body.Errors.Any ? null : spec;
    }

    private static PathPattern Pattern(SpecNode node) => new(node.Text(1, _longestName));

    private static PathGroup Group(SpecNode node) =>
        node.Object("match", "as") is { } fields
            ? new PathGroup(
                fields.Required("match") is { } match ? Pattern(match) : new PathPattern(""),
                fields.Required("as")?.Text(1, _longestName) ?? ""
            )
            : new PathGroup(new PathPattern(""), "");
}
