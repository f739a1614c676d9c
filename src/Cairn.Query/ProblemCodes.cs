namespace Cairn.Query;

/// <summary>Codes of problems that questions answer with.</summary>
public static class ProblemCodes
{
    /// <summary>Described in the contract, not built yet: 422.</summary>
    public const string NotAvailable = "not_available";

    /// <summary>The caller may read one person's own analytics only, and this looks at others: 403.</summary>
    public const string SelfOnly = "self_only";

    public const string TooSlow = "query_too_slow";
    public const string TooMuch = "query_too_large";
    public const string Busy = "busy";
    public const string StoreUnavailable = "store_unavailable";
    public const string NotFound = "not_found";
}
