namespace Cairn.Insights.Catalog;

/// <summary>A page of what there is to pick from, the most frequent first, then by name.</summary>
/// <param name="Next">The cursor of the next page; null when this is the last.</param>
/// <param name="Basis">What was counted.</param>
public sealed record CatalogPage<T>(IReadOnlyList<T> Items, string? Next, CatalogBasis Basis)
{
    /// <summary>Cuts a page of one item more than it may have.</summary>
    public static CatalogPage<T> Of(IReadOnlyList<T> read, CatalogSpec spec, CatalogBasis basis) =>
        new([.. read.Take(spec.Limit)], read.Count > spec.Limit ? QueryParameters.Cursor(spec.Skip + spec.Limit) : null, basis);
}

/// <param name="From">Null with <paramref name="To"/> when nothing depends on time.</param>
/// <param name="Sampled">The counts are of a sample of that time; what is rare may be missing.</param>
/// <param name="Events">How many events were looked at; null when all of that time.</param>
public sealed record CatalogBasis(DateTimeOffset? From, DateTimeOffset? To, bool Sampled, long? Events)
{
    public static CatalogBasis Now { get; } = new(null, null, false, null);
}

/// <param name="Count">Events of that name.</param>
public sealed record CatalogEvent(string Name, long Count, DateTimeOffset LastSeen);

/// <param name="Types">Types seen: text, number, boolean.</param>
/// <param name="Kind">text, number or time.</param>
/// <param name="BuiltIn">A column or a session's property: always there, whatever clients send.</param>
/// <param name="Count">Events, persons or groups that have it; null for what is built in.</param>
public sealed record CatalogProperty(
    string Name,
    IReadOnlyList<string> Types,
    long? Count,
    string Kind,
    string? Unit,
    string? Description,
    bool BuiltIn
)
{
    /// <summary>Its values are kept encrypted, each differently: nothing can be filtered or counted by them.</summary>
    public bool Encrypted { get; init; }
}

/// <param name="Value">As filters and breakdowns write it.</param>
/// <param name="Count">Events, or persons or groups for their properties.</param>
public sealed record CatalogValue(string Value, long Count);
