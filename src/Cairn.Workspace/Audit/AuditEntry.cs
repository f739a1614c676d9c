namespace Cairn.Workspace.Audit;

/// <summary>A line of the audit log: who did what, and when. Never changed once written.</summary>
public sealed class AuditEntry
{
    /// <summary>Rises with every line; given by the database.</summary>
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Null: the instance itself.</summary>
    public int? ProjectId { get; init; }
    public required ActorKind ActorKind { get; init; }

    /// <summary>Of the account or key; null for the console, the system and nobody.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>The account's e-mail address or the key's name at that time.</summary>
    public required string ActorName { get; init; }

    /// <summary>Noun and past tense with a dot, e.g. <c>key.created</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, e.g. <c>key</c>.</summary>
    public string? TargetKind { get; init; }
    public string? TargetId { get; init; }
    public string? TargetName { get; init; }

    /// <summary>A flat JSON object of texts. No secret, no property value, no distinct id.</summary>
    public required string Details { get; init; }

    /// <summary>The address the request came from; null for the console and the system.</summary>
    public string? Address { get; init; }
}

/// <summary>Who acted.</summary>
public enum ActorKind
{
    /// <summary>A person with a cookie.</summary>
    Account,

    /// <summary>A program with an API key.</summary>
    ApiKey,

    /// <summary>Somebody who may read their own analytics only.</summary>
    SelfToken,

    /// <summary>Whoever may run commands as the server's own user.</summary>
    Console,

    /// <summary>Cairn itself: a schedule, a retention rule.</summary>
    System,

    /// <summary>Nobody known: a failed sign-in, a link.</summary>
    Nobody,
}

/// <summary>Kinds of actors as the API and the database write them: lower case.</summary>
public static class ActorKindName
{
    public static string Of(ActorKind kind) =>
        kind switch
        {
            ActorKind.Account => "account",
            ActorKind.ApiKey => "api_key",
            ActorKind.SelfToken => "self_token",
            ActorKind.Console => "console",
            ActorKind.System => "system",
            ActorKind.Nobody => "nobody",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary>Null when <paramref name="name"/> is no kind.</summary>
    public static ActorKind? Parse(string? name) =>
        Enum.GetValues<ActorKind>().Select(kind => (ActorKind?)kind).FirstOrDefault(kind => Of(kind!.Value) == name);
}
