using Cairn.Workspace.Accounts;
using Cairn.Workspace.Sessions;

namespace Cairn.Server.Mail;

/// <summary>What somebody must hear of, since it may have been somebody else.</summary>
internal enum SecurityChange
{
    Password,
    PasswordByLink,
    SecondFactorOn,
    SecondFactorOff,
    RecoveryCodes,
    PasskeyAdded,
    PasskeyRemoved,
    CodeUsedTwice,
    Deleted,
}

/// <summary>Writes to an account when the way it signs in changed. Nothing where no mail is configured.</summary>
internal sealed class TellAccount(SendLetters letters, TimeProvider time)
{
    public void Of(HttpContext context, Account account, SecurityChange change)
    {
        if (account.Email is { } email)
            letters.Post(
                new Letter.Changed(
                    email,
                    change,
                    time.GetUtcNow(),
                    context.Connection.RemoteIpAddress?.ToString(),
                    BrowserWords.Of(context.Request.Headers.UserAgent.ToString())
                )
            );
    }
}
