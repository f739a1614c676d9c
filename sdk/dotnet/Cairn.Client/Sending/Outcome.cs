namespace Cairn.Client;

/// <summary>What came of one request.</summary>
internal abstract record Outcome
{
    /// <summary>Answered with 200. <paramref name="Rejected"/> names events by their place in the request.</summary>
    public sealed record Taken(int Accepted, int Duplicates, IReadOnlyList<(int Index, string Code, string Message)> Rejected) : Outcome;

    /// <summary>The whole request was refused, and would be again.</summary>
    public sealed record Refused(string Code, string Message) : Outcome;

    /// <summary>413: fewer events may pass.</summary>
    public sealed record TooLarge : Outcome;

    /// <summary>Nobody knows whether it arrived. <paramref name="After"/>: not sooner than that, because the server said so.</summary>
    public sealed record Failed(string Why, TimeSpan? After) : Outcome;
}
