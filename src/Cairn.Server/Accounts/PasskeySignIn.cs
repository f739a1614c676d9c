using System.Text.Json;
using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Server.Sessions;
using Cairn.Server.Telemetry;
using Cairn.Workspace.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Cairn.Server.Accounts;

/// <summary>Signing in with a passkey. It is both factors in one: the device, and the finger, face or PIN that it demands (user verification is required).</summary>
internal static class PasskeySignIn
{
    private const string Purpose = "passkey-sign-in";

    public static IEndpointRouteBuilder MapPasskeySignIn(this IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/api/session/passkey/options", OptionsAsync)
            .NotAudited("Options alone sign nobody in.")
            .WithTags("Accounts")
            .OpenToEverybody()
            .RequireRateLimiting(SignInLimit.Policy)
            .Produces<PasskeyOptions>()
            .WithSummary("Begin a sign-in with a passkey: what navigator.credentials.get wants");
        routes
            .MapPost("/api/session/passkey", SignInAsync)
            .AuditAs("session.started")
            .WithTags("Accounts")
            .OpenToEverybody()
            .RequireRateLimiting(SignInLimit.Policy)
            .Accepts<PasskeySignInBody>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Sign in with a passkey; sets a cookie");
        return routes;
    }

    private static async Task<PasskeyOptions> OptionsAsync(HttpContext context, IPasskeyHandler<Account> handler, OneTimeTickets tickets)
    {
        // For nobody in particular: the answer names no account and no passkey.
        var made = await handler.MakeRequestOptionsAsync(user: null, context);
        return PasskeyOptions.Of(made.RequestOptionsJson, tickets.Issue(Purpose, made.AssertionState ?? ""));
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context,
        IPasskeyHandler<Account> handler,
        UserManager<Account> accounts,
        OneTimeTickets tickets,
        SessionCookie cookie,
        AccountMeter meter,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var ticketText = fields.RequiredText("ticket", maxLength: 8000);
        var credential = fields.RequiredRaw("credential");
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || ticketText is null || credential is null)
            return ProblemAnswer.Invalid(fields.Errors);
        if (tickets.Open(Purpose, ticketText) is not { } ticket || !tickets.Spend(ticket))
            return ProblemAnswer.From(Over);
        var result = await handler.PerformAssertionAsync(
            new PasskeyAssertionContext
            {
                HttpContext = context,
                CredentialJson = credential,
                AssertionState = ticket.Payload,
            }
        );
        meter.SignIn("passkey", result.Succeeded);
        if (!result.Succeeded)
        {
            context.AuditNote().Refused("session.refused").With("method", "passkey");
            return ProblemAnswer.From(Refused with { Status = 401 });
        }
        await accounts.AddOrUpdatePasskeyAsync(result.User, result.Passkey); // its counter
        context.AuditNote().By(result.User).On("account", result.User.Id, result.User.Email).With("method", "passkey");
        await cookie.StartAsync(context, result.User, "passkey", cancellationToken);
        return TypedResults.NoContent();
    }

    public static Problem Over { get; } =
        new(409, "ticket_over", "This took too long.", "Begin again: a step may follow the one before within five minutes, once.");

    public static Problem Refused { get; } =
        new(
            422,
            "passkey_refused",
            "The passkey was not accepted.",
            "It may belong to another address of this server, or have been removed here. Sign in with the password instead."
        );

    /// <param name="Credential">What <c>PublicKeyCredential.toJSON()</c> makes.</param>
    private sealed record PasskeySignInBody(string Ticket, JsonElement Credential);
}
