namespace Cairn.Events;

/// <summary>The project a request is about, as far as questions need to know it. The server puts one among the request's features after it has
/// checked the caller's role; endpoints of a project read it there.</summary>
/// <param name="Currency">ISO 4217, e.g. EUR.</param>
public sealed record ProjectContext(ProjectId Id, string Slug, TimeZoneInfo Zone, string Currency);
