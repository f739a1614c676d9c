using Cairn.Events;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Mail;
using Cairn.Server.Problems;
using Cairn.Workspace.Passwords;

namespace Cairn.Server.Control;

/// <summary>A link that sets an account's password, for the operator: where no mail is configured, or the mailbox is lost.</summary>
internal static class ResetLinkEndpoints
{
    public static void MapResetLinks(this IEndpointRouteBuilder control) =>
        control.MapPost("/reset-links", MakeAsync).AuditAs("password.reset_link_made");

    private static async Task<IResult> MakeAsync(
        HttpContext context,
        ResetLinks links,
        PublicAddress address,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var email = fields.RequiredText("email", maxLength: 254);
        var otherwise = fields.Text("address", maxLength: 2000); // of the server that will run, when this one runs for the command alone
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || email is null)
            return ProblemAnswer.Invalid(fields.Errors);
        if (await links.MakeAsync(email, isByOperator: true, cancellationToken) is not var (token, known))
            return ProblemAnswer.From(
                new Problem(404, "unknown_account", "There is no account with this e-mail address.", "Check its spelling.")
            );
        context.AuditNote().On("account", id: null, known);
        return TypedResults.Json(
            new ResetLinkAnswer(
                PublicAddress.ResetLink(address.Known ?? otherwise ?? address.Text, token),
                (int)ResetLinks.Life.TotalMinutes
            )
        );
    }
}

/// <param name="Minutes">How long it works, once.</param>
internal sealed record ResetLinkAnswer(string Link, int Minutes);
