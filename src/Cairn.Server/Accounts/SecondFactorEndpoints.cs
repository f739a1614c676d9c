using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Mail;
using Cairn.Server.Problems;
using Cairn.Server.Sessions;
using Cairn.Workspace.Access;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Passwords;
using Cairn.Workspace.SecondFactor;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Cairn.Server.Accounts;

/// <summary>The second factor of the own account: codes of an authenticator app, and recovery codes.</summary>
internal static class SecondFactorEndpoints
{
    public static IEndpointRouteBuilder MapSecondFactor(this IEndpointRouteBuilder routes)
    {
        var factor = routes
            .MapGroup("/api/account/second-factor")
            .WithTags("Accounts")
            .RequireCaller()
            .ForAccountsOnly()
            .RequireRateLimiting(SignInLimit.Policy);
        factor
            .MapPost("", StartAsync)
            .AllowWithoutSecondFactor()
            .NotAudited("A secret that counts for nothing before it is confirmed.")
            .Accepts<PasswordOnly>("application/json")
            .Produces<EnrolmentAnswer>()
            .WithSummary("Begin: a new secret for an authenticator app");
        factor
            .MapPost("/confirm", ConfirmAsync)
            .AllowWithoutSecondFactor()
            .AuditAs("second_factor.turned_on")
            .Accepts<CodeOnly>("application/json")
            .Produces<CodesAnswer>()
            .WithSummary("Turn it on with a code of the app; the recovery codes are shown only here");
        factor
            .MapPost("/recovery-codes", NewCodesAsync)
            .AuditAs("second_factor.codes_renewed")
            .Accepts<PasswordAndCode>("application/json")
            .Produces<CodesAnswer>()
            .WithSummary("New recovery codes; those before open nothing any more");
        factor
            .MapPost("/off", TurnOffAsync)
            .AuditAs("second_factor.turned_off")
            .Accepts<PasswordAndCode>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Turn it off, with the password and a code");
        return routes;
    }

    private static async Task<IResult> StartAsync(
        HttpContext context,
        UserManager<Account> accounts,
        SignIn signIn,
        EditSecondFactor edit,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var password = fields.RequiredText("password", PasswordRules.MaxTypedLength);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || password is null)
            return ProblemAnswer.Invalid(fields.Errors);
        if (await Me.CheckedAsync(context, accounts, signIn, password, cancellationToken) is not { } account)
            return Me.WrongPassword("/password");
        return await edit.StartAsync(account, "Cairn", cancellationToken) is { } enrolment
            ? TypedResults.Json(new EnrolmentAnswer(enrolment.Secret, enrolment.Uri))
            : ProblemAnswer.From(
                new Problem(409, "second_factor_on", "The second factor is on already.", "Turn it off first to use another app.")
            );
    }

    private static async Task<IResult> ConfirmAsync(
        HttpContext context,
        UserManager<Account> accounts,
        EditSecondFactor edit,
        TellAccount tell,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var code = fields.RequiredText("code", maxLength: 20);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || code is null)
            return ProblemAnswer.Invalid(fields.Errors);
        var account = await Me.LoadAsync(context, accounts);
        if (await edit.ConfirmAsync(account, code, context.Me().Session, cancellationToken) is not { } codes)
            return WrongCode();
        context.AuditNote().On("account", account.Id, account.Email);
        tell.Of(context, account, SecurityChange.SecondFactorOn);
        return TypedResults.Json(new CodesAnswer(codes));
    }

    private static async Task<IResult> NewCodesAsync(
        HttpContext context,
        UserManager<Account> accounts,
        SignIn signIn,
        EditSecondFactor edit,
        TellAccount tell,
        CancellationToken cancellationToken
    )
    {
        var (account, refusal) = await CheckedAsync(context, accounts, signIn, edit, cancellationToken);
        if (account is null)
            return refusal!;
        context.AuditNote().On("account", account.Id, account.Email);
        var codes = await edit.NewCodesAsync(account, cancellationToken);
        tell.Of(context, account, SecurityChange.RecoveryCodes);
        return TypedResults.Json(new CodesAnswer(codes));
    }

    private static async Task<IResult> TurnOffAsync(
        HttpContext context,
        UserManager<Account> accounts,
        SignIn signIn,
        EditSecondFactor edit,
        WorkspaceAccess workspace,
        TellAccount tell,
        CancellationToken cancellationToken
    )
    {
        var (account, refusal) = await CheckedAsync(context, accounts, signIn, edit, cancellationToken);
        if (account is null)
            return refusal!;
        if (workspace.Current.IsSecondFactorRequired)
            return ProblemAnswer.From(
                new Problem(
                    409,
                    SecondFactorFirst.Code,
                    "This Cairn demands a second factor of every account.",
                    "For another app, ask an admin of the instance to switch that off for the moment."
                )
            );
        context.AuditNote().On("account", account.Id, account.Email);
        await edit.TurnOffAsync(account, context.Me().Session, cancellationToken);
        tell.Of(context, account, SecurityChange.SecondFactorOff);
        return TypedResults.NoContent();
    }

    /// <summary>Password and code, both: a browser that was left open is not enough.</summary>
    private static async Task<(Account? Account, JsonHttpResult<Problem>? Refusal)> CheckedAsync(
        HttpContext context,
        UserManager<Account> accounts,
        SignIn signIn,
        EditSecondFactor edit,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var password = fields.RequiredText("password", PasswordRules.MaxTypedLength);
        var code = fields.RequiredText("code", maxLength: 40);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || password is null || code is null)
            return (null, ProblemAnswer.Invalid(fields.Errors));
        if (await Me.CheckedAsync(context, accounts, signIn, password, cancellationToken) is not { } account)
            return (null, Me.WrongPassword("/password"));
        if (!account.TwoFactorEnabled)
            return (
                null,
                ProblemAnswer.From(
                    new Problem(409, "second_factor_off", "The second factor is off.", "POST /api/account/second-factor begins.")
                )
            );
        return await edit.CheckAgainAsync(account, code, cancellationToken) ? (account, null) : (null, WrongCode());
    }

    private static JsonHttpResult<Problem> WrongCode() =>
        ProblemAnswer.Invalid([
            new("/code", "wrong_code", "This code is not right, or was used. Wait for the next one; check the phone's clock."),
        ]);

    private sealed record PasswordOnly(string Password);

    private sealed record CodeOnly(string Code);

    private sealed record PasswordAndCode(string Password, string Code);

    /// <param name="Secret">Base32.</param>
    /// <param name="Uri"><c>otpauth://</c>, to be drawn as a QR code.</param>
    private sealed record EnrolmentAnswer(string Secret, string Uri);

    private sealed record CodesAnswer(IReadOnlyList<string> RecoveryCodes);
}
