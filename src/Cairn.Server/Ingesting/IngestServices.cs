using Cairn.Ingest;
using Cairn.Ingest.Consent;
using Cairn.Ingest.Enrich;
using Cairn.Ingest.Formats;
using Cairn.Ingest.Formats.Parts;
using Cairn.Ingest.Formats.Traces;
using Cairn.Ingest.Mirror;
using Cairn.Ingest.Recent;
using Cairn.Ingest.Redaction;
using Cairn.Ingest.Sealing;
using Cairn.Ingest.Spool;
using Cairn.Ingest.Steps;
using Cairn.Insights;
using Cairn.Insights.Answers;
using Cairn.Jobs;
using Cairn.Query.Sequences;
using Cairn.Server.Cohorts;
using Cairn.Server.Health;
using Cairn.Server.Live;
using Cairn.Server.Mirrors;
using Cairn.Server.People;
using Cairn.Server.Samples;
using Cairn.Server.Settings;
using Cairn.Store.Events;
using Cairn.Store.Identity;
using Cairn.Store.Maintenance;
using Cairn.Workspace.Access;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Privacy;
using Cairn.Workspace.Projects;

namespace Cairn.Server.Ingesting;

/// <summary>Registers the flow of events: steps → spool → drain → store, and what keeps persons right.</summary>
internal static class IngestServices
{
    /// <summary>In the data folder: where events in parts wait.</summary>
    public const string KeptPartsFolder = "parts";

    public static IServiceCollection AddIngest(this IServiceCollection services, CairnSettings settings)
    {
        services.AddSingleton(_ => new CountryLookup(settings.MmdbFile is { } path ? MaxMindFile.Open(path) : null));
        services.AddSingleton<CookielessSalts>();
        services.AddSingleton<OfferSalt>(provider => provider.GetRequiredService<CookielessSalts>().Offer);
        services.AddSingleton<KeepSalts>(provider => provider.GetRequiredService<CookielessSalts>().Keep);
        services.AddSingleton<ShareSalts>().AddHostedService(provider => provider.GetRequiredService<ShareSalts>());
        services.AddSingleton<FindPrivacy>(provider =>
        {
            var workspace = provider.GetRequiredService<WorkspaceAccess>();
            return project => workspace.Current.PrivacyOf(project);
        });
        services.AddSingleton<NoteRedaction>(provider => provider.GetRequiredService<CountRedactions>().Note);
        services
            .AddSingleton<IngestSteps>()
            .AddSingleton<AcceptedEvents>()
            .AddSingleton<HandOver>()
            .AddSingleton<RecentRequests>()
            .AddSingleton<TakeEvents>();
        services
            .AddSingleton<MirrorTargets>()
            .AddSingleton<FindMirror>(provider => provider.GetRequiredService<MirrorTargets>().Find)
            .AddSingleton(new MirrorOptions())
            .AddSingleton<Ingest.Mirror.Mirrors>()
            .AddHostedService(provider => provider.GetRequiredService<Ingest.Mirror.Mirrors>());
        services.AddSingleton<IngestEndpoints>().AddSingleton<FormatEndpoints>().AddSingleton<RecentTraces>();
        services.AddSingleton<FindSiteKey>(provider =>
        {
            var workspace = provider.GetRequiredService<WorkspaceAccess>();
            return (site, _) => ValueTask.FromResult(workspace.Current.WriteKeyOf(site));
        });
        services.AddSingleton(provider =>
            EventSpool.Open(
                new SpoolOptions(Path.Combine(settings.DataFolder, "spool"), settings.SpoolMaxBytes, settings.MinFreeBytes),
                provider.GetRequiredService<TimeProvider>()
            )
        );
        services.AddSingleton(provider =>
            KeptParts.Open(
                new SpoolOptions(Path.Combine(settings.DataFolder, KeptPartsFolder), MinFreeBytes: settings.MinFreeBytes),
                provider.GetRequiredService<EventSpool>(),
                provider.GetRequiredService<AcceptedEvents>(),
                provider.GetRequiredService<TimeProvider>()
            )
        );
        services.AddHostedService<SettleParts>();
        services.AddSingleton(provider => new DeadLetters(
            Path.Combine(settings.DataFolder, "dead-letters"),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<FindWriteKey>(provider =>
        {
            var (keys, uses) = (provider.GetRequiredService<WriteKeys>(), provider.GetRequiredService<NoteKeyUse>());
            return async (key, _) => await keys.FindAsync(key) is { } grant ? DoorKey(key, grant, uses) : null;
        });

        services
            .AddSingleton<Identities>()
            .AddSingleton<PersonResolution>()
            .AddSingleton<PersonRewrite>()
            .AddSingleton<EventWriter>()
            .AddSingleton<CarryOut>()
            .AddSingleton<KnownIds>()
            .AddSingleton<MergedIds>()
            .AddSingleton<ListedIds>();
        services.AddSingleton<IEventSink, ClickHouseEventSink>();
        // A quarter of all memory (ClickHouse has three fifths), eight bytes an event.
        services.AddSingleton(provider => new PersonIndexOptions(
            () => provider.GetRequiredService<SpoolDrain>().StoredBefore,
            MostEvents: settings.ClickHouseMemoryBytes / 12 * 5 / 8
        ));
        services.AddSingleton<PersonIndexes>();
        services.AddSingleton<SpoolDrain>().AddHostedService(provider => provider.GetRequiredService<SpoolDrain>());
        services.AddSingleton<ReplayDeadLetter>();
        services.AddSingleton<CountWaiting>(provider =>
        {
            var (spool, drain) = (provider.GetRequiredService<EventSpool>(), provider.GetRequiredService<SpoolDrain>());
            return () => Math.Max(0, (long)(spool.NextSequence - Math.Min(drain.StoredBefore, spool.NextSequence)));
        });
        services.AddHostedService<RewritePersons>();
        services.AddSingleton<LiveFeed>().AddHostedService(provider => provider.GetRequiredService<LiveFeed>());
        services
            .AddSignalR(hub => hub.MaximumReceiveMessageSize = 64 * 1024)
            .AddJsonProtocol(json => json.PayloadSerializerOptions.Converters.Add(InsightsJson.Instants));
        services.AddSingleton<EraseProjectRows>();
        services.AddSingleton<ProjectDeleted>(provider =>
            async (project, cancellationToken) =>
            {
                provider.GetRequiredService<Ingest.Import.Imports>().Erase(project);
                provider.GetRequiredService<SampleLoads>().Erase(project);
                provider.GetRequiredService<RecentRequests>().Forget(project);
                provider.GetRequiredService<Ingest.Mirror.Mirrors>().Forget(project);
                provider.GetRequiredService<RecentTraces>().Forget(project);
                await provider.GetRequiredService<KeptParts>().SettleAllAsync(project, cancellationToken);
                // What was accepted before the keys stopped must land first, or it would land after.
                await provider.GetRequiredService<SpoolDrain>().WaitUntilDrainedAsync(cancellationToken);
                await provider.GetRequiredService<EraseProjectRows>().RunAsync(project, cancellationToken);
            }
        );

        services.AddSingleton(provider => SpoolCheck(provider.GetRequiredService<EventSpool>()));
        services.AddSingleton(provider => IdentityCheck(provider.GetRequiredService<Identities>()));
        return services;
    }

    private static Ingest.WriteKey DoorKey(string key, WriteKeyGrant grant, NoteKeyUse uses)
    {
        uses.Note(grant.KeyId);
        return new Ingest.WriteKey(key, grant.Project.Id, grant.EventsPerSecond)
        {
            Id = grant.KeyId,
            Origins = grant.Origins,
            Events = grant.Events,
            ExpiresAt = grant.ExpiresAt,
            IsArchived = grant.IsArchived,
            IsSecret = grant.IsSecret,
        };
    }

    private static ReadyCheck SpoolCheck(EventSpool spool) => new("spool", _ => ValueTask.FromResult(spool.Fault));

    private static ReadyCheck IdentityCheck(Identities identities) =>
        new("identities", _ => ValueTask.FromResult(identities.IsLoaded ? null : "Identities are still being read."));
}
