using System.Net;
using System.Net.Mail;
using System.Threading.Channels;
using Cairn.Server.Settings;
using Cairn.Server.Telemetry;
using Cairn.Workspace.Passwords;

namespace Cairn.Server.Mail;

/// <summary>Sends letters behind the requests that ask for them, so that no answer's time tells whether there is an account. Bounded: what does not fit is
/// refused where it is asked for.</summary>
internal sealed partial class SendLetters(
    CairnSettings settings,
    ResetLinks resets,
    PublicAddress address,
    AccountMeter meter,
    ILogger<SendLetters> log
) : BackgroundService
{
    private const int MaxWaiting = 500;

    private readonly Channel<Letter> _waiting = Channel.CreateBounded<Letter>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true }
    );

    /// <summary>Whether mail is configured at all.</summary>
    public bool IsPossible => settings.Mail is not null;

    /// <returns>False: no mail is configured, or too much waits.</returns>
    public bool Post(Letter letter) => IsPossible && _waiting.Writer.TryWrite(letter);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var letter in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await SendAsync(letter, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is: a letter that cannot be sent must not end the server.
                meter.Letter(isSent: false);
                LogNotSent(log, e.GetType().Name, (e as SmtpException)?.StatusCode, (e.InnerException ?? e).GetType().Name);
            }
        }
    }

    private async Task SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        switch (letter)
        {
            case Letter.Reset when await resets.MakeAsync(letter.To, isByOperator: false, cancellationToken) is var (token, email):
                await SendAsync(email, LetterText.Reset(address.ResetLink(token)), cancellationToken);
                break;
            case Letter.Changed changed:
                await SendAsync(letter.To, LetterText.Changed(changed, address.AccountPage), cancellationToken);
                break;
            case Letter.Invitation invitation:
                await SendAsync(letter.To, LetterText.Invitation(invitation), cancellationToken);
                break;
        }
    }

    private async Task SendAsync(string to, (string Subject, string Body) text, CancellationToken cancellationToken)
    {
        if (settings.Mail is not { } mail)
            return;
        using var message = new MailMessage(mail.From, to, text.Subject, text.Body);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        using var client = new SmtpClient(mail.Smtp.Host, mail.Smtp.Port)
        {
            EnableSsl = !mail.Smtp.IsPlain,
            Credentials = mail.Smtp.User is { } user ? new NetworkCredential(user, mail.Smtp.Password) : null,
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(mail.Patience); // the client's own time-out does not count for this call
        await client.SendMailAsync(message, patience.Token);
        meter.Letter(isSent: true);
        LogSent(log);
    }

    /// <summary>Without the mail server's words: they often repeat the recipient's address.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message = "A letter could not be sent: {Failure} {Status} ({Cause})")]
    private static partial void LogNotSent(ILogger logger, string failure, SmtpStatusCode? status, string cause);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A letter was handed to the mail server.")]
    private static partial void LogSent(ILogger logger);
}
