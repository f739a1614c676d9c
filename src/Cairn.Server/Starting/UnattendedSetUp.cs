using Cairn.Server.Settings;
using Cairn.Workspace.Setup;

namespace Cairn.Server.Starting;

/// <summary>Makes what the environment asks for, once: only while the store is empty.</summary>
internal static partial class UnattendedSetUp
{
    private const int ShortSecret = 36;

    /// <exception cref="StartUpException">The owner's account is impossible.</exception>
    public static async Task RunAsync(WebApplication app, CancellationToken cancellationToken)
    {
        if (app.Services.GetRequiredService<CairnSettings>().FirstThings is not { } things)
            return;
        await using var scope = app.Services.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<SetUp>().UnattendedAsync(things, cancellationToken);
        if (result.TooLate)
            return;
        if (result.Errors is { } errors)
            throw new StartUpException(
                "The first account cannot be made. "
                    + string.Concat(
                        errors.Select(e => $"{(e.Pointer == "/email" ? "CAIRN_OWNER_EMAIL" : "CAIRN_OWNER_PASSWORD")}: {e.Message} ")
                    )
            );
        LogDone(app.Logger, things.Owner?.Email, things.Project?.Slug);
        if (things.InstanceApiKey is { Length: < ShortSecret })
            LogShortKey(app.Logger);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Set up from the environment: owner {Email}, project {Slug}.")]
    private static partial void LogDone(ILogger logger, string? email, string? slug);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "CAIRN_API_KEY is short, and it opens everything: use csk_ and at least 32 random characters."
    )]
    private static partial void LogShortKey(ILogger logger);
}
