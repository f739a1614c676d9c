using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.Events.Privacy;

namespace Cairn.Workspace.Privacy;

/// <summary>A redaction policy as it stands in the database and in answers: words, not numbers.</summary>
/// <param name="Detectors">Every detector with its action.</param>
public sealed record PolicyText(
    IReadOnlyDictionary<string, string> Detectors,
    bool DistinctIds,
    IReadOnlyList<DenyText> Deny,
    IReadOnlyList<AllowText> Allow
)
{
    public static PolicyText Of(RedactionPolicy policy) =>
        new(
            RedactionWords.Detectors.ToDictionary(d => d.Word(), d => policy[d].Word()),
            policy.DistinctIds,
            [.. policy.Deny.Select(r => new DenyText(r.Property, PolicyJson.Word(r.Scope), r.Action.Word()))],
            [.. policy.Allow.Select(r => new AllowText(r.Property, PolicyJson.Word(r.Scope)))]
        );

    public RedactionPolicy ToPolicy() =>
        new(
            RedactionWords
                .Detectors.Where(d => Detectors.ContainsKey(d.Word()))
                .ToDictionary(d => d, d => RedactionWords.Action(Detectors[d.Word()]) ?? RedactionAction.Off),
            DistinctIds,
            [
                .. Deny.Select(r => new PropertyRule(
                    r.Property,
                    PolicyJson.Scope(r.Scope) ?? PropertyScope.Any,
                    RedactionWords.Action(r.Action) ?? RedactionAction.Mask
                )),
            ],
            [.. Allow.Select(r => new PropertyRule(r.Property, PolicyJson.Scope(r.Scope) ?? PropertyScope.Any, RedactionAction.Off))]
        );
}

/// <summary>A line of the deny list.</summary>
public sealed record DenyText(string Property, string Scope, string Action);

/// <summary>A line of the allow list.</summary>
public sealed record AllowText(string Property, string Scope);

/// <summary>Reads and writes policies, and knows the words for scopes.</summary>
public static class PolicyJson
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Null in the database means the defaults.</summary>
    public static RedactionPolicy Read(string? json) =>
        json is null ? RedactionPolicy.Default : JsonSerializer.Deserialize<PolicyText>(json, _json)!.ToPolicy();

    public static string Write(RedactionPolicy policy) => JsonSerializer.Serialize(PolicyText.Of(policy), _json);

    public static string Word(PropertyScope scope) =>
        scope switch
        {
            PropertyScope.Event => "event",
            PropertyScope.Person => "person",
            PropertyScope.Group => "group",
            _ => "any",
        };

    /// <summary>Null for a word that is none.</summary>
    public static PropertyScope? Scope(string? word) =>
        word switch
        {
            "any" => PropertyScope.Any,
            "event" => PropertyScope.Event,
            "person" => PropertyScope.Person,
            "group" => PropertyScope.Group,
            _ => null,
        };

    public static string Word(OptOutSignals signals) =>
        signals switch
        {
            OptOutSignals.Withhold => "withhold",
            OptOutSignals.Cookieless => "cookieless",
            _ => "ignore",
        };

    /// <summary>Null for a word that is none.</summary>
    public static OptOutSignals? Signals(string? word) =>
        word switch
        {
            "ignore" => OptOutSignals.Ignore,
            "withhold" => OptOutSignals.Withhold,
            "cookieless" => OptOutSignals.Cookieless,
            _ => null,
        };
}
