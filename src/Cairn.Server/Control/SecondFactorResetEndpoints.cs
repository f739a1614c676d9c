using Cairn.Events;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Mail;
using Cairn.Server.Problems;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.SecondFactor;
using Microsoft.AspNetCore.Identity;

namespace Cairn.Server.Control;

/// <summary>Turns an account's second factor off, for the operator: when phone and recovery codes are lost.</summary>
internal static class SecondFactorResetEndpoints
{
    public static void MapSecondFactorResets(this IEndpointRouteBuilder control) =>
        control.MapPost("/second-factor-resets", ResetAsync).AuditAs("second_factor.reset");

    private static async Task<IResult> ResetAsync(
        HttpContext context,
        UserManager<Account> accounts,
        EditSecondFactor edit,
        TellAccount tell,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var email = fields.RequiredText("email", maxLength: 254);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || email is null)
            return ProblemAnswer.Invalid(fields.Errors);
        if (await accounts.FindByEmailAsync(email) is not { } account)
            return ProblemAnswer.From(
                new Problem(404, "unknown_account", "There is no account with this e-mail address.", "Check its spelling.")
            );
        context.AuditNote().On("account", account.Id, account.Email).With("wasOn", account.TwoFactorEnabled);
        var answer = new SecondFactorResetAnswer(account.Email!, account.TwoFactorEnabled);
        if (account.TwoFactorEnabled)
        {
            // No session is kept: whoever has one may be who has the phone.
            await edit.TurnOffAsync(account, session: Guid.Empty, cancellationToken);
            tell.Of(context, account, SecurityChange.SecondFactorOff);
        }

        return TypedResults.Json(answer);
    }
}

/// <param name="WasOn">False: there was nothing to turn off.</param>
internal sealed record SecondFactorResetAnswer(string Email, bool WasOn);
