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
    private const int TimeoutMilliseconds = 20_000;

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
            catch (Exception e) when (e is SmtpException or System.Data.Common.DbException or InvalidOperationException or IOException)
            {
                meter.Letter(isSent: false);
                LogNotSent(log, e.Message);
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
            Timeout = TimeoutMilliseconds,
            Credentials = mail.Smtp.User is { } user ? new NetworkCredential(user, mail.Smtp.Password) : null,
        };
        await client.SendMailAsync(message, cancellationToken);
        meter.Letter(isSent: true);
        LogSent(log);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A letter could not be sent: {Reason}")]
    private static partial void LogNotSent(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A letter was handed to the mail server.")]
    private static partial void LogSent(ILogger logger);
}
