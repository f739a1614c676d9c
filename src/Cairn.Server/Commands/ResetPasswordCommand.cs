using System.CommandLine;
using Cairn.Server.Control;
using Cairn.Server.Settings;

namespace Cairn.Server.Commands;

/// <summary><c>cairn reset-password EMAIL</c>: a one-time link that sets a new password.</summary>
internal static class ResetPasswordCommand
{
    public static Command Make()
    {
        var email = new Argument<string>("email") { Description = "The account's e-mail address." };
        var command = new Command("reset-password", "Print a one-time link that sets a new password for an account.") { email };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunCommand.RunAsync(settings => RunAsync(settings, parsed.GetRequiredValue(email), cancellationToken))
        );
        return command;
    }

    private static async Task<int> RunAsync(CairnSettings settings, string email, CancellationToken cancellationToken)
    {
        var made = await new AskServer(settings).RunAsync<ResetLinkAnswer>(
            HttpMethod.Post,
            "/reset-links",
            new { email, address = settings.Shown(settings.Urls[0]) },
            cancellationToken
        );
        Console.WriteLine(made.Link);
        await Console.Error.WriteLineAsync($"It works once, within {made.Minutes} minutes, while the server runs.");
        return 0;
    }
}
