using Cairn.Query.Spec;

namespace Cairn.Query.Filters;

/// <summary>Splits an answer by a property's values.</summary>
/// <param name="Limit">So many values stand alone, the rest together as "(other)"; absent ones are "(none)" and take no place.</param>
/// <param name="Bins">So many equally wide spans of numbers instead of values; everything that is no number is "(none)".</param>
public sealed record Breakdown(PropertyRef Property, int Limit, int? Bins)
{
    public const string Other = "(other)";
    public const string None = "(none)";
    public const int DefaultLimit = 25;

    /// <summary>In one question.</summary>
    public const int Most = 3;

    /// <summary>Reads a list of breakdowns; limits or bins may multiply to 1,000.</summary>
    public static IReadOnlyList<Breakdown> ReadAll(SpecNode? node)
    {
        if (node is not { } list)
            return [];
        Breakdown[] all = [.. list.List(0, Most).Select(Read)];
        if (all.Aggregate(1L, (product, b) => product * (b.Bins ?? b.Limit)) > 1_000)
            list.Fault("too_many", "The limits of the breakdowns multiply to more than 1,000 lines. Choose smaller limits.");
        return all;
    }

    private static Breakdown Read(SpecNode node)
    {
        if (node.Object("property", "scope", "limit", "bins") is not { } fields)
            return new Breakdown(new PropertyRef(PropertyScope.Event, "?"), DefaultLimit, null);
        if (fields["limit"] is { } limit && fields["bins"] is not null)
            limit.Fault("unexpected_value", "Either limit or bins, not both.");
        return new Breakdown(PropertyReader.Read(fields), fields["limit"]?.Whole(1, 1_000) ?? DefaultLimit, fields["bins"]?.Whole(1, 100));
    }
}
