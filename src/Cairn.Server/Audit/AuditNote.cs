using Cairn.Events;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Audit;

namespace Cairn.Server.Audit;

/// <summary>What a handler adds to the line that the audit log gets for its request.</summary>
public sealed class AuditNote
{
    private readonly SortedDictionary<string, string> _details = new(StringComparer.Ordinal);

    /// <summary>Starts as the endpoint's <see cref="AuditRule.As"/>.</summary>
    public required string Action { get; set; }

    /// <summary>Also written when the request is refused.</summary>
    public bool IsKeptWhenRefused { get; private set; }

    internal (ActorKind Kind, Guid? Id, string Name)? Actor { get; private set; }
    internal ProjectId? Project { get; private set; }
    internal (string Kind, string? Id, string? Name)? Target { get; private set; }
    internal IReadOnlyDictionary<string, string> Details => _details;

    /// <summary>What it was done to.</summary>
    public AuditNote On(string kind, object? id = null, string? name = null)
    {
        Target = (kind, id?.ToString(), name);
        return this;
    }

    /// <summary>A detail: no secret, no property value, no distinct id.</summary>
    public AuditNote With(string name, object? value)
    {
        if (value?.ToString() is { } text)
            _details[name] = text;
        return this;
    }

    /// <summary>In this project, where the route does not name it.</summary>
    public AuditNote In(ProjectId project)
    {
        Project = project;
        return this;
    }

    /// <summary>By this account, where nobody was signed in when the request came.</summary>
    public AuditNote By(Account account)
    {
        Actor = (ActorKind.Account, account.Id, account.Email ?? "");
        return this;
    }

    /// <summary>The request failed in a way that must be seen, e.g. <c>session.refused</c>.</summary>
    public AuditNote Refused(string action)
    {
        (Action, IsKeptWhenRefused) = (action, true);
        return this;
    }
}

/// <summary>How routes and handlers speak of the audit log.</summary>
public static class AuditNotes
{
    /// <summary>Requests that succeed are written to the audit log before they are answered.</summary>
    /// <param name="action">Noun and past tense with a dot, e.g. <c>key.created</c>.</param>
    public static TBuilder AuditAs<TBuilder>(this TBuilder routes, string action)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new AuditRule.As(action));

    public static TBuilder NotAudited<TBuilder>(this TBuilder routes, string why)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new AuditRule.Never(why));

    /// <summary>The line of this request; what is added after the answer has begun is lost.</summary>
    /// <exception cref="InvalidOperationException">The route says no <see cref="AuditAs{TBuilder}"/>.</exception>
    public static AuditNote AuditNote(this HttpContext context) =>
        context.Features.Get<AuditNote>() ?? throw new InvalidOperationException("The route needs AuditAs.");
}
