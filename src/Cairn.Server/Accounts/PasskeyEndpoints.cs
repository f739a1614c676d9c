using System.Buffers.Text;
using System.Text.Json;
using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Mail;
using Cairn.Server.Problems;
using Cairn.Server.Sessions;
using Cairn.Workspace.Accounts;
using Cairn.Workspace.Passwords;
using Microsoft.AspNetCore.Identity;

namespace Cairn.Server.Accounts;

/// <summary>Passkeys of the own account.</summary>
internal static class PasskeyEndpoints
{
    private const string Purpose = "passkey-creation";
    private const int Most = 20;
    private const int MaxNameLength = 100;

    public static IEndpointRouteBuilder MapPasskeys(this IEndpointRouteBuilder routes)
    {
        var passkeys = routes.MapGroup("/api/account/passkeys").WithTags("Accounts").RequireCaller().ForAccountsOnly();
        passkeys.MapGet("", ListAsync).Produces<Page<PasskeyAnswer>>().WithSummary("The own passkeys, oldest first");
        passkeys
            .MapPost("/options", OptionsAsync)
            .NotAudited("Options alone make no passkey.")
            .RequireRateLimiting(SignInLimit.Policy)
            .Accepts<OptionsBody>("application/json")
            .Produces<PasskeyOptions>()
            .WithSummary("Begin: what navigator.credentials.create wants");
        passkeys
            .MapPost("", AddAsync)
            .AuditAs("passkey.added")
            .Accepts<PasskeyBody>("application/json")
            .Produces<PasskeyAnswer>(StatusCodes.Status201Created)
            .WithSummary("Add what the browser made");
        passkeys
            .MapPatch("/{id}", RenameAsync)
            .AuditAs("passkey.renamed")
            .Accepts<NameBody>("application/json")
            .Produces<PasskeyAnswer>()
            .WithSummary("Give a passkey another name");
        passkeys
            .MapDelete("/{id}", RemoveAsync)
            .AuditAs("passkey.removed")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Remove a passkey: it signs in no more");
        return routes;
    }

    private static async Task<Page<PasskeyAnswer>> ListAsync(HttpContext context, UserManager<Account> accounts)
    {
        var account = await Me.LoadAsync(context, accounts);
        var passkeys = await accounts.GetPasskeysAsync(account);
        return new Page<PasskeyAnswer>([.. passkeys.OrderBy(p => p.CreatedAt).Select(PasskeyAnswer.Of)], Next: null);
    }

    private static async Task<IResult> OptionsAsync(
        HttpContext context,
        UserManager<Account> accounts,
        SignIn signIn,
        IPasskeyHandler<Account> handler,
        OneTimeTickets tickets,
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
        if ((await accounts.GetPasskeysAsync(account)).Count >= Most)
            return ProblemAnswer.From(
                new Problem(409, "too_many_passkeys", $"An account may have {Most} passkeys.", "Remove one that is not used.")
            );
        var entity = new PasskeyUserEntity
        {
            Id = account.Id.ToString(),
            Name = account.Email ?? "",
            DisplayName = account.Email ?? "",
        };
        var made = await handler.MakeCreationOptionsAsync(entity, context);
        return TypedResults.Json(PasskeyOptions.Of(made.CreationOptionsJson, tickets.Issue(Purpose, made.AttestationState ?? "")));
    }

    private static async Task<IResult> AddAsync(
        HttpContext context,
        UserManager<Account> accounts,
        IPasskeyHandler<Account> handler,
        OneTimeTickets tickets,
        TellAccount tell,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var ticketText = fields.RequiredText("ticket", maxLength: 8000);
        var credential = fields.RequiredRaw("credential");
        var name = Name(fields);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || ticketText is null || credential is null || name is null)
            return ProblemAnswer.Invalid(fields.Errors);
        if (tickets.Open(Purpose, ticketText) is not { } ticket || !tickets.Spend(ticket))
            return ProblemAnswer.From(PasskeySignIn.Over);
        var result = await handler.PerformAttestationAsync(
            new PasskeyAttestationContext
            {
                HttpContext = context,
                CredentialJson = credential,
                AttestationState = ticket.Payload,
            }
        );
        var account = await Me.LoadAsync(context, accounts);
        if (!result.Succeeded || result.UserEntity.Id != account.Id.ToString())
            return ProblemAnswer.From(PasskeySignIn.Refused);
        result.Passkey.Name = name;
        if (!(await accounts.AddOrUpdatePasskeyAsync(account, result.Passkey)).Succeeded)
            return ProblemAnswer.From(PasskeySignIn.Refused);
        var answer = PasskeyAnswer.Of(result.Passkey);
        context.AuditNote().On("passkey", answer.Id, name);
        tell.Of(context, account, SecurityChange.PasskeyAdded);
        return TypedResults.Created("/api/account/passkeys", answer);
    }

    private static async Task<IResult> RenameAsync(
        HttpContext context,
        string id,
        UserManager<Account> accounts,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var name = Name(fields);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0 || name is null)
            return ProblemAnswer.Invalid(fields.Errors);
        var account = await Me.LoadAsync(context, accounts);
        if (await FindAsync(accounts, account, id) is not { } passkey)
            return ProblemAnswer.From(Unknown);
        passkey.Name = name;
        await accounts.AddOrUpdatePasskeyAsync(account, passkey);
        context.AuditNote().On("passkey", id, name);
        return TypedResults.Json(PasskeyAnswer.Of(passkey));
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, string id, UserManager<Account> accounts, TellAccount tell)
    {
        var account = await Me.LoadAsync(context, accounts);
        if (await FindAsync(accounts, account, id) is not { } passkey)
            return ProblemAnswer.From(Unknown);
        await accounts.RemovePasskeyAsync(account, passkey.CredentialId);
        context.AuditNote().On("passkey", id, passkey.Name);
        tell.Of(context, account, SecurityChange.PasskeyRemoved);
        return TypedResults.NoContent();
    }

    private static string? Name(JsonFields fields)
    {
        var name = fields.RequiredText("name", MaxNameLength)?.Trim();
        if (name is { Length: 0 })
            fields.Fault("name", "required", "This must not be empty.");
        return name is { Length: > 0 } ? name : null;
    }

    private static async Task<UserPasskeyInfo?> FindAsync(UserManager<Account> accounts, Account account, string id) =>
        id.Length <= 1400 && Base64Url.IsValid(id) ? await accounts.GetPasskeyAsync(account, Base64Url.DecodeFromChars(id)) : null;

    private static Problem Unknown => new(404, "unknown_passkey", "There is no such passkey.", "GET /api/account/passkeys lists them.");

    private sealed record OptionsBody(string Password);

    /// <param name="Credential">What <c>PublicKeyCredential.toJSON()</c> makes.</param>
    private sealed record PasskeyBody(string Ticket, JsonElement Credential, string Name);

    private sealed record NameBody(string Name);
}

/// <summary>What the browser is asked, and the ticket to send back with its answer, within five minutes.</summary>
/// <param name="Options">For <c>PublicKeyCredential.parseCreationOptionsFromJSON</c> or <c>parseRequestOptionsFromJSON</c>.</param>
internal sealed record PasskeyOptions(JsonElement Options, string Ticket)
{
    public static PasskeyOptions Of(string options, string ticket)
    {
        using var document = JsonDocument.Parse(options);
        return new PasskeyOptions(document.RootElement.Clone(), ticket);
    }
}

/// <param name="Id">The credential's id in base64url.</param>
/// <param name="IsBackedUp">Whether the maker keeps it on several devices.</param>
internal sealed record PasskeyAnswer(string Id, string Name, DateTimeOffset CreatedAt, bool IsBackedUp)
{
    public static PasskeyAnswer Of(UserPasskeyInfo passkey) =>
        new(Base64Url.EncodeToString(passkey.CredentialId), passkey.Name ?? "Passkey", passkey.CreatedAt, passkey.IsBackedUp);
}
