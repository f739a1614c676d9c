namespace Cairn.Events.Privacy;

/// <summary>What happens to events of requests that carry <c>DNT: 1</c> or <c>Sec-GPC: 1</c>.</summary>
public enum OptOutSignals
{
    /// <summary>The signals change nothing.</summary>
    Ignore,

    /// <summary>The events are refused with <c>consent_withheld</c>, and the refusal is counted.</summary>
    Withhold,

    /// <summary>The events are stored without identity: under a cookieless id, without session id, groups and person properties.</summary>
    Cookieless,
}

/// <summary>What a project does about consent.</summary>
/// <param name="CookielessIds">Whether clients may send <c>$cookieless</c> as distinct id.</param>
public sealed record ConsentPolicy(OptOutSignals Signals, bool CookielessIds)
{
    public static ConsentPolicy Default { get; } = new(OptOutSignals.Ignore, CookielessIds: false);
}

/// <summary>All that a project says about personal data in its events.</summary>
/// <param name="HashKey">The project's own key for keyed hashes, 32 bytes. Never leaves the server.</param>
public sealed record ProjectPrivacy(RedactionPolicy Redaction, ConsentPolicy Consent, ReadOnlyMemory<byte> HashKey)
{
    /// <summary>For a project of which nothing is known: the defaults, and a key that hashes nothing another server could join by.</summary>
    public static ProjectPrivacy Default { get; } =
        new(RedactionPolicy.Default, ConsentPolicy.Default, System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
}
