namespace Cairn.Events.Privacy;

/// <summary>What redaction looks for.</summary>
public enum Detector
{
    Email,
    Phone,
    Card,
    Iban,
    NationalId,
    Ip,
    Secret,

    /// <summary>No detector: the property stands on the project's deny list.</summary>
    Denied,
}

/// <summary>What is done with a finding.</summary>
public enum RedactionAction
{
    /// <summary>Nothing: it is not even looked for.</summary>
    Off,

    /// <summary>The property goes, or the found part of a longer text.</summary>
    Drop,

    /// <summary>A label such as <c>[email]</c> takes its place.</summary>
    Mask,

    /// <summary>A keyed hash such as <c>h_3q2-7wAB…</c> takes its place: the same value always has the same.</summary>
    Hash,
}

/// <summary>The words of detectors and actions on the wire, in metrics and in the database.</summary>
public static class RedactionWords
{
    /// <summary>The detectors a policy chooses an action for, in the order in which they are shown.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [Detector.Secret, Detector.Card, Detector.Email, Detector.Phone, Detector.Iban, Detector.NationalId, Detector.Ip];

    public static string Word(this Detector detector) =>
        detector switch
        {
            Detector.Email => "email",
            Detector.Phone => "phone",
            Detector.Card => "card",
            Detector.Iban => "iban",
            Detector.NationalId => "national_id",
            Detector.Ip => "ip",
            Detector.Secret => "secret",
            Detector.Denied => "denied",
            _ => throw new ArgumentOutOfRangeException(nameof(detector)),
        };

    public static string Word(this RedactionAction action) =>
        action switch
        {
            RedactionAction.Off => "off",
            RedactionAction.Drop => "drop",
            RedactionAction.Mask => "mask",
            RedactionAction.Hash => "hash",
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };

    /// <summary>Null for a word that is none.</summary>
    public static RedactionAction? Action(string? word) =>
        word switch
        {
            "off" => RedactionAction.Off,
            "drop" => RedactionAction.Drop,
            "mask" => RedactionAction.Mask,
            "hash" => RedactionAction.Hash,
            _ => null,
        };
}
