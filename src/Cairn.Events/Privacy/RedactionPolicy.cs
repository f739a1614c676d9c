namespace Cairn.Events.Privacy;

/// <summary>Which properties a rule means.</summary>
public enum PropertyScope
{
    /// <summary>All of the others.</summary>
    Any,

    /// <summary>Properties of events.</summary>
    Event,

    /// <summary>Properties of persons: <c>set</c> and <c>set_once</c>.</summary>
    Person,

    /// <summary>Group keys, by group type.</summary>
    Group,
}

/// <summary>Names properties by a pattern.</summary>
/// <param name="Property">A name, or a dotted path into nested objects (<c>contact.email</c>); <c>*</c> stands for any characters. Case does not matter. A name
/// covers everything nested in it.</param>
/// <param name="Action">What happens to them: drop, mask or hash. Off in an allow list.</param>
public sealed record PropertyRule(string Property, PropertyScope Scope, RedactionAction Action);

/// <summary>What a project does with personal data in events before they are stored.</summary>
/// <param name="Actions">By detector; one that is absent is off.</param>
/// <param name="DistinctIds">Whether distinct ids in which a detector finds something are replaced by their keyed hash, wherever an id stands. Off: ids are stored as sent.</param>
/// <param name="Deny">Always treated, whatever the detectors say; wins over <paramref name="Allow"/>.</param>
/// <param name="Allow">Never treated by a detector.</param>
public sealed record RedactionPolicy(
    IReadOnlyDictionary<Detector, RedactionAction> Actions,
    bool DistinctIds,
    IReadOnlyList<PropertyRule> Deny,
    IReadOnlyList<PropertyRule> Allow
)
{
    /// <summary>Card numbers and secrets are masked: nobody counts by them, and keeping them is a liability by itself (PCI DSS 3.4, OWASP ASVS 7.1). Everything
    /// else is off, because an e-mail address or a phone number may be what a project joins by: losing it is for its people to decide.</summary>
    public static RedactionPolicy Default { get; } =
        new(
            new Dictionary<Detector, RedactionAction> { [Detector.Secret] = RedactionAction.Mask, [Detector.Card] = RedactionAction.Mask },
            DistinctIds: false,
            [],
            []
        );

    public RedactionAction this[Detector detector] => Actions.GetValueOrDefault(detector);
}
