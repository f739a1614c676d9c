using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.Events;

namespace Cairn.Ingest.Import;

/// <summary>Which column of a file is what. What is left out is guessed from the columns' names.</summary>
/// <param name="Shape">What a row is: an event, a user (a <c>$set</c>) or a session (an event <c>session_start</c>).</param>
/// <param name="EventName">The name of all events, where no column has it.</param>
/// <param name="Groups">Group type to column.</param>
/// <param name="Properties">Columns; null: all that are nothing else.</param>
/// <param name="Set">Columns that are the person's; null: none, but of users all that are nothing else.</param>
/// <param name="Types">Column to text, number, boolean or json; what is left out is told by each cell.</param>
/// <param name="Timezone">Of times without an offset; UTC when null.</param>
public sealed record ImportMapping(
    ImportShape Shape = ImportShape.Events,
    string? Event = null,
    string? EventName = null,
    string? DistinctId = null,
    string? Timestamp = null,
    string? Id = null,
    string? SessionId = null,
    IReadOnlyDictionary<string, string>? Groups = null,
    IReadOnlyList<string>? Properties = null,
    IReadOnlyList<string>? Set = null,
    IReadOnlyList<string>? SetOnce = null,
    IReadOnlyDictionary<string, ImportType>? Types = null,
    string? Timezone = null
)
{
    /// <summary>Nothing is named but the time zone: what is what, the columns tell.</summary>
    [JsonIgnore]
    internal bool IsGuessed => this == new ImportMapping(Timezone: Timezone);

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The mapping, or what is wrong with it.</summary>
    public static (ImportMapping? Mapping, InputError? Fault) Read(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return (new ImportMapping(), null);
        try
        {
            var mapping = JsonSerializer.Deserialize<ImportMapping>(json, Json) ?? new ImportMapping();
            return mapping.Timezone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
                ? (null, new InputError("/mapping/timezone", "unknown_value", $"\"{zone}\" is no IANA time zone."))
                : (mapping, null);
        }
        catch (JsonException e)
        {
            var place = e.Path?.Replace("$", "", StringComparison.Ordinal).Replace('.', '/') ?? "";
            return (
                null,
                new InputError(
                    "/mapping" + place,
                    "invalid_value",
                    "The mapping cannot be read here: a field is unknown or of another type."
                )
            );
        }
    }
}

public enum ImportShape
{
    Events,
    Users,
    Sessions,
}

public enum ImportType
{
    Text,
    Number,
    Boolean,
    Json,
}
