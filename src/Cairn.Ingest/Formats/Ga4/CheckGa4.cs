using System.Text.Json;

namespace Cairn.Ingest.Formats.Ga4;

/// <summary>What is wrong with a request of the Measurement Protocol, in Google's words and by Google's limits? Nothing is stored, and no key is read.</summary>
internal static class CheckGa4
{
    private const int MostEvents = 25;
    private const int MostParameters = 25;
    private const int MostUserProperties = 25;
    private const int LongestName = 40;
    private const int LongestValue = 100;
    private const int LongestUserProperty = 24;
    private const int LongestUserValue = 36;
    private static readonly TimeSpan _oldest = TimeSpan.FromHours(72);
    private static readonly string[] _prefixes = ["_", "firebase_", "ga_", "google_", "gtag."];

    /// <summary>Parameters that Google lets be longer: addresses and titles of pages.</summary>
    private static readonly HashSet<string> _long = ["page_location", "page_referrer", "page_title"];

    public static VendorAnswer Say(VendorRequest request)
    {
        var faults = new List<object>();
        var body = request.Body.Json;
        if (request.Query("api_secret") is null)
            Fault("api_secret", "VALUE_REQUIRED", "api_secret is missing in the address: a write key of the project.");
        if (body.Text("client_id") is null && body.Text("app_instance_id") is null)
            Fault("client_id", "VALUE_REQUIRED", "client_id (web) or app_instance_id (app) is missing.");
        Time(body, "timestamp_micros");
        UserProperties(body);
        var events = body.Items("events").ToArray();
        if (events.Length == 0)
            Fault("events", "VALUE_REQUIRED", "events must hold at least one event.");
        if (events.Length > MostEvents)
            Fault("events", "EXCEEDED_MAX_ENTITIES", $"events may hold at most {MostEvents} events.");
        foreach (var (i, item) in events.Index())
            Event(item, $"events[{i}]");
        return VendorAnswer.Json(new { validationMessages = faults });

        void Fault(string path, string code, string description) =>
            faults.Add(
                new
                {
                    fieldPath = path,
                    description,
                    validationCode = code,
                }
            );

        void Event(JsonElement item, string path)
        {
            if (item.Text("name") is not { } name)
                Fault(path + ".name", "VALUE_REQUIRED", "The event has no name.");
            else
                Name(name, path + ".name");
            Time(item, path + ".timestamp_micros");
            if (item.Object("params") is not { } parameters)
                return;
            var count = 0;
            foreach (var parameter in parameters.EnumerateObject())
            {
                count++;
                Name(parameter.Name, $"{path}.params");
                if (parameter.Value.AsText() is { Length: > LongestValue } && !_long.Contains(parameter.Name))
                    Fault($"{path}.params.{parameter.Name}", "VALUE_OUT_OF_BOUNDS", $"A value may have at most {LongestValue} characters.");
                if (parameter.Value.ValueKind is JsonValueKind.Object)
                    Fault(
                        $"{path}.params.{parameter.Name}",
                        "VALUE_INVALID",
                        "A value must be a text or a number; only items may be a list."
                    );
            }

            if (count > MostParameters)
                Fault($"{path}.params", "EXCEEDED_MAX_ENTITIES", $"An event may have at most {MostParameters} parameters.");
            if (parameters.Field("value") is not null && item.Text("name") is "purchase" or "refund" && parameters.Text("currency") is null)
                Fault($"{path}.params.currency", "VALUE_REQUIRED", "A value without currency is no amount of money.");
        }

        void Name(string name, string path)
        {
            if (
                name.Length is 0 or > LongestName
                || !char.IsAsciiLetter(name[0])
                || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_')
            )
                Fault(
                    path,
                    "NAME_INVALID",
                    $"{name} must have 1 to {LongestName} letters, digits and underscores, and begin with a letter."
                );
            else if (_prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal)))
                Fault(
                    path,
                    "NAME_RESERVED",
                    $"{name} begins with {_prefixes.First(p => name.StartsWith(p, StringComparison.Ordinal))}, which is Google's own."
                );
        }

        void Time(JsonElement holder, string path)
        {
            if (holder.Field("timestamp_micros") is not { } value)
                return;
            if (value.AsNumber() is not ({ } micros and > 0 and < 253402300799999000))
                Fault(path, "VALUE_INVALID", "timestamp_micros must be microseconds since 1970.");
            else if (DateTimeOffset.FromUnixTimeMilliseconds((long)(micros / 1000)) < request.ReceivedAt - _oldest)
                Fault(path, "VALUE_OUT_OF_BOUNDS", "timestamp_micros lies more than 72 hours back.");
        }

        void UserProperties(JsonElement holder)
        {
            if (holder.Object("user_properties") is not { } properties)
                return;
            var all = properties.EnumerateObject().ToArray();
            if (all.Length > MostUserProperties)
                Fault("user_properties", "EXCEEDED_MAX_ENTITIES", $"There may be at most {MostUserProperties} user properties.");
            foreach (var property in all)
            {
                var path = $"user_properties.{property.Name}";
                if (property.Name.Length > LongestUserProperty)
                    Fault(path, "NAME_INVALID", $"A name may have at most {LongestUserProperty} characters.");
                if (property.Value.Field("value") is not { } value)
                    Fault(path, "VALUE_REQUIRED", "Send {\"value\": …}.");
                else if (value.AsText() is { Length: > LongestUserValue })
                    Fault(path, "VALUE_OUT_OF_BOUNDS", $"A value may have at most {LongestUserValue} characters.");
            }
        }
    }
}
