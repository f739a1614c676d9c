namespace Cairn.Query;

/// <summary>Codes of problems that questions answer with.</summary>
public static class ProblemCodes
{
    /// <summary>Described in the contract, not built yet: 422.</summary>
    public const string NotAvailable = "not_available";

    public const string TooSlow = "query_too_slow";
    public const string TooMuch = "query_too_large";
    public const string Busy = "busy";
    public const string StoreUnavailable = "store_unavailable";
    public const string NotFound = "not_found";
}
