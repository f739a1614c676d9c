using Cairn.Events;
using Cairn.Server.Bodies;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Keys;

/// <summary>A key to be made, for the documentation.</summary>
/// <param name="Kind"><c>write</c>, <c>api</c> or <c>service</c>.</param>
/// <param name="Role">API keys: viewer (default), analyst, admin or owner.</param>
/// <param name="Scopes">API keys: query, persons, export, import, write_reports, manage; left out: everything the role allows.</param>
/// <param name="RequestsPerMinute">API keys.</param>
/// <param name="EventsPerSecond">Write and service keys.</param>
/// <param name="Origins">Write keys: https://shop.example.com or https://*.example.com.</param>
/// <param name="AllowWithoutOrigin">Write keys with origins: whether requests without an Origin pass; default: no.</param>
/// <param name="Events">Write keys: names, or beginnings followed by a star.</param>
/// <param name="ExpiresAt">When it ends; left out: never.</param>
internal sealed record KeyBody(
    string Kind,
    string Name,
    string? Role = null,
    IReadOnlyList<string>? Scopes = null,
    int? RequestsPerMinute = null,
    int? EventsPerSecond = null,
    IReadOnlyList<string>? Origins = null,
    bool? AllowWithoutOrigin = null,
    IReadOnlyList<string>? Events = null,
    DateTimeOffset? ExpiresAt = null
);

/// <summary>What of a key can be changed, for the documentation. What is left out stays; null takes a bound away.</summary>
internal sealed record KeyChangeBody(
    string? Name = null,
    IReadOnlyList<string>? Scopes = null,
    int? RequestsPerMinute = null,
    int? EventsPerSecond = null,
    IReadOnlyList<string>? Origins = null,
    bool? AllowWithoutOrigin = null,
    IReadOnlyList<string>? Events = null,
    DateTimeOffset? ExpiresAt = null
);

/// <summary>Reads them.</summary>
internal static class KeyFields
{
    private const int MaxEventsPerSecond = 1_000_000;
    private const int MaxRequestsPerMinute = 1_000_000;

    public static (KeyKind Kind, KeySettings Settings)? ReadNew(JsonFields fields, DateTimeOffset now)
    {
        var kind = fields.RequiredText("kind", maxLength: 20) switch
        {
            "write" => KeyKind.Write,
            "api" => KeyKind.Api,
            "service" => KeyKind.Service,
            null => (KeyKind?)null,
            _ => Fault(),
        };
        var roleName = fields.Text("role", maxLength: 20);
        var role = kind is KeyKind.Api ? RoleName.Parse(roleName ?? "viewer") : null;
        if (kind is KeyKind.Api && role is null or Role.Self)
            fields.Fault("role", "unknown_role", "Use viewer, analyst, admin or owner.");
        else if (kind is KeyKind.Write or KeyKind.Service && roleName is not null)
            fields.Fault("role", "not_allowed", "This key has no role: it only sends events.");
        var settings = Read(fields, new KeySettings { Name = "", Role = role }, kind, now, isNew: true);
        return fields.Errors.Count == 0 ? (kind!.Value, settings) : null;

        KeyKind? Fault()
        {
            fields.Fault("kind", "unknown_kind", "Use write, api or service.");
            return null;
        }
    }

    /// <returns>Null when something is at fault; the faults are among the fields' errors.</returns>
    public static KeySettings? ReadChange(JsonFields fields, Key key, DateTimeOffset now)
    {
        var settings = Read(fields, KeySettings.Of(key), key.Kind(), now, isNew: false);
        return fields.Errors.Count == 0 ? settings : null;
    }

    /// <param name="kind">Null: at fault already.</param>
    private static KeySettings Read(JsonFields fields, KeySettings before, KeyKind? kind, DateTimeOffset now, bool isNew)
    {
        var isWrite = kind is null or KeyKind.Write;
        var isApi = kind is null or KeyKind.Api;
        var name = isNew || fields.Has("name") ? fields.RequiredText("name", KeySettings.MaxNameLength) : before.Name;
        if (name is not null && string.IsNullOrWhiteSpace(name))
            fields.Fault("name", "required", "This must not be blank.");
        var settings = before with
        {
            Name = name?.Trim() ?? "",
            Scopes = Bound("scopes", isApi, before.Scopes, Scopes),
            RequestsPerMinute = Bound("requestsPerMinute", isApi, before.RequestsPerMinute, Rate(MaxRequestsPerMinute)),
            EventsPerSecond = Bound("eventsPerSecond", kind is not KeyKind.Api, before.EventsPerSecond, Rate(MaxEventsPerSecond)),
            Origins = Bound("origins", isWrite, before.Origins, Origins),
            AllowWithoutOrigin = Bound("allowWithoutOrigin", isWrite, (bool?)before.AllowWithoutOrigin, fields.Flag) ?? false,
            EventNames = Bound("events", isWrite, before.EventNames, Events),
            ExpiresAt = Bound("expiresAt", isOfKind: true, before.ExpiresAt, fields.Time),
        };
        if (fields.Has("expiresAt") && settings.ExpiresAt <= now)
            fields.Fault("expiresAt", "in_the_past", "Name a time to come; to end a key now, revoke it.");
        fields.RefuseOthers();
        return settings;

        T? Bound<T>(string field, bool isOfKind, T? otherwise, Func<string, T?> read)
        {
            if (!fields.Has(field))
                return otherwise;
            var given = read(field);
            if (!isOfKind && given is not null)
                fields.Fault(field, "not_allowed", NotOfKind(field));
            return given;
        }

        Func<string, int?> Rate(int most) => field => fields.Whole(field, least: 1, most);
        IReadOnlyList<string>? Scopes(string field) =>
            NotEmpty(fields.Texts(field, 20, Known, $"There is no such scope. Known are: {string.Join(", ", KeyScopes.All)}."), field);
        IReadOnlyList<string>? Origins(string field) =>
            NotEmpty(
                fields.Texts(
                    field,
                    KeySettings.MaxEntries,
                    AllowedOrigins.Normal,
                    "This is no origin. Use scheme and host such as https://shop.example.com, or https://*.example.com for all hosts below one."
                ),
                field
            );
        IReadOnlyList<string>? Events(string field) =>
            NotEmpty(
                fields.Texts(
                    field,
                    KeySettings.MaxEntries,
                    text => AllowedEvents.IsEntry(text) ? text : null,
                    "Use an event's name, or how names begin followed by a star, such as checkout_*."
                ),
                field
            );
        IReadOnlyList<string>? NotEmpty(IReadOnlyList<string>? list, string field)
        {
            if (list is not { Count: 0 })
                return list;
            fields.Fault(field, "required", "Name at least one, or use null for no bound.");
            return null;
        }
    }

    private static string? Known(string scope) => KeyScopes.All.Contains(scope) ? scope : null;

    private static string NotOfKind(string field) =>
        field switch
        {
            "eventsPerSecond" => "Only keys that send events have this; an API key has requestsPerMinute.",
            "scopes" or "requestsPerMinute" => "Only an API key has this.",
            _ => "Only a write key has this.",
        };
}
