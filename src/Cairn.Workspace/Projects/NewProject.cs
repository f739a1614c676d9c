using Cairn.Events;

namespace Cairn.Workspace.Projects;

/// <summary>A project to be made; every field is valid.</summary>
public sealed record NewProject(string Slug, string Name, TimeZoneInfo TimeZone, string Currency)
{
    public const string DefaultTimeZone = "UTC";
    public const string DefaultCurrency = "USD";
    public const int MaxNameLength = 200;

    /// <summary>Checks what somebody typed. A null field takes its default: the slug as name, UTC, USD.</summary>
    /// <param name="pointer">Where the fields stand in the body, e.g. empty or <c>/project</c>.</param>
    /// <param name="errors">Every fault found is added here.</param>
    /// <returns>Null when there was a fault.</returns>
    public static NewProject? Check(string? slug, string? name, string? timeZone, string? currency, string pointer, List<InputError> errors)
    {
        var before = errors.Count;
        if (slug is not null && !Projects.Slug.IsValid(slug))
            errors.Add(new($"{pointer}/slug", "invalid_slug", "Use 1 to 60 lower-case letters, digits and dashes."));
        if (name is not null && (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength || name.Contains('\0')))
            errors.Add(new($"{pointer}/name", "invalid_name", $"Use 1 to {MaxNameLength} characters."));
        var zone = TimeZoneId.Find(timeZone ?? DefaultTimeZone);
        if (zone is null)
            errors.Add(new($"{pointer}/timeZone", "unknown_time_zone", "Use an IANA time zone such as Europe/Berlin or UTC."));
        var code = (currency ?? DefaultCurrency).ToUpperInvariant();
        if (!CurrencyCode.IsKnown(code))
            errors.Add(new($"{pointer}/currency", "unknown_currency", "Use a three-letter ISO 4217 code such as EUR."));
        return errors.Count == before && slug is not null ? new NewProject(slug, name?.Trim() ?? slug, zone!, code) : null;
    }
}
