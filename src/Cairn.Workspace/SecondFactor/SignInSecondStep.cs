using Cairn.Workspace.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Cairn.Workspace.SecondFactor;

/// <summary>The second step of a sign-in: a code of the authenticator, or a recovery code, by whoever holds the ticket of the first.</summary>
public sealed class SignInSecondStep(
    WorkspaceDb db,
    UserManager<Account> accounts,
    CountMisses misses,
    OneTimeTickets tickets,
    TimeProvider time
)
{
    private const string Purpose = "second-factor";

    /// <summary>For an account whose password was right.</summary>
    public string TicketFor(Account account) => tickets.Issue(Purpose, $"{account.Id} {account.SecurityStamp}");

    /// <returns>What came of it, and the account where the ticket names one.</returns>
    public async Task<(SecondStep Step, Account? Account)> RunAsync(
        string ticketText,
        string code,
        bool isRecovery,
        CancellationToken cancellationToken
    )
    {
        if (tickets.Open(Purpose, ticketText) is not { } ticket || ticket.Payload.Split(' ') is not [var id, var stamp])
            return (SecondStep.TicketOver, null);
        if (await accounts.FindByIdAsync(id) is not { } known || known.SecurityStamp != stamp || !known.TwoFactorEnabled)
            return (SecondStep.TicketOver, null);
        var door = SignInDoors.Of(known.NormalizedEmail ?? "");
        var step = await SignInDoors.PassAsync(
            door,
            () => CheckAsync(known, ticket, code, isRecovery, cancellationToken),
            cancellationToken
        );
        return (step, known);
    }

    private async Task<SecondStep> CheckAsync(
        Account account,
        OpenTicket ticket,
        string code,
        bool isRecovery,
        CancellationToken cancellationToken
    )
    {
        await db.Entry(account).ReloadAsync(cancellationToken); // somebody may have locked it while this one waited
        if (account.LockoutEnd > time.GetUtcNow())
            return SecondStep.WrongCode;
        var check =
            !isRecovery ? await CheckCode.RunAsync(db, accounts, account, code, time.GetUtcNow(), cancellationToken)
            : (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded ? CodeCheck.Right
            : CodeCheck.Wrong;
        if (check is not CodeCheck.Right)
        {
            await misses.MissAsync(account.Id, cancellationToken);
            return check is CodeCheck.Used ? SecondStep.UsedCode : SecondStep.WrongCode;
        }
        await misses.ForgetAsync(account, cancellationToken);
        return tickets.Spend(ticket) ? SecondStep.Right : SecondStep.TicketOver;
    }
}

public enum SecondStep
{
    Right,

    /// <summary>Also said of a right one while the account is locked.</summary>
    WrongCode,

    /// <summary>Right, but taken before. From outside it looks like a wrong one.</summary>
    UsedCode,

    /// <summary>The first step was too long ago, or the ticket is spent or none of ours.</summary>
    TicketOver,
}
