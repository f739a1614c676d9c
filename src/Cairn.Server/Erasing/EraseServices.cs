using Cairn.Ingest.Sealing;
using Cairn.Ingest.Steps;
using Cairn.Server.AccessRequests;
using Cairn.Server.Encryption;
using Cairn.Server.Settings;
using Cairn.Store.Erasing;
using Cairn.Workspace.Erasing;
using Npgsql;

namespace Cairn.Server.Erasing;

/// <summary>Registers the encryption of chosen properties, erasures and access requests.</summary>
internal static class EraseServices
{
    public static IServiceCollection AddErasing(this IServiceCollection services, CairnSettings settings)
    {
        var keys = Path.Combine(settings.DataFolder, "keys");
        services.AddSingleton(_ => settings.MasterKey ?? MasterKey.LoadOrMake(Path.Combine(keys, "master.key")));
        services.AddSingleton<EncryptionSettings>().AddSingleton<PersonKeys>().AddSingleton<Erasures>();
        services.AddSingleton<FindEncryptedProperties>(Chosen).AddSingleton<FindPersonKeys>(Keys).AddSingleton<IsErased>(Erased);

        services.AddSingleton<FindPerson>().AddSingleton<CountPersonRows>().AddSingleton<ErasePersonRows>().AddSingleton<DropOldParts>();
        services.AddSingleton<ScanOwnIds>().AddSingleton<FindRemains>().AddSingleton<ForgetPersons>().AddSingleton<EraseFiles>();
        services
            .AddSingleton<DrawBoundary>()
            .AddSingleton<EraseTogether>()
            .AddSingleton<FinishErasures>()
            .AddSingleton<PreviewErasure>()
            .AddSingleton<ApplyErasures>();
        services.AddSingleton(_ => new SignReceipts(Path.Combine(keys, "receipts.pem")));
        services.AddSingleton(_ => new ErasureFile(Path.Combine(settings.DataFolder, "erasures")));
        services.AddSingleton<RunErasures>().AddHostedService(provider => provider.GetRequiredService<RunErasures>());
        services.AddSingleton<OpenValues>().AddSingleton<WriteArchive>().AddSingleton<ErasureMeter>();
        services.AddHostedService<ErasureMeter>(provider => provider.GetRequiredService<ErasureMeter>());
        services.AddHostedService<EraseAfterRestore>();
        return services;
    }

    private static FindEncryptedProperties Chosen(IServiceProvider provider)
    {
        var settings = provider.GetRequiredService<EncryptionSettings>();
        return project =>
            settings.Of(project) is { } choice && choice.EventProperties.Count + choice.PersonProperties.Count > 0
                ? new EncryptedProperties(choice.EventProperties.ToHashSet(), choice.PersonProperties.ToHashSet())
                : null;
    }

    private static FindPersonKeys Keys(IServiceProvider provider)
    {
        var keys = provider.GetRequiredService<PersonKeys>();
        return async (project, persons, cancellationToken) =>
        {
            try
            {
                return await keys.GetOrMakeAsync(project, persons, cancellationToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException or InvalidOperationException)
            {
                throw new PersonKeysUnavailableException("PostgreSQL, which keeps the keys of persons, does not answer.", e);
            }
        };
    }

    private static IsErased Erased(IServiceProvider provider) => provider.GetRequiredService<EncryptionSettings>().IsErased;
}
