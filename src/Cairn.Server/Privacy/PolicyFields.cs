using Cairn.Events.Privacy;
using Cairn.Server.Bodies;
using Cairn.Workspace.Privacy;

namespace Cairn.Server.Privacy;

/// <summary>A redaction policy as it is sent, for the documentation. What is left out is off, or empty.</summary>
/// <param name="Detectors">By detector (secret, card, email, phone, iban, national_id, ip): off, drop, mask or hash.</param>
/// <param name="DistinctIds">Replace distinct ids in which a detector finds something by their keyed hash.</param>
internal sealed record RedactionBody(
    IReadOnlyDictionary<string, string>? Detectors = null,
    bool? DistinctIds = null,
    IReadOnlyList<DenyText>? Deny = null,
    IReadOnlyList<AllowText>? Allow = null
);

/// <summary>Reads it.</summary>
internal static class PolicyFields
{
    private const int MostRules = 200;
    private const int MostPattern = 400;

    /// <summary>Faults are among the fields' errors.</summary>
    public static RedactionPolicy Read(JsonFields fields)
    {
        var actions = new Dictionary<Detector, RedactionAction>();
        if (fields.Object("detectors") is { } detectors)
        {
            foreach (var detector in RedactionWords.Detectors)
            {
                if (Action(detectors, detector.Word(), mayBeOff: true) is { } action)
                    actions[detector] = action;
            }

            detectors.RefuseOthers();
        }

        var distinctIds = fields.Flag("distinctIds") ?? false;
        var deny = fields.Objects("deny", MostRules).Select(rule => Rule(rule, isDeny: true)).OfType<PropertyRule>().ToArray();
        var allow = fields.Objects("allow", MostRules).Select(rule => Rule(rule, isDeny: false)).OfType<PropertyRule>().ToArray();
        fields.RefuseOthers();
        return new RedactionPolicy(actions, distinctIds, deny, allow);
    }

    private static PropertyRule? Rule(JsonFields rule, bool isDeny)
    {
        var property = rule.RequiredText("property", MostPattern);
        if (property is not null && property.Trim('*', ' ', '.').Length == 0)
        {
            rule.Fault("property", "too_wide", "This would mean every property; name some, with * for any characters.");
            property = null;
        }

        var word = rule.Text("scope", 20);
        var scope = word is null ? PropertyScope.Any : PolicyJson.Scope(word);
        if (scope is null)
            rule.Fault("scope", "unknown_value", "Use any, event, person or group.");
        var action = isDeny ? Action(rule, "action", mayBeOff: false) ?? RedactionAction.Mask : RedactionAction.Off;
        rule.RefuseOthers();
        return property is null || scope is null ? null : new PropertyRule(property.Trim(), scope.Value, action);
    }

    private static RedactionAction? Action(JsonFields fields, string name, bool mayBeOff)
    {
        if (fields.Text(name, 20) is not { } word)
            return null;
        if (RedactionWords.Action(word) is { } action && (mayBeOff || action != RedactionAction.Off))
            return action;
        fields.Fault(name, "unknown_value", mayBeOff ? "Use off, drop, mask or hash." : "Use drop, mask or hash.");
        return null;
    }
}
