using Cairn.Events.Privacy;

namespace Cairn.Events;

/// <summary>The project a request is about, as far as questions need to know it. The server puts one among the request's features after it has
/// checked the caller's role; endpoints of a project read it there.</summary>
/// <param name="Currency">ISO 4217, e.g. EUR.</param>
public sealed record ProjectContext(ProjectId Id, string Slug, TimeZoneInfo Zone, string Currency)
{
    /// <summary>A distinct id of the only person about whom the caller may ask (role self): questions see that person's events and nothing else of the project.
    /// Null: about everybody.</summary>
    public string? OnlyDistinctId { get; init; }

    /// <summary>Under which ids whoever is named by a distinct id may be stored: every look-up by one asks here. Unless told otherwise, the id alone.</summary>
    public FindStoredIds StoredIds { get; init; } = static id => [id];

    /// <summary>Whether all but one person is hidden.</summary>
    public bool IsOfOnePerson => OnlyDistinctId is not null;

    /// <summary>Whether the caller may see numbers only (an API key without the scope persons): SQL, which reads single events, is refused.</summary>
    public bool HidesPersons { get; init; }
}
