using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Access;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Accounts;

/// <summary>What holds for every account of the instance.</summary>
internal static class AccountRuleEndpoints
{
    public static IEndpointRouteBuilder MapAccountRules(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup("/api/account-rules").WithTags("Accounts").RequireInstanceRole(Role.Admin);
        rules.MapGet("", Read).WithSummary("What holds for every account");
        rules
            .MapPut("", WriteAsync)
            .AuditAs("account_rules.changed")
            .Accepts<RulesBody>("application/json")
            .Produces<RulesAnswer>()
            .WithSummary("Demand a second factor of every account, or no longer");
        return routes;
    }

    private static RulesAnswer Read(WorkspaceAccess workspace) => new(workspace.Current.IsSecondFactorRequired);

    private static async Task<IResult> WriteAsync(HttpContext context, AccountRules rules, CancellationToken cancellationToken)
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var isRequired = fields.Flag("isSecondFactorRequired");
        if (isRequired is null && fields.Errors.Count == 0)
            fields.Fault("isSecondFactorRequired", "required", "Say true or false.");
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || isRequired is not { } wanted)
            return ProblemAnswer.Invalid(fields.Errors);
        if (wanted && context.Features.GetRequiredFeature<Caller>() is { Kind: CallerKind.Account, HasSecondFactor: false })
            return ProblemAnswer.From(
                new Problem(409, "second_factor_off", "You have no second factor yourself.", "Turn yours on first, at /account.")
            );
        await rules.RequireSecondFactorAsync(wanted, cancellationToken);
        context.AuditNote().With("second_factor_required", wanted);
        return TypedResults.Json(new RulesAnswer(wanted));
    }

    private sealed record RulesBody(bool IsSecondFactorRequired);

    /// <param name="IsSecondFactorRequired">Whether accounts without one may do nothing but set it up.</param>
    private sealed record RulesAnswer(bool IsSecondFactorRequired);
}
