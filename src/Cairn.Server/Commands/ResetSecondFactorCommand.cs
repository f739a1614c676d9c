using System.CommandLine;
using Cairn.Server.Control;
using Cairn.Server.Settings;

namespace Cairn.Server.Commands;

/// <summary><c>cairn reset-second-factor EMAIL</c>: for somebody who lost phone and recovery codes.</summary>
internal static class ResetSecondFactorCommand
{
    public static Command Make()
    {
        var email = new Argument<string>("email") { Description = "The account's e-mail address." };
        var command = new Command("reset-second-factor", "Turn the second factor of an account off, and sign it out everywhere.") { email };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunCommand.RunAsync(settings => RunAsync(settings, parsed.GetRequiredValue(email), cancellationToken))
        );
        return command;
    }

    private static async Task<int> RunAsync(CairnSettings settings, string email, CancellationToken cancellationToken)
    {
        var reset = await new AskServer(settings).RunAsync<SecondFactorResetAnswer>(
            HttpMethod.Post,
            "/second-factor-resets",
            new { email },
            cancellationToken
        );
        Console.WriteLine(
            reset.WasOn
                ? $"The second factor of {reset.Email} is off, and it is signed out everywhere. The password is enough now."
                : $"{reset.Email} has no second factor. Nothing was changed."
        );
        return 0;
    }
}
