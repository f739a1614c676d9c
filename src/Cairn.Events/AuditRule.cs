namespace Cairn.Events;

/// <summary>Whether a request to an endpoint is written to the audit log. Stands in the endpoint's metadata; every endpoint that can change something has one.</summary>
public abstract record AuditRule
{
    private AuditRule() { }

    /// <summary>Written when it succeeded.</summary>
    /// <param name="Action">Noun and past tense with a dot, e.g. <c>key.created</c>.</param>
    public sealed record As(string Action) : AuditRule;

    /// <summary>Not written.</summary>
    /// <param name="Reason">Why: the next reader wants to know.</param>
    public sealed record Never(string Reason) : AuditRule;
}
