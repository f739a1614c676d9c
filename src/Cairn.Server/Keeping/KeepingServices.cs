using Cairn.Store.Keeping;
using Cairn.Workspace.Keeping;
using Cairn.Workspace.Projects;

namespace Cairn.Server.Keeping;

/// <summary>Registers retention: how long events are kept, and the archives of what went.</summary>
internal static class KeepingServices
{
    public static IServiceCollection AddKeeping(this IServiceCollection services)
    {
        services.AddSingleton<CountPastEvents>().AddSingleton<DeletePastEvents>().AddSingleton<ArchiveEvents>();
        services.AddSingleton<ArchiveFiles>().AddSingleton<WriteArchives>().AddSingleton<RemoveFromArchives>();
        services.AddSingleton<RetentionMeter>().AddSingleton<ApplyRules>();
        services.AddSingleton<PreviewRules>().AddSingleton<PreviewToken>().AddSingleton<TellRetention>();
        services.AddSingleton<RunRetention>().AddHostedService(provider => provider.GetRequiredService<RunRetention>());
        services.AddSingleton<ProjectDeleted>(provider =>
            async (project, cancellationToken) =>
            {
                var files = provider.GetRequiredService<ArchiveFiles>();
                await files.Changing.WaitAsync(cancellationToken);
                try
                {
                    await provider.GetRequiredService<RetentionArchives>().EraseAsync(project, cancellationToken);
                    files.Erase(project);
                }
                finally
                {
                    files.Changing.Release();
                }
            }
        );
        return services;
    }
}
