using Cairn.Events;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;

namespace Cairn.Server.Access;

/// <summary>For routes about the account that is signed in: a key has none.</summary>
internal static class OnlyAccounts
{
    public static TBuilder ForAccountsOnly<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        routes.AddEndpointFilter(
            (context, next) =>
                context.HttpContext.Features.Get<Caller>() is { Kind: CallerKind.Account }
                    ? next(context)
                    : ValueTask.FromResult<object?>(
                        ProblemAnswer.From(
                            new Problem(
                                400,
                                "accounts_only",
                                "This is about the account that is signed in.",
                                "Sign in with a browser; keys have no account."
                            )
                        )
                    )
        );

    /// <summary>The account's id and the session it asks with.</summary>
    public static (Guid Id, Guid Session) Me(this HttpContext context)
    {
        var caller = context.Features.GetRequiredFeature<Caller>();
        return (caller.Id, caller.SessionId ?? Guid.Empty);
    }
}
